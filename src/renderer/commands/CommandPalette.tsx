// Every command that can be run now, found by typing. Opened by Mod+K or from the header.
// Invariant: it is read when it is first opened, or soon after the start; the first picture does without it.
import { Suspense, useState, type ReactElement } from 'react';
import { lazyPart } from '../ui/lazy-part.ts';
import { runCommand, useCommand } from './registry.ts';
import { isCommandId } from '../../shared/domain/commands.ts';

const PaletteDialog = lazyPart(async () => ({
  default: (await import('./PaletteDialog.tsx')).PaletteDialog,
}));

/** The palette; nothing until it is opened. */
export function CommandPalette(): ReactElement | null {
  const [isOpen, setOpen] = useState(false);
  useCommand('palette.open', () => {
    setOpen(true);
  });
  if (!isOpen) return null;
  return (
    <Suspense fallback={null}>
      <PaletteDialog
        onClose={() => {
          setOpen(false);
        }}
        onChosen={(name) => {
          setOpen(false);
          // After the dialog has given the focus back to where it was.
          if (isCommandId(name)) setTimeout(() => runCommand(name));
        }}
      />
    </Suspense>
  );
}
