// Templates of keys: what they make, and how one that cannot be read is refused.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isValidKey } from '../../../src/main/export/citation-keys.ts';
import { keyFromTemplate, parseKeyTemplate } from '../../../src/main/export/keys/template.ts';
import { AppError } from '../../../src/shared/contract/errors.ts';
import type { CslItem } from '../../../src/shared/domain/csl.ts';
import { KEY_PRESETS, KEY_WORDS } from '../../../src/shared/domain/key-presets.ts';

const CLARK: CslItem = {
  id: 'clark-2017-cytokine-responses',
  type: 'article-journal',
  title: 'Cytokine responses to exercise and activity in patients with CFS: case-control study',
  author: [{ family: 'Clark', given: 'L. V.' }, { family: 'van der Meer' }, { family: 'Šimon' }],
  'container-title': 'Clinical and Experimental Immunology',
  issued: { 'date-parts': [[2017, 9]] },
  PMID: '28779554',
};

function made(template: string, fields: Partial<CslItem> = {}): string {
  return keyFromTemplate(
    parseKeyTemplate(template),
    () => ({ ...CLARK, ...fields }),
    'clark-2017-cytokine-responses',
  );
}

function refusal(template: string): { readonly message: string; readonly ref: string | null } {
  try {
    parseKeyTemplate(template);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error(`“${template}” was taken`);
}

describe('a preset or template', () => {
  it.each([
    ['atlas', 'mecfsatlas-clark-2017-cytokine-responses'],
    ['Clark2017', 'Clark2017'],
    ['clark2017cytokine', 'clark2017cytokine'],
    ['[auth]_[yy]-[title:2words]', 'clark_17-cytokineresponses'],
    ['[Title:3words]', 'CytokineResponsesExercise'],
    ['[auths]', 'clarkvandermeersimon'],
    ['[Auths:2names][year]', 'ClarkVanderMeer2017'],
    ['[auth:upper][year]', 'CLARK2017'],
    ['[auth:3letters][journal]', 'clacei'],
    ['[Journal]x', 'CEIx'],
    ['pm[pmid]', 'pm28779554'],
    ['[pmid]', 'ref28779554'],
    ['[slug:5letters]', 'clark'],
  ])('%s makes %s', (template, key) => {
    expect(made(template)).toBe(key);
  });

  it.each<[string, string, Partial<CslItem>]>([
    ['[Auth][year]', 'Vlceknd', { author: [{ family: 'Vlček' }], issued: {} }],
    ['[auth][yy]', 'nice21', { author: [{ literal: 'NICE' }], issued: { raw: '2021-10-29' } }],
    ['[auth][year]', 'cytokinend', { author: [], issued: { literal: 'in press' } }],
    ['[title]', 'what', { title: 'What is it?' }],
    ['[title]', 'q10', { title: '<i>The</i> Q<sub>10</sub> of it' }],
    ['[journal]', 'nature', { 'container-title': 'Nature' }],
    ['[journal]', 'invivo', { 'container-title': 'Invivo (Athens, Greece)' }],
    ['[auth]', 'ref', { author: [{ family: '山村' }], title: '筋痛' }],
    ['[journal]', 'ref', { 'container-title': '' }],
  ])('%s makes %s where things are missing or odd', (template, key, fields) => {
    expect(made(template, fields)).toBe(key);
  });

  it('makes no key of the atlas’s form but the study’s own', () => {
    expect(made('[auth]-[year]', { author: [{ family: 'MECFSAtlas' }] })).toBe(
      'ref-mecfsatlas-2017',
    );
    expect(made('mecfsatlas-[year]')).toBe('ref-mecfsatlas-2017');
    expect(made('mecfsatlas-[slug]')).toBe('mecfsatlas-clark-2017-cytokine-responses');
  });

  it('does not ask for the citation where the slug is enough', () => {
    const nobody = (): never => {
      throw new Error('asked');
    };
    expect(keyFromTemplate(parseKeyTemplate('atlas'), nobody, 'x-1')).toBe('mecfsatlas-x-1');
  });
});

describe('a template that cannot be read', () => {
  it.each([
    ['[auth][yer]', 7, 'there is no [yer]'],
    ['[auth][year', 7, 'never closed'],
    ['[auth]:[year]', 7, '“:” cannot stand in a key'],
    ['[auth] [year]', 7, 'cannot stand in a key'],
    ['x😀[year]', 2, '“😀”'],
    ['[auth:2words]', 7, '“:2words” says nothing about [auth]'],
    ['[title:upper:0words]', 14, ':2words'],
    ['[title:]', 8, '“:” says nothing'],
    ['smith', 6, 'no word in brackets'],
    ['', 1, 'no word in brackets'],
    [`[auth]${'x'.repeat(200)}`, 201, '200 characters'],
  ])('%s: at character %i, %s', (template, place, why) => {
    const { message, ref } = refusal(template);
    expect(ref).toBe(String(place));
    expect(message).toContain(`at character ${place},`);
    expect(message).toContain(why);
    expect(message).toContain('Nothing was changed.');
  });
});

describe('any template and any citation', () => {
  const word = fc.constantFrom(...Object.keys(KEY_WORDS));
  const placeholder = fc
    .tuple(word, fc.boolean(), fc.constantFrom('', ':upper', ':3letters'))
    .map(([name, isCapital, more]) => {
      const first = name.charAt(0);
      return `[${isCapital ? first.toUpperCase() : first}${name.slice(1)}${more}]`;
    });
  const template = fc
    .array(fc.oneof(placeholder, fc.stringMatching(/^[A-Za-z0-9_-]{0,4}$/)), { maxLength: 6 })
    .map((parts) => `${parts.join('')}[year]`);
  const text = fc.string({ unit: 'grapheme', maxLength: 30 });

  it('make a valid key, the same each time', () => {
    fc.assert(
      fc.property(template, text, text, text, (written, family, title, journal) => {
        const item = { author: [{ family }], title, 'container-title': journal };
        const key = made(written, item);
        expect(isValidKey(key)).toBe(true);
        expect(made(written, item)).toBe(key);
      }),
    );
  });

  it('are taken or refused in words, never with a fault', () => {
    const piece = fc.constantFrom(
      '[',
      ']',
      ':',
      'auth',
      'title',
      '2words',
      'upper',
      '-',
      'é',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        try {
          parseKeyTemplate(pieces.join(''));
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid-input' });
        }
      }),
    );
  });

  it('is each preset', () => {
    for (const name of Object.keys(KEY_PRESETS)) expect(isValidKey(made(name))).toBe(true);
  });
});
