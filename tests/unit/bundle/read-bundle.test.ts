// What is taken for a bundle: a whole, unchanged, consistent one, and nothing else.
import { randomBytes } from 'node:crypto';
import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openBundle, readBundle } from '../../../src/main/atlas/bundle/read-bundle.ts';
import type { LineLimits } from '../../../src/main/atlas/bundle/lines.ts';
import type { BundleInfo } from '../../../src/shared/domain/bundle.ts';
import {
  addressOf,
  bundledStudies,
  bundledStudy,
  bundleFile,
  lineOf,
  linesOf,
  MADE_AT,
  pack,
  sealed,
  sealLine,
  soundBundle,
  TEST_VERSION,
  withTrailer,
} from '../../support/bundles.ts';

interface Read {
  readonly info: BundleInfo;
  readonly slugs: readonly string[];
  readonly titles: readonly string[];
}

async function read(bytes: Buffer, limits?: LineLimits): Promise<Read> {
  const bundle = await openBundle(bundleFile(bytes));
  const slugs: string[] = [];
  const titles: string[] = [];
  try {
    const info = await readBundle(bundle, {
      version: TEST_VERSION,
      now: MADE_AT,
      signal: new AbortController().signal,
      onStudy: ({ study, reading }) => {
        slugs.push(study.slug);
        titles.push(reading.title);
      },
      ...(limits === undefined ? {} : { limits }),
    });
    return { info, slugs, titles };
  } finally {
    await bundle.close();
  }
}

const studies = bundledStudies(4);
const sound = soundBundle(studies);
const [first, second, third, fourth] = studies.map((study) => ({ ...study }));
if (first === undefined || second === undefined || third === undefined || fourth === undefined) {
  throw new Error('there are four studies');
}

/** The words of a refusal; fails where the bundle is taken. */
async function refusal(bytes: Buffer, limits?: LineLimits): Promise<string> {
  const error: unknown = await read(bytes, limits).then(
    () => new Error('it was taken'),
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ code: 'bundle-damaged' });
  return error instanceof Error ? error.message : '';
}

describe('a sound bundle', () => {
  it('gives its studies in their order, and says what it is', async () => {
    const { info, slugs } = await read(sound);
    expect(slugs).toEqual(['study-001', 'study-002', 'study-003', 'study-004']);
    expect(info).toMatchObject({
      maker: 'Ada of the reading group',
      createdAt: MADE_AT,
      count: 4,
      withPages: 4,
      bytes: sound.length,
      sources: ['https://www.mecfsatlas.com'],
    });
    expect(info.sha256).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('may be without pages', async () => {
    const { info, slugs } = await read(soundBundle(studies.map((s) => ({ ...s, page: null }))));
    expect(info).toMatchObject({ count: 4, withPages: 0 });
    expect(slugs).toHaveLength(4);
  });

  it('of another version of the program is read anew from its pages', async () => {
    const other = { ...first, reading: { ...first.reading, title: 'As an older reader read it.' } };
    const program = { name: 'ME/CFS Atlas Companion', version: '9.9.9' };
    const { titles } = await read(soundBundle([other], { program }));
    expect(titles).toEqual(['A made-up study, number 1.']);
  });
});

describe('a bundle that was damaged', () => {
  it('in any byte is refused', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(sound.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, by) => {
          const bytes = Buffer.from(sound);
          bytes.writeUInt8(bytes.readUInt8(at) ^ by, at);
          expect(await refusal(bytes)).toContain('Nothing was taken in');
        },
      ),
      { seed: 7, numRuns: 200 },
    );
  });

  it('in any bit of its beginning or its seal is refused', async () => {
    const places = [
      ...Array(12).keys(),
      ...Array.from({ length: 40 }, (_, n) => sound.length - 1 - n),
    ];
    for (const at of places) {
      for (const bit of [0x01, 0x10, 0x80]) {
        const bytes = Buffer.from(sound);
        bytes.writeUInt8(bytes.readUInt8(at) ^ bit, at);
        await refusal(bytes);
      }
    }
  });

  it('by a cut anywhere is refused, sealed anew or not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(sound.length - 1), async (length) => {
        await refusal(sound.subarray(0, length));
        await refusal(sealed(sound.subarray(0, Math.min(length, sound.length - 41))));
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it('by bytes behind its end is refused, sealed anew or not', async () => {
    const frame = sound.subarray(0, -40);
    for (const more of [Buffer.from('x'), Buffer.alloc(300_000), frame]) {
      await refusal(Buffer.concat([sound, more]));
      await refusal(sealed(Buffer.concat([frame, more])));
    }
  });
});

