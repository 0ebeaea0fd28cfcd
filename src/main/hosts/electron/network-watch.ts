// Hears that the computer is online again, which Electron's main process knows and does not tell.
// Invariant: told once for each time that the network was gone.

const LOOK_EVERY_MS = 2000;

/** Calls `onBack` when there is a network after there was none, until `signal` is aborted. */
export function watchNetwork(
  isOnline: () => boolean,
  onBack: () => void,
  signal: AbortSignal,
): void {
  let was = isOnline();
  const timer = setInterval(() => {
    const is = isOnline();
    if (is && !was) onBack();
    was = is;
  }, LOOK_EVERY_MS);
  timer.unref();
  signal.addEventListener(
    'abort',
    () => {
      clearInterval(timer);
    },
    { once: true },
  );
}
