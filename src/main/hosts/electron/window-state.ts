// Where the window stands: as it was left, on a screen that is there.
// Invariant: pure; whatever a file says, what comes out can be seen and reached on one of the screens.

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What is remembered: the size that a window has when it fills no screen. In points of the screen. */
export interface WindowState {
  readonly bounds: Box;
  readonly isMaximized: boolean;
  readonly isFullScreen: boolean;
}

export interface Placement {
  /** Without a place the system centres the window. */
  readonly bounds: Partial<Pick<Box, 'x' | 'y'>> & Pick<Box, 'width' | 'height'>;
  readonly isMaximized: boolean;
  readonly isFullScreen: boolean;
}

export const DEFAULT_SIZE = { width: 1280, height: 840 } as const;
export const LEAST_SIZE = { width: 320, height: 320 } as const;
/** So much of the window's top must be in sight: it is what one takes hold of. */
const GRIP = { width: 120, height: 32 } as const;
const FARTHEST = 100_000;

/** Reads what was remembered; null for garbage, which costs a reader a moment of dragging. */
export function readWindowState(text: string): WindowState | null {
  try {
    const value: unknown = JSON.parse(text);
    return isWindowState(value) ? value : null;
  } catch {
    return null;
  }
}

function isWindowState(value: unknown): value is WindowState {
  const { bounds, isMaximized, isFullScreen } = fieldsOf(value);
  const { x, y, width, height } = fieldsOf(bounds);
  return (
    [x, y].every((place) => isWithin(place, -FARTHEST)) &&
    [width, height].every((length) => isWithin(length, 1)) &&
    typeof isMaximized === 'boolean' &&
    typeof isFullScreen === 'boolean'
  );
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function isWithin(value: unknown, least: number): boolean {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= FARTHEST;
}

/** Where to open the window. `workAreas`: of all screens, the main one first. */
export function placeWindow(state: WindowState | null, workAreas: readonly Box[]): Placement {
  const main = workAreas[0] ?? { x: 0, y: 0, ...DEFAULT_SIZE };
  if (state === null) {
    return { bounds: fit(DEFAULT_SIZE, main), isMaximized: false, isFullScreen: false };
  }
  const { bounds, isMaximized, isFullScreen } = state;
  const home = workAreas.find((area) => isReachable({ ...bounds, ...fit(bounds, area) }, area));
  // Its screen is not there any more: the system centres it on the main one.
  if (home === undefined) return { bounds: fit(bounds, main), isMaximized, isFullScreen };
  const { width, height } = fit(bounds, home);
  return { bounds: { x: bounds.x, y: bounds.y, width, height }, isMaximized, isFullScreen };
}

function fit({ width, height }: Pick<Box, 'width' | 'height'>, area: Box) {
  return {
    width: Math.max(LEAST_SIZE.width, Math.min(width, area.width)),
    height: Math.max(LEAST_SIZE.height, Math.min(height, area.height)),
  };
}

/** True where enough of the window's top lies on the screen to take hold of it. */
function isReachable(box: Box, area: Box): boolean {
  const across = Math.min(box.x + box.width, area.x + area.width) - Math.max(box.x, area.x);
  const isTopInSight = box.y >= area.y && box.y + GRIP.height <= area.y + area.height;
  return isTopInSight && across >= Math.min(GRIP.width, box.width);
}
