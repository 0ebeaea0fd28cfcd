// Where a bundle is chosen: a dialog of the host or a field of the browser, and the folders that were allowed at start.
// Invariant: the command that opens a bundle does what a press of the first of these does.
import { useRef, type ReactElement, type RefObject } from 'react';
import { useAnswer } from '../../api/use-answer.ts';
import { useCommand } from '../../commands/registry.ts';
import { BUNDLE_SUFFIX } from '../../../shared/domain/bundle.ts';
import { Button } from '../../ui/Button.tsx';
import { FileInput } from '../../ui/FileInput.tsx';
import { ErrorNotice } from '../../ui/Notice.tsx';
import { NearbyBundles, type NearbyBundle } from './NearbyBundles.tsx';

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
      <FileInput
        label={`Choose a bundle (${BUNDLE_SUFFIX})`}
        ref={input}
        accept={BUNDLE_SUFFIX}
        isDisabled={isBusy}
        onFile={onFile}
      />
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
