// A copy of the atlas from a file: chosen, looked into, and taken in when the reader says so.
// Invariant: nothing is taken in before the reader has seen who made it, when, and how much it is; what happened stays.
import { useState, type ReactElement } from 'react';
import { announce } from '../../a11y/announcer.tsx';
import { request, toApiError, upload, type ApiError } from '../../api/client.ts';
import type { BundleInfoView, BundleReceiptView } from '../../../shared/contract/types.ts';
import { Button } from '../../ui/Button.tsx';
import { ButtonRow } from '../../ui/ButtonRow.tsx';
import { Sentences } from '../../ui/Facts.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { Part } from '../../ui/Screen.tsx';
import { BundleChooser } from './BundleChooser.tsx';
import { bundleInWords, takenInWords } from './bundle-words.ts';
import type { NearbyBundle } from './NearbyBundles.tsx';
import { useBundleStep } from './use-bundle-step.ts';
import styles from './Bundle.module.css';

interface Chosen {
  readonly file: string;
  readonly shown: string;
}

type State =
  | { readonly kind: 'waiting'; readonly words: string }
  | { readonly kind: 'busy'; readonly words: string }
  | { readonly kind: 'found'; readonly chosen: Chosen; readonly info: BundleInfoView }
  | { readonly kind: 'taken'; readonly receipt: BundleReceiptView };

const NOTHING_YET = 'No file is chosen yet.';

/** The part "From a bundle". */
export function BundlePart(): ReactElement {
  const [state, setState] = useState<State>({ kind: 'waiting', words: NOTHING_YET });
  const [error, setError] = useState<ApiError | null>(null);
  const [now] = useState(() => Date.now());
  const isBusy = state.kind === 'busy';
  const step = useBundleStep(isBusy, isBusy ? state.words : '');
  const run = async (words: string, work: () => Promise<State>): Promise<void> => {
    if (isBusy) return;
    setState({ kind: 'busy', words });
    setError(null);
    try {
      setState(await work());
    } catch (thrown) {
      setError(toApiError(thrown));
      setState({ kind: 'waiting', words: NOTHING_YET });
    }
  };
  const look = async (chosen: Chosen): Promise<State> => ({
    kind: 'found',
    chosen,
    info: await request('bundle.verify', { file: chosen.file }),
  });
  const take = (file: File): Promise<void> =>
    run(`Taking ${file.name} over…`, async () =>
      look({ file: await upload(file), shown: file.name }),
    );
  const pick = (): Promise<void> =>
    run('A dialog asks for the file.', async () => {
      const { file, shown } = await request('file.pick', { kind: 'bundle' });
      return file === null
        ? { kind: 'waiting', words: 'No file was chosen, and nothing was changed.' }
        : await look({ file, shown: shown ?? 'the file' });
    });
  const pickFrom = ({ folder, name, shown }: NearbyBundle): Promise<void> =>
    run(`Looking for ${shown}…`, async () => {
      const picked = await request('file.pick', { kind: 'bundle', from: { folder, name } });
      return picked.file === null
        ? { kind: 'waiting', words: 'That bundle is not to be had. Nothing was changed.' }
        : await look({ file: picked.file, shown });
    });
  const bring = ({ file }: Chosen): Promise<void> =>
    run('Reading the bundle and checking all of it…', async () => {
      const receipt = await request('bundle.import', { file });
      announce('The bundle was taken in.');
      return { kind: 'taken', receipt };
    });
  return (
    <Part title="From a bundle">
      <p>
        A bundle is a file with a whole copy, made by somebody else who uses this program. It saves
        the hours of a first copy. All of it is checked before anything is taken in; what your own
        copy has checked later stays as it is.
      </p>
      <BundleChooser
        isBusy={isBusy}
        onFile={(file) => void take(file)}
        onPick={() => void pick()}
        onNearby={(bundle) => void pickFrom(bundle)}
      />
      <div className={styles['state']}>
        {state.kind === 'waiting' && <p>{state.words}</p>}
        {state.kind === 'busy' && <p>{step}</p>}
        {state.kind === 'found' && (
          <Found
            state={state}
            now={now}
            onTake={() => void bring(state.chosen)}
            onCancel={() => {
              setState({ kind: 'waiting', words: 'Nothing was taken in.' });
            }}
          />
        )}
        {state.kind === 'taken' && <Sentences lines={takenInWords(state.receipt)} />}
        {error !== null && <ErrorNotice error={error} />}
      </div>
    </Part>
  );
}

interface FoundProps {
  readonly state: Extract<State, { kind: 'found' }>;
  readonly now: number;
  readonly onTake: () => void;
  readonly onCancel: () => void;
}

function Found({ state, now, onTake, onCancel }: FoundProps): ReactElement {
  return (
    <section aria-label="What is in the bundle" className={styles['found']}>
      <p className={styles['name']}>
        <bdi>{state.chosen.shown}</bdi>
      </p>
      <Sentences lines={bundleInWords(state.info, now)} />
      <ButtonRow>
        <Button look="main" onPress={onTake}>
          Take it in
        </Button>
        <Button onPress={onCancel}>Not now</Button>
      </ButtonRow>
    </section>
  );
}
