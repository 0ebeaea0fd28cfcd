// Moves the focus from one part of the window to the next (F6).
// Invariant: parts are marked with `data-pane` in the order in which they are read.

/** Focuses the next part (1) or the one before (-1), going round. */
export function movePane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(
    (pane) => pane.offsetParent !== null,
  );
  if (panes.length === 0) return;
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = here === -1 ? (step === 1 ? 0 : panes.length - 1) : here + step;
  panes.at(next % panes.length)?.focus();
}
