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

/**
 * Chooses the row at a place in sight and waits for its study to be painted; milliseconds. Where that study
 * is open already, it takes the next row.
 */
export function timeOpening(place: number): Promise<number> {
  const rows = [...document.querySelectorAll<HTMLElement>('[role="grid"] [role="row"][data-slug]')];
  const study = document.querySelector<HTMLElement>('section[aria-label="Study"]');
  const row = rows.slice(place).find((each) => each.ariaCurrent !== 'true');
  if (row === undefined || study === null) throw new Error(`no row ${place}`);
  const slug = row.dataset['slug'];
  return new Promise((resolve, reject) => {
    const observer = new MutationObserver(() => {
      // By its name: two studies may have one title.
      const shown = study.querySelector<HTMLElement>('[data-study]')?.dataset['study'];
      if (shown !== slug) return;
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
      reject(new Error(`the study ${slug ?? ''} was not shown within 5 s`));
    }, 5000);
    observer.observe(study, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
    const startedMs = performance.now();
    row.click();
  });
}

/** Put into a page before its own scripts: notes when the first row was painted, as a time of the wall. */
export function noteFirstRow(): void {
  const observer = new MutationObserver(() => {
    if (document.querySelector('[role="grid"] [role="row"][data-slug]') === null) return;
    observer.disconnect();
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        document.documentElement.dataset['firstRowAt'] = String(
          performance.timeOrigin + performance.now(),
        );
      };
      channel.port2.postMessage(null);
    });
  });
  observer.observe(document, { subtree: true, childList: true });
}

/** Waits. */
export function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