describe('a bundle that was put together wrongly', () => {
  const lines = linesOf(studies);

  it('with any two lines in each other’s place is refused', async () => {
    const whole = withTrailer(lines);
    for (let one = 0; one < whole.length; one += 1) {
      for (let other = one + 1; other < whole.length; other += 1) {
        const swapped = [...whole];
        [swapped[one], swapped[other]] = [whole[other] ?? '', whole[one] ?? ''];
        await refusal(pack(swapped));
      }
    }
    const [header = '', one = '', two = '', ...rest] = lines;
    expect(await refusal(pack(withTrailer([header, two, one, ...rest])))).toContain(
      'study-001 is not in its place',
    );
  });

  it('with a line missing, twice, or too many is refused', async () => {
    const [header = '', one = '', ...rest] = lines;
    expect(await refusal(pack(withTrailer([header, ...rest])))).toContain('are missing');
    expect(await refusal(pack(withTrailer([header, one, one, ...rest])))).toContain(
      'study-001 is not in its place',
    );
    const more = bundledStudy(9);
    expect(await refusal(pack(withTrailer(linesOf([...studies, more], { count: 4 }))))).toContain(
      'more studies than it says',
    );
    await refusal(pack(lines));
    await refusal(pack([header]));
    await refusal(pack([]));
  });

  it('with anything after its trailer is refused', async () => {
    const whole = withTrailer(lines);
    for (const more of ['', '{}', whole.at(-1) ?? '', whole[1] ?? '']) {
      expect(await refusal(pack([...whole, more]))).toContain('after its end');
    }
    const text = `${whole.join('\n')}\nno line end`;
    expect(await refusal(sealed(zstdCompressSync(text)))).toContain('its end is missing');
  });

  it('whose line was changed says which', async () => {
    const changed = lines.map((line) => line.replace('number 3.', 'number 8.'));
    expect(await refusal(pack(withTrailer(changed)))).toContain('study number 3 was changed');
  });
});

