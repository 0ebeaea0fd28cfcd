// Contents beside the window's: a view, a worker's page, the developer tools.
// Invariant: the shell hears of them as it hears of its window's.
import { theApp } from './app.ts';
import { startBareRenderer } from './bare-renderer.ts';
import { sessionOf, StandInSession } from './session.ts';
import { StandInContents } from './web-contents.ts';

/** Contents in a session that is there. */
export function otherContents(session: unknown): StandInContents {
  return make(sessionOf(session));
}

/** Contents in a session that the shell has never seen, and which it did not ask for. */
export function strayContents(): {
  readonly contents: StandInContents;
  readonly session: StandInSession;
} {
  const session = new StandInSession('stray');
  return { contents: make(session), session };
}

function make(session: StandInSession): StandInContents {
  const contents = new StandInContents({ session, preload: null, start: startBareRenderer });
  // Electron, app, "Event: 'web-contents-created'": emitted for contents of every type.
  theApp.emit('web-contents-created', {}, contents.strictly);
  return contents;
}
