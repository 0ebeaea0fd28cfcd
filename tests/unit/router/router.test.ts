// The boundary: nothing unparsed goes in, nothing is thrown out, every method has somebody who does it.
import { describe, expect, it } from 'vitest';
import { HANDLERS } from '../../../src/main/router/handlers.ts';
import { createRouter, type Handlers } from '../../../src/main/router/router.ts';
import { AppError } from '../../../src/shared/contract/errors.ts';
import { METHOD_NAMES } from '../../../src/shared/contract/names.ts';
import { CONTRACT } from '../../../src/shared/contract/schemas.ts';

const context = { signal: new AbortController().signal };

function routerThat(handler: () => unknown) {
  const handlers = Object.fromEntries(
    METHOD_NAMES.map((name) => [name, () => Promise.resolve(handler)]),
  );
  return createRouter({
    handlers: handlers as unknown as Handlers<null>,
    services: null,
    checkOutput: true,
    explain: (error) => Promise.resolve(error),
    onError: () => undefined,
  });
}

describe('the contract', () => {
  it('names each method once, with schemas and a handler', async () => {
    expect(new Set(METHOD_NAMES).size).toBe(METHOD_NAMES.length);
    expect(Object.keys(CONTRACT).toSorted()).toEqual([...METHOD_NAMES].toSorted());
    expect(Object.keys(HANDLERS).toSorted()).toEqual([...METHOD_NAMES].toSorted());
    const loaded = await Promise.all(METHOD_NAMES.map((name) => HANDLERS[name]()));
    for (const handler of loaded) expect(handler).toBeTypeOf('function');
  });

  it('takes no file path from a caller', () => {
    const names = METHOD_NAMES.flatMap((name) => {
      const { input } = CONTRACT[name];
      return Object.keys(input.shape).map((field) => `${name} ${field}`);
    });
    expect(names).toContain('export.save target');
    // A folder is named by its place among those that were allowed at the start.
    // A file of a bundle is the handle of one that was chosen (tests/integration/bundle).
    expect(names.filter((name) => / (?:path|file|folder|filename)$/iu.test(name))).toEqual([
      'file.offer folder',
      'bundle.verify file',
      'bundle.import file',
    ]);
    const offer = CONTRACT['file.offer'].input;
    expect(offer.safeParse({ name: 'a.bib', folder: '/tmp' }).success).toBe(false);
    expect(offer.safeParse({ name: 'a.bib', folder: 0 }).success).toBe(true);
  });
});

describe('a call', () => {
  it('that does not fit never reaches a handler', async () => {
    let calls = 0;
    const call = routerThat(() => (calls += 1));
    for (const [method, input] of [
      ['no.such', {}],
      ['study.show', {}],
      ['study.show', { slug: '../etc' }],
      ['study.show', { slug: 'a', more: 1 }],
      ['study.show', null],
      ['__proto__', {}],
      ['search.rows', { slugs: Array.from({ length: 201 }, () => 'a') }],
    ] as const) {
      const answer = await call(method, input, context);
      expect(answer).toMatchObject({
        ok: false,
        error: {
          code: method === 'no.such' || method === '__proto__' ? 'unknown-method' : 'invalid-input',
          retryable: false,
        },
      });
    }
    expect(calls).toBe(0);
  });

  it('answers with the error a handler throws, as a value', async () => {
    const expected = routerThat(() => {
      throw new AppError('locked', 'Wait a little.', { retryable: true, ref: 'library' });
    });
    expect(await expected('list.all', {}, context)).toEqual({
      ok: false,
      error: { code: 'locked', message: 'Wait a little.', retryable: true, ref: 'library' },
    });
    const defect = routerThat(() => {
      throw new TypeError('x is undefined');
    });
    expect(await defect('list.all', {}, context)).toMatchObject({
      ok: false,
      error: { code: 'internal' },
    });
  });

  it('whose answer breaks the contract is a defect, not an answer', async () => {
    const call = routerThat(() => ({ lists: [{ name: 1 }] }));
    expect(await call('list.all', {}, context)).toMatchObject({
      ok: false,
      error: { code: 'internal' },
    });
  });
});