describe('a study that contradicts itself', () => {
  it.each([
    [
      'a page of other words',
      { page: { ...first.page, body: second.page?.body.replaceAll('study-002', 'study-001') } },
      'says something else',
    ],
    [
      'the page of another study',
      { page: { ...first.page, body: second.page?.body } },
      'is that of study-002',
    ],
    [
      'a page that is none',
      { page: { ...first.page, body: '<p>Checking your browser</p>' } },
      'not one of a study',
    ],
    ['the reading of another study', { reading: second.reading }, 'another study'],
    [
      'an address of another study',
      { reading: { ...first.reading, url: addressOf('other') } },
      'address',
    ],
    [
      'an address that is no web address',
      { reading: { ...first.reading, url: 'javascript:alert(1)//evidence/study-001' } },
      'address',
    ],
    [
      'a page with the address of another study',
      { page: { ...first.page, url: addressOf('other') } },
      'address',
    ],
    ['a check after the bundle was made', { checkedAt: MADE_AT + 1 }, 'newer than the bundle'],
    ['a check before 1970', { checkedAt: -1 }, '1970'],
    ['a time that is no whole number', { checkedAt: 1.5 }, 'checkedAt'],
    ['a starter row', { origin: { ...first.origin, kind: 'starter' } }, 'origin'],
    ['a slug that is none', { slug: '../../etc/passwd' }, 'slug'],
    ['a field more', { more: 1 }, 'more'],
    ['a reading with a field more', { reading: { ...first.reading, hidden: 1 } }, 'hidden'],
    ['a year that is a text', { reading: { ...first.reading, year: '2019' } }, 'year'],
    [
      'sections that are none',
      { reading: { ...first.reading, sections: { length: 1e9 } } },
      'sections',
    ],
    ['a source of two lines', { origin: { ...first.origin, source: 'a\nb' } }, 'origin.source'],
  ])('%s is refused', async (_name, change, words) => {
    const line = lineOf({ ...first, ...change });
    const [header = ''] = linesOf([first]);
    expect(await refusal(pack(withTrailer([header, line])))).toContain(words);
  });

  it('by names that change what objects are is refused, and changes nothing', async () => {
    const [header = ''] = linesOf([first]);
    const json = JSON.stringify(first);
    for (const bad of ['"__proto__":{"page":null}', '"constructor":{}', '"\\u005f_proto__":1']) {
      for (const line of [
        json.replace('{', `{${bad},`),
        json.replace('"reading":{', `"reading":{${bad},`),
        json.replace('"badges":{', `"badges":{${bad},`),
      ]) {
        await refusal(pack(withTrailer([header, sealLine(line)])));
      }
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('is not hidden by a broken letter or a line that is no JSON', async () => {
    const [header = ''] = linesOf([first]);
    for (const line of ['null', '[]', '{', '""', '['.repeat(100_000)]) {
      await refusal(pack(withTrailer([header, sealLine(line)])));
    }
    const bytes = Buffer.from(`${header}\n\xff\xfe\n`, 'latin1');
    await refusal(sealed(zstdCompressSync(bytes)));
  });
});

describe('a header', () => {
  it('of a newer version is told as such', async () => {
    const [header = '', ...rest] = linesOf(studies);
    const newer = JSON.stringify({ ...(JSON.parse(header) as object), version: 2, more: [] });
    await expect(read(pack(withTrailer([newer, ...rest])))).rejects.toMatchObject({
      code: 'bundle-newer',
      message: expect.stringContaining('Update the program') as string,
    });
    // Whatever else is new in it, down to its end.
    const other = Buffer.concat([Buffer.from(`${newer}\n`), randomBytes(300_000)]);
    await expect(read(zstdCompressSync(other))).rejects.toMatchObject({
      code: 'bundle-newer',
    });
  });

  it.each([
    ['from the future', { createdAt: MADE_AT + 25 * 3_600_000 }, 'future'],
    ['with a maker of two lines', { maker: 'Ada\nnot checked' }, 'first line'],
    ['with a maker that turns the writing', { maker: 'Ada \u202eetis eht' }, 'first line'],
    ['without a maker', { maker: ' ' }, 'first line'],
    ['of no studies', { count: 0 }, 'first line'],
    ['of too many studies', { count: 1e9 }, 'first line'],
  ])('%s is refused', async (_name, change, words) => {
    expect(await refusal(soundBundle([first], { ...change } as object))).toContain(words);
  });

  it('of another program is no bundle', async () => {
    for (const text of ['hello\n', '{"format":"other","version":1}\n', '{}\n']) {
      expect(await refusal(sealed(zstdCompressSync(text)))).toContain('not a bundle');
    }
    for (const bytes of [gzipSync('hello'), Buffer.from('plain'), Buffer.alloc(0)]) {
      expect(await refusal(bytes)).toContain('not a bundle');
    }
  });
});

describe('a bomb', () => {
  it('of one endless line is given up at the limit', async () => {
    const bomb = sealed(zstdCompressSync(Buffer.alloc(64 * 1024 * 1024, 0x20)));
    expect(bomb.length).toBeLessThan(20_000);
    expect(await refusal(bomb)).toContain('longer than any study');
  });

  it('of many lines is given up at the limit', async () => {
    expect(await refusal(sound, { lineBytes: 1e6, totalBytes: 2000 })).toContain('unpacks to more');
  });

  it('that asks for a huge window is refused before it gets it', async () => {
    const text = `${withTrailer(linesOf(studies)).join('\n')}\n`;
    const frame = zstdCompressSync(text, { params: { [constants.ZSTD_c_contentSizeFlag]: 0 } });
    // Byte 5 states the window (RFC 8878, 3.1.1.1.2); 0x88 is 128 MiB.
    frame.writeUInt8(0x88, 5);
    await expect(read(sealed(frame))).rejects.toMatchObject({
      code: 'bundle-damaged',
      cause: { code: 'ZSTD_error_frameParameter_windowTooLarge' },
    });
  });
});
