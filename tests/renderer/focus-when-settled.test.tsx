// @vitest-environment jsdom
// Focus in a part whose content is replaced while it is read.
import { beforeEach, expect, it, vi } from 'vitest';
import { focusWhenSettled } from '../../src/renderer/a11y/focus-when-settled.ts';

const heading = (): HTMLElement | null => document.querySelector('#heading');

function settle(): void {
  const part = document.querySelector('#part');
  if (part === null) throw new Error('no part');
  // As a view does it: the next content and the end of reading come in one step.
  part.innerHTML = '<h2 id="heading" tabindex="-1">The next</h2>';
  part.setAttribute('aria-busy', 'false');
}

beforeEach(() => {
  document.body.innerHTML =
    '<button>Elsewhere</button><div id="part" aria-busy="true"><h2 id="heading" tabindex="-1">The last</h2></div>';
});

it('goes to the next heading when that takes the place of the last', async () => {
  focusWhenSettled('#heading');
  expect(document.activeElement?.textContent).toBe('The last');
  settle();
  await vi.waitFor(() => {
    expect(document.activeElement?.textContent).toBe('The next');
  });
});

it('leaves focus that the reader has moved meanwhile', async () => {
  focusWhenSettled('#heading');
  document.querySelector('button')?.focus();
  settle();
  await new Promise((resolve) => setTimeout(resolve));
  expect(heading()?.textContent).toBe('The next');
  expect(document.activeElement?.textContent).toBe('Elsewhere');
});
