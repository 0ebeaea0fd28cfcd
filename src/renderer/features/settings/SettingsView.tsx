// The few things a reader sets. Each is done at once and kept by the core.
import { useState, type ReactElement } from 'react';
import { toApiError, request, type ApiError } from '../../api/client.ts';
import { changeSettings, useSettings } from '../../api/settings-store.ts';
import { useAnswer } from '../../api/use-answer.ts';
import type { Settings } from '../../../shared/domain/settings.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { dateTimeInWords } from '../../ui/dates.ts';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { Part, Screen } from '../../ui/Screen.tsx';
import { KeysPart } from './KeysPart.tsx';
import { Switch } from './Switch.tsx';
import styles from './SettingsView.module.css';
import { TermsPart } from './TermsPart.tsx';

/** The screen "Settings". */
export function SettingsView(): ReactElement {
  const settings = useSettings((state) => state.settings);
  const [error, setError] = useState<ApiError | null>(null);
  const change = (patch: Partial<Settings>): void => {
    setError(null);
    changeSettings(patch).catch((thrown: unknown) => {
      setError(toApiError(thrown));
    });
  };
  return (
    <Screen title="Settings">
      {error !== null && <ErrorNotice error={error} />}
      <Part title="Look">
        <Choice
          label="Theme"
          value={settings.theme}
          options={[
            { value: 'system', label: 'As the computer' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
            { value: 'dim', label: 'Dim' },
          ]}
          help="Dim has little light and little contrast, for eyes that light hurts."
          onChange={(theme) => {
            change({ theme });
          }}
        />
        <Choice
          label="Text size"
          value={settings.textSize}
          options={[
            { value: 'small', label: 'Small' },
            { value: 'medium', label: 'Medium' },
            { value: 'large', label: 'Large' },
            { value: 'larger', label: 'Larger' },
            { value: 'largest', label: 'Largest' },
          ]}
          onChange={(textSize) => {
            change({ textSize });
          }}
        />
        <Choice
          label="Length of lines"
          value={settings.lineWidth}
          options={[
            { value: 'narrow', label: 'Short' },
            { value: 'medium', label: 'Medium' },
            { value: 'wide', label: 'Long' },
          ]}
          onChange={(lineWidth) => {
            change({ lineWidth });
          }}
        />
      </Part>
      <Part title="Keyboard">
        <Switch
          label="Shortcuts of one key"
          isOn={settings.singleKeys}
          help="With them, n begins a note and j goes to the next study. Switch them off if you use speech input or touch keys by accident; every command stays in the list of all commands."
          onChange={(singleKeys) => {
            change({ singleKeys });
          }}
        />
      </Part>
      <Part title="Copy of the atlas">
        <Switch
          label="Look for changes once a night"
          isOn={settings.dailySync}
          help="Some time between 22:30 and 05:00 UTC, while the companion is open, it asks the atlas what is new, and looks at your own studies and a thirtieth of the others. If it is never open then, it looks a few minutes after you open it, once in a day and a half."
          onChange={(dailySync) => {
            change({ dailySync });
          }}
        />
      </Part>
      <KeysPart />
      <TermsPart />
      <Part title="Completing references">
        <Switch
          label="Look up references by their DOI"
          isOn={settings.doiLookup}
          help="With it, the form that completes a reference has a button that asks doi.org. What is sent is the DOI of that paper, to doi.org and the register it leads to, and only when you press the button."
          onChange={(doiLookup) => {
            change({ doiLookup });
          }}
        />
      </Part>
      <DataPart />
    </Screen>
  );
}

function DataPart(): ReactElement {
  const hasLookup = useSettings(({ settings }) => settings.doiLookup);
  const status = useAnswer('status.get', {}, ['library', 'mirror']);
  const [answer, setAnswer] = useState('');
  const [error, setError] = useState<ApiError | null>(null);
  const backUp = (): void => {
    setError(null);
    request('backup.create', {}).then(
      (made) => {
        setAnswer(`A backup was made: ${made.name}.`);
        status.retry();
      },
      (thrown: unknown) => {
        setError(toApiError(thrown));
      },
    );
  };
  const lastAt = status.value?.lastBackup?.createdAt ?? null;
  return (
    <Part title="Your data">
      {status.error !== null && <ErrorNotice error={status.error} onRetry={status.retry} />}
      <p>
        Everything you write lies on this computer, in{' '}
        <code>{status.value?.dataFolder ?? '…'}</code>. Nothing of it is sent anywhere. While the
        companion is open, it asks{' '}
        {hasLookup
          ? 'the atlas you copy from, and doi.org when you press the button that looks up a DOI; nobody else.'
          : 'one address only: the atlas you copy from.'}
      </p>
      <p>
        {lastAt === null
          ? 'There is no backup yet; one is made each day you use the companion.'
          : `The last backup is of ${dateTimeInWords(lastAt)}. One is made each day you use the companion.`}
      </p>
      <div>
        <Button onPress={backUp}>Make a backup now</Button>
      </div>
      <p role="status" className={styles['answer']}>
        {answer}
      </p>
      {error !== null && <ErrorNotice error={error} onRetry={backUp} />}
      {status.value?.problems.map((problem) => (
        <p key={problem}>{problem}</p>
      ))}
      <p className={styles['help']}>Version {status.value?.version ?? '…'}.</p>
    </Part>
  );
}
