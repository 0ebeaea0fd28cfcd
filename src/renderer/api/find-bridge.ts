// Where the window finds its core: what Electron's preload put there, else the browser host.
import type { AtlasBridge } from '../../shared/contract/bridge.ts';

/** The bridge; null where a browser has no session with the program (any more). */
export async function findBridge(): Promise<AtlasBridge | null> {
  if (window.atlas !== undefined) return window.atlas;
  // Only a browser needs it.
  const { createBrowserBridge, NoSessionError } = await import('./browser-host.ts');
  try {
    return await createBrowserBridge();
  } catch (error) {
    if (error instanceof NoSessionError) return null;
    throw error;
  }
}
