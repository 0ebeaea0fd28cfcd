// Focuses something in a part whose content the next one may take the place of at any moment: what was asked for
// last is still being read.
// Invariant: focus that the reader has moved meanwhile is left where it is.

/** Focuses the element; where it is replaced while it has the focus, what takes its place. */
export function focusWhenSettled(selector: string): void {
  const element = document.querySelector<HTMLElement>(selector);
  if (element === null) return;
  element.focus();
  const part = element.closest('[aria-busy]');
  if (part === null) return;
  const observer = new MutationObserver(() => {
    const { activeElement } = document;
    if (element.isConnected && activeElement === element) return;
    observer.disconnect();
    const isLost = activeElement === null || activeElement === document.body;
    if (!element.isConnected && isLost) focusWhenSettled(selector);
  });
  observer.observe(part, { childList: true, subtree: true });
}
