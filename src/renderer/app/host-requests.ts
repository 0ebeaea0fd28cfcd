// What the desktop asks of the window: an entry of its menu, a link to a study, to keep all before it closes.
// Invariant: a command or a slug that is none does nothing.
import { useEffect } from 'react';
import type { WindowRequest } from '../../shared/contract/bridge.ts';
import { isCommandId } from '../../shared/domain/commands.ts';
import { parseSlug } from '../../shared/domain/ids.ts';
import { onHostRequest } from '../api/client.ts';
import { writePlace } from '../api/settings-store.ts';
import { runCommand } from '../commands/registry.ts';
import { visitStudy } from './navigation.ts';

/** The shell waits a little longer than that for an answer. */
const KEEPING_MS = 2000;

/** Answers for as long as the window is shown. */
export function useHostRequests(): void {
  useEffect(() => onHostRequest(answer), []);
}

async function answer(request: WindowRequest): Promise<boolean> {
  switch (request.kind) {
    case 'command':
      return isCommandId(request.command) && runCommand(request.command);
    case 'study': {
      const slug = parseSlug(request.slug);
      if (slug !== null) visitStudy(slug);
      return slug !== null;
    }
    case 'leave': {
      const { keepAllTexts } = await import('../features/notes/open-saver.ts');
      const [areKept] = await Promise.all([keepAllTexts(KEEPING_MS), writePlace()]);
      return areKept;
    }
  }
}
