// What the window asks first, before the code that draws it is read: its session, the reader's settings,
// the studies that were in sight when it was left.
// Invariant: nothing here is needed for the window to be right: a view that finds no answer asks for itself.
import { connect } from './client.ts';
import { watchChanges } from './changes.ts';
import { findBridge } from './find-bridge.ts';
import { beginSearch } from './search-store.ts';
import { beginSettings, useSettings } from './settings-store.ts';

/** Connects the window and asks ahead; answers with what ends its listening, null where there is no session. */
export async function begin(): Promise<(() => void) | null> {
  const bridge = await findBridge();
  if (bridge === null) return null;
  connect(bridge);
  // Before the first question, so that no change falls between an answer and the listening.
  const leave = watchChanges();
  beginSettings().then(
    () => {
      if (useSettings.getState().settings.welcomed) beginSearch();
    },
    // The app takes the same answer, and says what it is.
    () => undefined,
  );
  return leave;
}
