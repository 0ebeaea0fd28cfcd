// A button that runs a command of the table; not there while nobody answers the command.
import type { ReactElement, ReactNode } from 'react';
import { runCommand, useRegistry } from '../../commands/registry.ts';
import type { CommandId } from '../../../shared/domain/commands.ts';
import { Button } from '../../ui/Button.tsx';

export interface CommandButtonProps {
  readonly command: CommandId;
  readonly children: ReactNode;
}

/** The button. */
export function CommandButton({ command, children }: CommandButtonProps): ReactElement | null {
  const isOffered = useRegistry((state) => (state.runners[command]?.length ?? 0) > 0);
  if (!isOffered) return null;
  return (
    <Button
      onPress={() => {
        runCommand(command);
      }}
    >
      {children}
    </Button>
  );
}
