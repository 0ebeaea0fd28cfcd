// The emitter of a sandboxed preload: `ipcRenderer` is one, and `require('events')` gives it. Runs in pages.
// Invariant: as Node's as far as it goes; it imports nothing.

export type Listener = (...args: readonly unknown[]) => void;

/** The part of Node's emitter that a preload uses. */
export class EventEmitter {
  private readonly heard = new Map<string, readonly Listener[]>();

  on(name: string, listener: Listener): this {
    this.heard.set(name, [...(this.heard.get(name) ?? []), listener]);
    return this;
  }
  addListener(name: string, listener: Listener): this {
    return this.on(name, listener);
  }
  once(name: string, listener: Listener): this {
    const first = (...args: readonly unknown[]): void => {
      this.off(name, first);
      listener(...args);
    };
    return this.on(name, first);
  }
  off(name: string, listener: Listener): this {
    const kept = [...(this.heard.get(name) ?? [])];
    const place = kept.lastIndexOf(listener);
    if (place >= 0) kept.splice(place, 1);
    this.heard.set(name, kept);
    return this;
  }
  removeListener(name: string, listener: Listener): this {
    return this.off(name, listener);
  }
  removeAllListeners(name: string): this {
    this.heard.delete(name);
    return this;
  }
  listenerCount(name: string): number {
    return this.heard.get(name)?.length ?? 0;
  }
  emit(name: string, ...args: readonly unknown[]): boolean {
    const listeners = this.heard.get(name) ?? [];
    for (const listener of listeners) listener(...args);
    return listeners.length > 0;
  }
}
