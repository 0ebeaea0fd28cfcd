// A copy of the atlas from a file: chosen, looked into, and taken in when the reader says so.
// Invariant: nothing is taken in before the reader has seen who made it, when, and how much it is; what happened stays.
import { useId, useRef, useState, type ReactElement, type RefObject } from 'react';
import { announce } from '../../a11y/announcer.tsx';
import { request, toApiError, upload, type ApiError } from '../../api/client.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { useCommand } from '../../commands/registry.ts';
import type { BundleInfoView, BundleReceiptView } from '../../../shared/contract/types.ts';
import { BUNDLE_SUFFIX } from '../../../shared/domain/bundle.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { Part } from '../../ui/Screen.tsx';
import { bundleInWords, takenInWords } from './bundle-words.ts';
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
      <Chooser isBusy={isBusy} onFile={(file) => void take(file)} onPick={() => void pick()} />
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
        {state.kind === 'taken' && <Lines lines={takenInWords(state.receipt)} />}
        {error !== null && <ErrorNotice error={error} />}
      </div>
    </Part>
  );
}

interface ChooserProps {
  readonly isBusy: boolean;
  readonly onFile: (file: File) => void;
  readonly onPick: () => void;
}

/** A dialog of the host, or a field of the browser. */
function Chooser({ isBusy, onFile, onPick }: ChooserProps): ReactElement | null {
  const { value: places, error, retry } = useAnswer('file.places', {});
  const inputId = useId();
  const input = useRef<HTMLInputElement>(null);
  const isDialog = places?.chooser === 'dialog';
  useCommand(
    'bundle.open',
    () => {
      if (isDialog) onPick();
      else openSoon(input);
    },
    places !== null,
  );
  if (error !== null) return <ErrorNotice error={error} onRetry={retry} />;
  if (places === null) return null;
  if (isDialog) {
    return (
      <div>
        <Button isDisabled={isBusy} onPress={onPick}>
          Choose a bundle…
        </Button>
      </div>
    );
  }
  return (
    <div className={styles['file']}>
      <label htmlFor={inputId} className={styles['label']}>
        Choose a bundle ({BUNDLE_SUFFIX})
      </label>
      <input
        id={inputId}
        ref={input}
        type="file"
        className={styles['chooser']}
        accept={BUNDLE_SUFFIX}
        disabled={isBusy}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file !== undefined) onFile(file);
          // The same file may be chosen again.
          event.target.value = '';
        }}
      />
    </div>
  );
}

// A screen that was just gone to takes the focus first.
function openSoon(control: RefObject<HTMLElement | null>): void {
  queueMicrotask(() => {
    control.current?.focus();
    control.current?.click();
  });
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
      <Lines lines={bundleInWords(state.info, now)} />
      <div className={styles['buttons']}>
        <Button look="main" onPress={onTake}>
          Take it in
        </Button>
        <Button onPress={onCancel}>Not now</Button>
      </div>
    </section>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }): ReactElement {
  return (
    <ul className={styles['facts']}>
      {lines.map((line) => (
        <li key={line} dir="auto">
          {line}
        </li>
      ))}
    </ul>
  );
}
