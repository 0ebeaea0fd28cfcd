// Where the window finds its core: what Electron's preload put there, else the browser host.
import type { AtlasBridge } from '../../shared/contract/bridge.ts';
// At once, though only a browser needs it: it is small, and fetching it apart would hold up all that follows.
import { createBrowserBridge, dropToken, NoSessionError } from './browser-host.ts';

/** The bridge; null where a browser has no session with the program (any more). */
export async function findBridge(): Promise<AtlasBridge | null> {
  if (window.atlas !== undefined) return window.atlas;
  try {
    const bridge = await createBrowserBridge();
    // A fresh address that is put into an open window: it has its session, and a token must not stay in sight.
    window.addEventListener('hashchange', dropToken);
    return bridge;
  } catch (error) {
    if (error instanceof NoSessionError) return null;
    throw error;
  }
}
