// Parts of the window that are loaded when they are first shown, and all of them soon after the start.
// Invariant: a program that stops later takes no screen away: what a reader may open is there by then.
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

interface Loaded<P> {
  readonly default: ComponentType<P>;
}

const RETRY_MS = 2000;
/** After the first screen is there, so that loading the others does not delay it. */
const LOAD_ALL_AFTER_MS = 1000;

const loads: (() => Promise<unknown>)[] = [];

/** A component of a file of its own. Where the file cannot be had now, it is asked for until it can. */
export function lazyPart<P extends object>(
  load: () => Promise<Loaded<P>>,
): LazyExoticComponent<ComponentType<P>> {
  loads.push(load);
  return lazy(() => untilLoaded(load));
}

async function untilLoaded<P>(load: () => Promise<Loaded<P>>): Promise<Loaded<P>> {
  for (;;) {
    try {
      return await load();
    } catch {
      // The program does not answer, which the window says at its top. A rejection here would be for good.
      await wait(RETRY_MS);
    }
  }
}

/** Loads all parts, one after the other, those that loaded parts bring along too. */
export async function loadAllParts(): Promise<void> {
  await wait(LOAD_ALL_AFTER_MS);
  for (const load of loads) {
    // What cannot be had is asked for again when it is shown.
    await load().catch(() => undefined);
  }
}

function wait(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
