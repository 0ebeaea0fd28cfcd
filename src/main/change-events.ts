// Tells listeners that the data has changed: after each call of this process, and once a second for the
// changes of others, while anybody listens.
// Invariant: one event for a change. A sync writes every few seconds: of what it brings into the mirror a
// window hears at most every five seconds, and once more at the end; and not before a search would find it.
import type { CoreEvent } from '../shared/contract/types.ts';
import type { ChangedPart } from './storage/change-watch.ts';

const LOOK_EVERY_MS = 1_000;
const MIRROR_EVERY_MS = 5_000;

export interface ChangeEventsOptions {
  readonly emit: (event: CoreEvent) => void;
  /** What has changed since this was asked last; null while no files are open. */
  readonly look: () => readonly ChangedPart[] | null;
  /** As the search index's own. */
  readonly catchUp: () => Promise<boolean> | null;
  readonly isSyncing: () => boolean;
  readonly now: () => number;
}

export interface ChangeEvents {
  /** Somebody listens, or nobody any more. */
  setListening(isListening: boolean): void;
  /** A call has succeeded: what it changed is told before its answer. */
  afterCall(): void;
  /** A sync of this process has ended: the mirror is told of in any case. */
  afterSync(): void;
  /**
   * Begins to read much of the mirror again, and tells when it is there; false where the next search needs none of it, or
   * nobody would hear.
   */
  catchUp(): boolean;
  /** Files were opened or are about to be closed: the looking begins or ends. */
  filesChanged(): void;
}

/** Nothing is looked at before somebody listens. */
export function createChangeEvents(options: ChangeEventsOptions): ChangeEvents {
  const { look, isSyncing, now } = options;
  let isListening = false;
  let timer: ReturnType<typeof setInterval> | null = null;
  // Told late, because the mirror was told of a moment ago.
  let isMirrorOwed = false;
  let mirrorToldAt = -Infinity;
  // Being read, and told when it is there.
  let heard: Promise<boolean> | null = null;

  function gather(): Set<ChangedPart> {
    const parts = new Set(look() ?? []);
    if (isMirrorOwed) parts.add('mirror');
    return parts;
  }

  function emit(parts: readonly ChangedPart[]): void {
    if (parts.includes('mirror')) mirrorToldAt = now();
    if (parts.length > 0) options.emit({ type: 'data.changed', parts: [...parts] });
  }

  function isSoon(): boolean {
    return Math.abs(now() - mirrorToldAt) < MIRROR_EVERY_MS;
  }

  function tell(parts: ReadonlySet<ChangedPart>): void {
    isMirrorOwed = false;
    const catchingUp = parts.has('mirror') ? options.catchUp() : null;
    if (catchingUp === null) {
      emit([...parts]);
      return;
    }
    emit([...parts].filter((part) => part !== 'mirror'));
    // What is being read may be older than what is to be told.
    if (catchingUp === heard) isMirrorOwed = true;
    else tellAfter(catchingUp, () => false);
  }

  function tellAfter(catchingUp: Promise<boolean>, isPutOff: () => boolean): void {
    if (catchingUp === heard) return;
    heard = catchingUp;
    void catchingUp.then((isThere) => {
      heard = null;
      if (!isThere) return;
      if (isPutOff()) isMirrorOwed = true;
      else emit(['mirror']);
    });
  }

  function tellWhatMay(isOwnChange: boolean): void {
    const parts = gather();
    const isPutOff = parts.has('mirror') && isSoon() && (isSyncing() || !isOwnChange);
    if (isPutOff) parts.delete('mirror');
    tell(parts);
    isMirrorOwed = isPutOff;
  }

  function adjustTimer(): void {
    const isNeeded = isListening && look() !== null;
    if (isNeeded === (timer !== null)) return;
    if (timer !== null) {
      clearInterval(timer);
      timer = null;
      return;
    }
    timer = setInterval(() => {
      tellWhatMay(false);
    }, LOOK_EVERY_MS);
    // Nobody stays for changes alone.
    timer.unref();
  }

  return {
    setListening(value) {
      // What happened while nobody listened is no news: the looking starts from now.
      if (value && !isListening) look();
      isListening = value;
      adjustTimer();
    },
    afterCall() {
      if (isListening) tellWhatMay(true);
    },
    afterSync() {
      tell(gather().add('mirror'));
    },
    catchUp() {
      const catchingUp = isListening ? options.catchUp() : null;
      if (catchingUp !== null) tellAfter(catchingUp, isSoon);
      return catchingUp !== null;
    },
    filesChanged: adjustTimer,
  };
}
