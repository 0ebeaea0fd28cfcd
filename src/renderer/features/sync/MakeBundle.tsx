// Making a bundle of the copy, to keep or to hand on.
// Invariant: whose the texts are is said before one is made; no path is typed; what happened stays.
import { useState, type ReactElement } from 'react';
import { announce } from '../../a11y/announcer.tsx';
import { deliver, request, toApiError, type ApiError } from '../../api/client.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { BUNDLE_REMINDER, bundleFileName } from '../../../shared/domain/bundle.ts';
import type { UnixMs } from '../../../shared/domain/ids.ts';
import { Button } from '../../ui/Button.tsx';
import { ButtonRow } from '../../ui/ButtonRow.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Sentences } from '../../ui/Facts.tsx';
import { ErrorNotice, Notice } from '../../ui/Notice.tsx';
import { Part } from '../../ui/Screen.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { madeInWords } from './bundle-words.ts';
import { useBundleStep } from './use-bundle-step.ts';
import styles from './Bundle.module.css';

type Pages = 'with' | 'without';

/** The part "Make a bundle". */
export function MakeBundle(): ReactElement {
  const { value: places, error: placesError, retry } = useAnswer('file.places', {});
  const [maker, setMaker] = useState('');
  const [isNameMissing, setNameMissing] = useState(false);
  const [pages, setPages] = useState<Pages>('with');
  const [isBusy, setBusy] = useState(false);
  const [lines, setLines] = useState<readonly string[]>([]);
  const [error, setError] = useState<ApiError | null>(null);
  const step = useBundleStep(isBusy, 'Writing the bundle…');

  const make = async (folder: number | null): Promise<void> => {
    setNameMissing(maker.trim() === '');
    if (maker.trim() === '' || isBusy) return;
    setBusy(true);
    setError(null);
    setLines([]);
    try {
      setLines(await write(folder));
    } catch (thrown) {
      setError(toApiError(thrown));
    } finally {
      setBusy(false);
    }
  };
  const write = async (folder: number | null): Promise<readonly string[]> => {
    const name = bundleFileName(Date.now() as UnixMs);
    const offer = await request('file.offer', { name, folder });
    if (offer.target === null) return ['No file was chosen, and nothing was written.'];
    const made = await request('bundle.create', {
      target: offer.target,
      maker: maker.trim(),
      withPages: pages === 'with',
    });
    if (folder === null && places?.chooser === 'download') await deliver(offer.target);
    announce('The bundle was made.');
    return madeInWords(made, offer.shown ?? name);
  };

  return (
    <Part title="Make a bundle">
      <p>All studies of your copy in one file, without your notes, lists, tags and codings.</p>
      <Notice>
        <p>{BUNDLE_REMINDER}</p>
      </Notice>
      <TextInput
        label="Made by"
        value={maker}
        onChange={(typed) => {
          setMaker(typed);
          setNameMissing(false);
        }}
        help="Your name, or what those who get it know you by. It is shown beside every study that they take from it."
        error={isNameMissing ? 'Say who makes it, in a few words.' : null}
      />
      <Choice<Pages>
        label="Pages as received"
        value={pages}
        options={[
          { value: 'with', label: 'With them' },
          { value: 'without', label: 'Without them' },
        ]}
        onChange={setPages}
        help="With them the file is larger, and whoever gets it can have the pages read anew by a later version. Pages that you gave by hand are never in it, only what was read from them."
      />
      {placesError !== null && <ErrorNotice error={placesError} onRetry={retry} />}
      <ButtonRow>
        {places !== null && places.chooser !== 'none' && (
          <Button isDisabled={isBusy} onPress={() => void make(null)}>
            {places.chooser === 'dialog' ? 'Make a bundle…' : 'Make and download a bundle'}
          </Button>
        )}
        {places?.folders.map((folder, place) => (
          <Button key={folder} isDisabled={isBusy} onPress={() => void make(place)}>
            {`Make a bundle in ${folder}`}
          </Button>
        ))}
      </ButtonRow>
      <div className={styles['state']}>
        {isBusy && <p>{step}</p>}
        <Sentences lines={lines} />
        {error !== null && <ErrorNotice error={error} />}
      </div>
    </Part>
  );
}
