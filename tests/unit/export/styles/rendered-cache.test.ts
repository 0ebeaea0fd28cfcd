// What was formatted is given again for the same question, and only for that.
import { expect, it } from 'vitest';
import type { FormatRequest } from '../../../../src/main/export/styles/formatter.ts';
import { createRenderedCache } from '../../../../src/main/styles/rendered-cache.ts';

const ASKED: FormatRequest = {
  style: '<style/>',
  locale: 'en-US',
  locales: {},
  items: [{ type: 'book', title: 'A' }],
  part: 'bibliography',
};

function counting(length: number) {
  let renders = 0;
  return {
    count: () => renders,
    render: () => {
      renders += 1;
      return Promise.resolve({ entries: ['x'.repeat(length)], isHanging: false });
    },
  };
}

it('the same items in the same style are formatted once', async () => {
  const cache = createRenderedCache();
  const { render, count } = counting(10);
  await cache.get(ASKED, render);
  await cache.get({ ...ASKED, items: [{ type: 'book', title: 'A' }] }, render);
  expect(count()).toBe(1);
  for (const other of [
    { ...ASKED, style: '<style />' },
    { ...ASKED, locale: 'en-GB' },
    { ...ASKED, part: 'citation' as const },
    { ...ASKED, items: [{ type: 'book', title: 'B' }] },
  ]) {
    await cache.get(other, render);
  }
  expect(count()).toBe(5);
});

it('what is kept is bounded, the oldest goes first', async () => {
  const cache = createRenderedCache(25);
  const { render, count } = counting(10);
  const ask = (title: string) => cache.get({ ...ASKED, items: [{ type: 'book', title }] }, render);
  await ask('A');
  await ask('B');
  await ask('A');
  await ask('C');
  expect(count()).toBe(3);
  await ask('A');
  expect(count()).toBe(3);
  await ask('B');
  expect(count()).toBe(4);
});

it('a failure is not kept', async () => {
  const cache = createRenderedCache();
  await expect(cache.get(ASKED, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  const { render, count } = counting(1);
  await cache.get(ASKED, render);
  expect(count()).toBe(1);
});
