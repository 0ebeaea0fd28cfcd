// Commands that the host asks for: a menu entry.
import { useEffect } from 'react';
import { onCoreEvent } from '../api/client.ts';
import { runCommand } from '../commands/registry.ts';
import { isCommandId } from '../../shared/domain/commands.ts';

/** Runs them; a name that is not in the table is not run. */
export function useHostCommands(): void {
  useEffect(
    () =>
      onCoreEvent((event) => {
        if (event.type === 'app.command' && isCommandId(event.command)) runCommand(event.command);
      }),
    [],
  );
}
