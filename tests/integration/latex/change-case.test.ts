// The preview of a title against bibtex itself: what plain.bst prints of a thousand real titles, and of odd ones.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeBibtex } from '../../../src/main/export/bibtex/write-bibtex.ts';
import { changeCase } from '../../../src/main/export/titles/preview-title.ts';
import { runBibtex } from '../../support/latex.ts';
import { needsShared, needsTool } from '../../support/needs.ts';

const shared = needsShared();
const tex = needsTool('bibtex');

const ODD = [
  '“Brain Fog” Among Many Young People',
  'Élan Vital: Écoles of Many Émigrés: Ærø and Łódź, Ørsted and Ðe',
  'Œuvre: œuvre and Ångström; Šimon and Ẋ-Ray of Ỹ',
  'V\u0307O<sub>2Max</sub>: <sup>13</sup>C and Δ of Many Patients',
  '[Estimation of Fatigue State]',
  '{A} \\ B: ~C and #D of $E',
  'A:B: C :D of Things That Follow: (E) and Others',
  'ﬁT of Ⅱ and Ǆ at 37 ℃: №5',
];

/** Our fields and what plain.bst makes of them, by key. */
async function printed(titles: readonly string[]) {
  const entries = titles.map((title, index) => ({
    key: `k${index}`,
    item: {
      id: `k${index}`,
      type: 'article-journal',
      title,
      author: [{ family: 'Doe', given: 'J.' }],
      'container-title': 'Journal',
      volume: '1',
      page: '1',
      issued: { 'date-parts': [[2020]] },
    },
  }));
  const { text } = writeBibtex(entries, { charset: 'ascii' });
  const fields = new Map(
    text
      .split('\n\n')
      .map((entry): [string, string] => [
        /^@article\{(.*),$/mu.exec(entry)?.[1] ?? '',
        /^ {2}title = \{(.*)\},$/mu.exec(entry)?.[1] ?? '',
      ]),
  );
  const { errors, bbl } = await runBibtex(text, 'plain');
  const items = bbl
    .replace(/\s+/gu, ' ')
    .matchAll(/\\bibitem\{(k\d+)\}(.*?)\\newblock (.*?) \\newblock/gu);
  const shown = new Map([...items].map(([, key = '', , title = '']) => [key, title]));
  return { errors, fields, shown };
}

describe.skipIf(tex.isMissing)(`titles as plain.bst prints them ${tex.note}`, () => {
  async function check(titles: readonly string[]): Promise<void> {
    const { errors, fields, shown } = await printed(titles);
    expect(errors).toEqual([]);
    expect(fields.size).toBe(titles.length);
    const wrong = [...fields].flatMap(([key, field]) => {
      // plain.bst ends a title with a period, unless it ends with a stop.
      const expected = changeCase(field).replace(/(?<![.?!][})]*)$/u, '.');
      const real = shown.get(key);
      return real === expected ? [] : [{ field, expected, real }];
    });
    expect(wrong).toEqual([]);
  }

  it('also where 3,000 people wrote it', async () => {
    const author = Array.from({ length: 3000 }, (_, index) => ({
      family: `O’Brien${'abcdefghij'.charAt(index % 10)}`,
      given: 'L V',
      ...(index % 7 === 0 ? { suffix: 'Jr.' } : {}),
    }));
    const item = { id: 'x', type: 'article-journal', title: 'A Study of ME', author };
    const { text } = writeBibtex(
      [
        {
          key: 'x',
          item: { ...item, 'container-title': 'J', issued: { 'date-parts': [[2020]] } },
        },
      ],
      { charset: 'ascii' },
    );
    const { errors, warnings, bbl } = await runBibtex(text, 'plain');
    expect({ errors, warnings }).toEqual({ errors: [], warnings: [] });
    expect(bbl.match(/O'Brien/gu)).toHaveLength(3000);
    expect(bbl.replace(/\s+/gu, ' ')).toContain('\\newblock A study of {ME}.');
  });

  it('odd ones', async () => {
    await check(ODD);
  });

  it.skipIf(shared.isMissing)(`all of 1,232 real ones ${shared.note}`, async () => {
    const titles = readFileSync(path.join(shared.folder, 'data/mecfs-bib-facts.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { readonly title: string }).title);
    expect(titles).toHaveLength(1232);
    await check(titles);
  });
});
