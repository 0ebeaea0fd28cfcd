// Where a window is: its own place, and that of the screen while it is maximized or fills it.
// Invariant: the normal place is kept through maximizing and full screen.
import type { Rectangle } from 'electron';
import { displays } from './screen.ts';

const CASCADE = 40;

/** Place and state of one window. */
export class Bounds {
  isMaximized = false;
  isMinimized = false;
  isFullScreen: boolean;
  private own: Rectangle;

  constructor(options: Partial<Rectangle> & { readonly fullscreen?: boolean }) {
    // Electron, BrowserWindow, options: 800 by 600 where nothing is said, in the middle of the screen.
    const { x = CASCADE, y = CASCADE, width = 800, height = 600 } = options;
    this.own = { x, y, width, height };
    this.isFullScreen = options.fullscreen === true;
  }
  now(): Rectangle {
    const { bounds, workArea } = displays.matching(this.own);
    if (this.isFullScreen) return bounds;
    return this.isMaximized ? workArea : this.normal();
  }
  // "win.getNormalBounds": the same in the normal state, whatever state the window is in.
  normal(): Rectangle {
    return { ...this.own };
  }
  set(bounds: Partial<Rectangle>): void {
    this.own = { ...this.own, ...bounds };
  }
}
