// The app: asks the core for the reader's settings and shows what fits the answer.
// Invariant: a library that cannot be opened leads to its backups, never to an empty app.
import { lazy, Suspense, useCallback, useEffect, useState, type ReactElement } from 'react';
import { watchChanges } from '../api/changes.ts';
import { toApiError, type ApiError } from '../api/client.ts';
import { loadSettings, useSettings, writePlace } from '../api/settings-store.ts';
import { Announcer } from '../a11y/announcer.tsx';
import { ErrorNotice } from '../ui/Notice.tsx';
import { Shell } from './Shell.tsx';
import { useTheme } from './theme.ts';
import styles from './Page.module.css';

const Recovery = lazy(() => import('../features/recovery/Recovery.tsx'));
const Welcome = lazy(() => import('../features/welcome/Welcome.tsx'));

type Stage =
  | { readonly kind: 'starting' }
  | { readonly kind: 'failed'; readonly error: ApiError }
  | { readonly kind: 'ready' };

// What a backup can mend.
const RECOVERABLE: ReadonlySet<string> = new Set([
  'library-corrupt',
  'library-missing',
  'library-newer',
  'history-corrupt',
]);

/** The whole app behind a connected bridge. */
export function App(): ReactElement {
  const [stage, setStage] = useState<Stage>({ kind: 'starting' });
  const isWelcomed = useSettings((state) => state.settings.welcomed);
  useTheme();
  const begin = useCallback(() => {
    loadSettings().then(
      () => {
        setStage({ kind: 'ready' });
      },
      (error: unknown) => {
        setStage({ kind: 'failed', error: toApiError(error) });
      },
    );
  }, []);
  useEffect(begin, [begin]);
  useEffect(watchChanges, []);
  useEffect(() => {
    const write = (): void => void writePlace();
    window.addEventListener('pagehide', write);
    return () => {
      window.removeEventListener('pagehide', write);
    };
  }, []);
  return (
    <>
      <Suspense fallback={null}>{view(stage, isWelcomed, begin)}</Suspense>
      <Announcer />
    </>
  );
}

function view(stage: Stage, isWelcomed: boolean, begin: () => void): ReactElement | null {
  if (stage.kind === 'starting') return null;
  if (stage.kind === 'ready') return isWelcomed ? <Shell /> : <Welcome />;
  if (RECOVERABLE.has(stage.error.code)) {
    return <Recovery error={stage.error} onRestored={begin} />;
  }
  return (
    <main className={styles['page']}>
      <h1>The companion could not open your data</h1>
      <ErrorNotice error={stage.error} onRetry={begin} />
    </main>
  );
}
