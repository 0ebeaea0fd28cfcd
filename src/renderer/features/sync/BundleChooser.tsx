// Where a bundle is chosen: a dialog of the host or a field of the browser, and the folders that were allowed at start.
// Invariant: the command that opens a bundle does what a press of the first of these does.
import { useId, useRef, type ReactElement, type RefObject } from 'react';
import { useAnswer } from '../../api/use-answer.ts';
import { useCommand } from '../../commands/registry.ts';
import { BUNDLE_SUFFIX } from '../../../shared/domain/bundle.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { NearbyBundles, type NearbyBundle } from './NearbyBundles.tsx';
import styles from './Bundle.module.css';

export interface BundleChooserProps {
  readonly isBusy: boolean;
  readonly onFile: (file: File) => void;
  readonly onPick: () => void;
  readonly onNearby: (bundle: NearbyBundle) => void;
}

/** The ways that this host has. */
export function BundleChooser({
  isBusy,
  onFile,
  onPick,
  onNearby,
}: BundleChooserProps): ReactElement | null {
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
  const nearby = places.folders.length > 0 && <NearbyBundles isBusy={isBusy} onChoose={onNearby} />;
  if (isDialog) {
    return (
      <>
        <div>
          <Button isDisabled={isBusy} onPress={onPick}>
            Choose a bundle…
          </Button>
        </div>
        {nearby}
      </>
    );
  }
  return (
    <>
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
      {nearby}
    </>
  );
}

// A screen that was just gone to takes the focus first.
function openSoon(control: RefObject<HTMLElement | null>): void {
  queueMicrotask(() => {
    control.current?.focus();
    control.current?.click();
  });
}
