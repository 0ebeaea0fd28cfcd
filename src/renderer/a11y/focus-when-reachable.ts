// Focuses something that cannot have the focus yet, as soon as it can.
// Invariant: focus that the reader has moved meanwhile is left where it is.

/** Focuses the element; where it lies in an `inert` part, when that part is so no more. */
export function focusWhenReachable(element: HTMLElement): void {
  const barrier = element.closest('[inert]');
  if (barrier === null) {
    element.focus();
    return;
  }
  const focused = document.activeElement;
  const observer = new MutationObserver(() => {
    if (barrier.hasAttribute('inert')) return;
    observer.disconnect();
    if (element.isConnected && document.activeElement === focused) focusWhenReachable(element);
  });
  observer.observe(barrier, { attributeFilter: ['inert'] });
}
