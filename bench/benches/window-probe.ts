// What runs inside the page to time it: functions that Playwright sends as text.
// Invariant: each stands alone; nothing outside of its own body exists where it runs.

/**
 * Types one letter into the search field by its own event and waits for the rows of the answer to be
 * painted; milliseconds from the event to the frame after the rows have changed. A letter that leaves
 * the rows as they are is timed to the change of the total.
 */
export function timeKeystroke(text: string): Promise<number> {
  const field = document.querySelector<HTMLInputElement>('input[type="search"]');
  const pane = field?.closest('section');
  if (field === null || pane === null || pane === undefined) throw new Error('no search field');
  const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
  return new Promise((resolve, reject) => {
    const observer = new MutationObserver(() => {
      const answered = pane.querySelector<HTMLElement>('[data-answered]')?.dataset['answered'];
      if (answered !== text) return;
      observer.disconnect();
      clearTimeout(timer);
      requestAnimationFrame(() => {
        // The frame is painted after this callback; a message comes after the paint.
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
          resolve(performance.now() - startedMs);
        };
        channel.port2.postMessage(null);
      });
    });
    const timer = setTimeout(() => {
      observer.disconnect();
      reject(new Error(`no rows for “${text}” within 5 s`));
    }, 5000);
    observer.observe(pane, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
    const startedMs = performance.now();
    value?.set?.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

/** Chooses the row at a place in sight and waits for its study to be painted; milliseconds. */
export function timeOpening(place: number): Promise<number> {
  const row = document.querySelectorAll<HTMLElement>('[role="grid"] [role="row"]')[place];
  const study = document.querySelector<HTMLElement>('section[aria-label="Study"]');
  if (row === undefined || study === null) throw new Error(`no row ${place}`);
  const before = document.querySelector('#study-heading')?.textContent;
  return new Promise((resolve, reject) => {
    const observer = new MutationObserver(() => {
      const heading = document.querySelector('#study-heading')?.textContent;
      if (heading === before || heading === undefined) return;
      observer.disconnect();
      clearTimeout(timer);
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
          resolve(performance.now() - startedMs);
        };
        channel.port2.postMessage(null);
      });
    });
    const timer = setTimeout(() => {
      observer.disconnect();
      reject(new Error('the study did not change within 5 s'));
    }, 5000);
    observer.observe(study, { subtree: true, childList: true, characterData: true });
    const startedMs = performance.now();
    row.click();
  });
}
