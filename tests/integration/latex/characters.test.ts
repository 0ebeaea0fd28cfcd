// Every character that the writer has a form for compiles in a bare article: no package, no error.
import { describe, expect, it } from 'vitest';
import {
  LATEX_FORMS,
  T1_ONLY,
  TEXT_ACCENTS,
} from '../../../src/main/export/bibtex/latex-characters.ts';
import { latexText } from '../../../src/main/export/bibtex/latex-text.ts';
import { createTextIssues } from '../../../src/main/export/text/clean-text.ts';
import { compileBody } from '../../support/latex.ts';
import { needsTool } from '../../support/needs.ts';

const tex = needsTool('pdflatex');

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZøæœØÆŒ'.split('');
const GREEK = 'αειουωΩ'.split('');

/** Each letter with each accent, composed where Unicode has it. */
function accentedLetters(): string[] {
  const marks = [...TEXT_ACCENTS.keys()];
  const single = LETTERS.flatMap((letter) => marks.map((mark) => letter + mark));
  const double = ['e', 'a', 'i', 'O'].flatMap((letter) =>
    marks.flatMap((first) => marks.map((second) => letter + first + second)),
  );
  const greek = GREEK.flatMap((letter) => ['\u0301', '\u0308'].map((mark) => letter + mark));
  return [...single, ...double, ...greek].map((text) => text.normalize('NFC'));
}

/** One paragraph each, so that an error in one does not hide the next, beside each other's neighbours. */
function body(characters: readonly string[]): string {
  const context = { charset: 'ascii', issues: createTextIssues() } as const;
  const lines = characters.flatMap((character) => [
    latexText(`x${character}y`, 'outer', context),
    `{${latexText(`x${character}${character}y`, 'inside', context)}}`,
  ]);
  expect(context.issues.unmapped).toEqual(new Set());
  return lines.join('\n\n');
}

describe.skipIf(tex.isMissing)(`the forms of characters ${tex.note}`, () => {
  const plain = [...LATEX_FORMS.keys()].filter((character) => !T1_ONLY.has(character));

  it('compile without T1 fonts, but for those that are known to need them', async () => {
    expect(await compileBody(body(plain), false)).toEqual([]);
  });

  it('compile with T1 fonts', async () => {
    expect(await compileBody(body([...LATEX_FORMS.keys()]), true)).toEqual([]);
  });

  it('compile as accented letters, one and two accents, composed or not', async () => {
    expect(await compileBody(body(accentedLetters()), true)).toEqual([]);
  });

  it('need T1 fonts where the writer says so', async () => {
    for (const character of T1_ONLY) {
      expect(await compileBody(body([character]), false), character).not.toEqual([]);
    }
  }, 120_000);

  it('say so for the ogonek as well', () => {
    const issues = createTextIssues();
    latexText('ąĘǫđ', 'outer', { charset: 'ascii', issues });
    expect([...issues.needsT1]).toEqual(['ą', 'Ę', 'ǫ', 'đ']);
  });
});
