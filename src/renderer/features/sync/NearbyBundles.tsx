// The bundles that lie in folders which were allowed at start: chosen without a dialog and without being copied first.
// Invariant: where there are no such folders nothing is asked or shown; the core says what lies there, no path is typed.
import type { ReactElement } from 'react';
import { useAnswer } from '../../api/use-answer.ts';
import type { MethodOutput } from '../../../shared/contract/types.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { fileInWords } from './bundle-words.ts';
import styles from './Bundle.module.css';

/** A bundle of a folder. */
export type NearbyBundle = MethodOutput<'bundle.nearby'>['bundles'][number];

export interface NearbyBundlesProps {
  readonly isBusy: boolean;
  readonly onChoose: (bundle: NearbyBundle) => void;
}

/** A button a bundle. */
export function NearbyBundles({ isBusy, onChoose }: NearbyBundlesProps): ReactElement | null {
  const { value, error, retry } = useAnswer('bundle.nearby', {});
  if (error !== null) return <ErrorNotice error={error} onRetry={retry} />;
  if (value === null) return null;
  if (value.bundles.length === 0) {
    return <p>No bundle lies in the folders that were allowed at the start.</p>;
  }
  return (
    <section className={styles['file']} aria-label="Bundles in your folders">
      <p className={styles['label']}>Or choose one from your folders</p>
      <ul className={styles['nearby']}>
        {value.bundles.map((bundle) => (
          <li key={`${bundle.folder} ${bundle.name}`}>
            <Button
              isDisabled={isBusy}
              onPress={() => {
                onChoose(bundle);
              }}
            >
              {`Look into ${bundle.shown}`}
            </Button>
            <span>{fileInWords(bundle.bytes, bundle.changedAt)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
