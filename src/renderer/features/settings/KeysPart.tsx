// What new citation keys look like: a preset, or a template of one's own.
// Invariant: a template that cannot be read is never set; keys that were given stay as they are.
import { useState, type ReactElement } from 'react';
import { toApiError } from '../../api/client.ts';
import { changeSettings, useSettings } from '../../api/settings-store.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { KEY_PRESETS, KEY_WORDS } from '../../../shared/domain/key-presets.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Folded } from '../../ui/Folded.tsx';
import { Part } from '../../ui/Screen.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import styles from './SettingsView.module.css';

type Look = keyof typeof KEY_PRESETS | 'own';
const LOOKS: readonly { readonly value: Look; readonly label: string }[] = [
  { value: 'atlas', label: 'The atlas’s own' },
  { value: 'Clark2017', label: 'Clark2017' },
  { value: 'clark2017cytokine', label: 'clark2017cytokine' },
  { value: 'own', label: 'A template of my own' },
];

function lookOf(preset: string): Look {
  return LOOKS.find(({ value }) => value === preset)?.value ?? 'own';
}

/** The part "Citation keys". */
export function KeysPart(): ReactElement {
  const preset = useSettings(({ settings }) => settings.keyPreset);
  const [isOwn, setOwn] = useState(lookOf(preset) === 'own');
  const [template, setTemplate] = useState(
    lookOf(preset) === 'own' ? preset : KEY_PRESETS.Clark2017,
  );
  const [refusal, setRefusal] = useState<string | null>(null);
  const set = async (chosen: string): Promise<void> => {
    const before = useSettings.getState().settings.keyPreset;
    try {
      await changeSettings({ keyPreset: chosen });
      setRefusal(null);
    } catch (thrown) {
      // The core has refused it, so that it is not what is set.
      useSettings.setState(({ settings }) => ({ settings: { ...settings, keyPreset: before } }));
      setRefusal(toApiError(thrown).message);
    }
  };
  const shown = isOwn ? template : preset;
  const example = useExample(shown);
  const isSet = shown === preset;
  return (
    <Part title="Citation keys">
      <Choice<Look>
        label="What new keys look like"
        value={isOwn ? 'own' : lookOf(preset)}
        options={LOOKS}
        help="A key is given once, at the first export or citation. Studies that have one keep it."
        onChange={(look) => {
          setOwn(look === 'own');
          setRefusal(null);
          if (look !== 'own') void set(look);
        }}
      />
      {isOwn && (
        <>
          <TextInput
            label="Template"
            value={template}
            help="Words in brackets stand for parts of the citation: [Auth][year] gives Clark2017."
            error={refusal ?? example.refusal}
            onChange={(text) => {
              setTemplate(text);
              setRefusal(null);
            }}
          />
          <Folded heading="What may stand in brackets">
            <dl className={styles['words']}>
              {Object.entries(KEY_WORDS).map(([word, meaning]) => (
                <div key={word}>
                  <dt>
                    <code>[{word}]</code>
                  </dt>
                  <dd>{meaning}</dd>
                </div>
              ))}
            </dl>
          </Folded>
          <div>
            <Button
              isDisabled={isSet || template.trim() === ''}
              onPress={() => void set(template.trim())}
            >
              {isSet ? 'This template is set' : 'Use this template'}
            </Button>
          </div>
        </>
      )}
      <p role="status" className={styles['answer']}>
        {example.words}
      </p>
      {!isOwn && refusal !== null && <p role="alert">{refusal}</p>}
    </Part>
  );
}

/** What the study that is open would get, as an example; nothing is given. */
function useExample(preset: string): { readonly words: string; readonly refusal: string | null } {
  const slug = useSettings(({ place }) => place.slug);
  const isAsked = slug !== null && preset.trim() !== '';
  const { value, error } = useAnswer(
    'key.applyPreset',
    isAsked ? { of: { slugs: [slug] }, preset: preset.trim() } : null,
    ['library'],
  );
  if (slug === null) return { words: 'Open a study to see its key as an example.', refusal: null };
  if (error !== null) {
    return { words: '', refusal: error.code === 'invalid-input' ? error.message : null };
  }
  if (value === null || value.preset !== preset.trim()) return { words: '', refusal: null };
  const [change] = value.changes;
  return {
    words:
      change === undefined
        ? 'The study that is open has such a key already.'
        : `The study that is open would get: ${change.after}`,
    refusal: null,
  };
}
