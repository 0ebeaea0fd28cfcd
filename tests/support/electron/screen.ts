// `screen`: displays that the test arranges.
// Invariant: not before the app is ready, as Electron says.
import type { Display, Rectangle, Screen } from 'electron';
import { needsReady } from './lifecycle.ts';
import { eventsOf, KnownEmitter, strict } from './strict.ts';

export type KnownDisplay = Pick<Display, 'id' | 'bounds' | 'workArea' | 'scaleFactor'>;

const PANEL_HEIGHT = 40;

/** A display, with a panel at its lower edge. */
export function display(id: number, bounds: Rectangle): KnownDisplay {
  const workArea = { ...bounds, height: bounds.height - PANEL_HEIGHT };
  return strict('Display', { id, bounds, workArea, scaleFactor: 1 });
}

let all: readonly KnownDisplay[] = [display(1, { x: 0, y: 0, width: 1920, height: 1080 })];

/** The displays there are. */
export const displays = {
  all: (): readonly KnownDisplay[] => all,
  primary(): KnownDisplay {
    const [first] = all;
    if (first === undefined) throw new Error('there is no display');
    return first;
  },
  /** The one that shows most of a rectangle. */
  matching(rectangle: Rectangle): KnownDisplay {
    const shown = all.map((each) => overlap(each.bounds, rectangle));
    return all[shown.indexOf(Math.max(...shown))] ?? displays.primary();
  },
};

function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}

class StandInScreen
  extends KnownEmitter
  implements
    Pick<
      Record<keyof Screen, unknown>,
      'getAllDisplays' | 'getPrimaryDisplay' | 'getDisplayMatching'
    >
{
  constructor() {
    super(
      'screen',
      eventsOf<Screen>()('display-added', 'display-removed', 'display-metrics-changed'),
    );
  }
  // Electron, screen: "You cannot require or use this module until the ready event".
  getAllDisplays(): readonly KnownDisplay[] {
    needsReady('screen.getAllDisplays');
    return displays.all();
  }
  getPrimaryDisplay(): KnownDisplay {
    needsReady('screen.getPrimaryDisplay');
    return displays.primary();
  }
  getDisplayMatching(rectangle: Rectangle): KnownDisplay {
    needsReady('screen.getDisplayMatching');
    return displays.matching(rectangle);
  }
}

export const theScreen = new StandInScreen();
export const screen = strict('screen', theScreen);

/** Arranges the displays anew, as plugging and unplugging does. */
export function setDisplays(given: readonly Rectangle[]): void {
  const before = all;
  all = given.map((bounds, index) => display(index + 1, bounds));
  for (const gone of before.slice(all.length)) theScreen.emit('display-removed', {}, gone);
  for (const added of all.slice(before.length)) theScreen.emit('display-added', {}, added);
}
