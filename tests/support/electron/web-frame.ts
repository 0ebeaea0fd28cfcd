// `WebFrameMain`: a frame of a page, as main sees it.
// Invariant: one object a frame; a frame that is going answers nothing.
import type { WebFrameMain } from 'electron';
import { strict } from './strict.ts';

type Known = 'url' | 'origin' | 'parent' | 'routingId' | 'processId' | 'isDestroyed';

/** A frame; its address is the app's own. */
export class StandInFrame implements Pick<WebFrameMain, Known> {
  readonly parent: WebFrameMain | null;
  readonly routingId = 1;
  readonly processId = 1;
  /** What the shell gets. */
  readonly strictly: StandInFrame;
  address: string;
  isGoing = false;

  constructor(address = '', parent: StandInFrame | null = null) {
    this.address = address;
    this.strictly = strict('WebFrameMain', this);
    this.parent = (parent?.strictly ?? null) as WebFrameMain | null;
  }
  // Electron, WebFrameMain, "frame.isDestroyed()": a frame may have gone; what is read of it then throws.
  get url(): string {
    if (this.isGoing) {
      throw new Error('Render frame was disposed before WebFrameMain could be accessed');
    }
    return this.address;
  }
  get origin(): string {
    return /^[a-z]+:\/\/[^/]*/u.exec(this.url)?.[0] ?? '';
  }
  isDestroyed(): boolean {
    return this.isGoing;
  }
}
