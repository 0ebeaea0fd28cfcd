// Real references in all four flavours through pandoc: read back, and set by its citeproc.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { LATEX_FORMS } from '../../../src/main/export/bibtex/latex-characters.ts';
import { TEX_FLAVOURS, type TexFormat } from '../../../src/main/export/tex-formats.ts';
import { writeBibtex } from '../../../src/main/export/bibtex/write-bibtex.ts';
import { needsShared, needsTool } from '../../support/needs.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import { factsToItem, type BibFacts } from '../../unit/export/bib-facts.ts';
import { lettersOf } from '../../unit/export/decode-latex.ts';

const run = promisify(execFile);
const shared = needsShared();
const pandoc = needsTool('pandoc');

interface Read {
  readonly id: string;
  readonly title: string;
  readonly DOI?: string;
  readonly volume?: string;
  readonly page?: string;
  readonly issued?: { readonly 'date-parts': readonly (readonly number[])[] };
}

// A page that is a dash says nothing and is left out, which is reported.
const NO_PAGES = 'ref-1173';

describe.skipIf(shared.isMissing || pandoc.isMissing)(
  `1,232 references in pandoc ${shared.note} ${pandoc.note}`,
  () => {
    it.each(Object.keys(TEX_FLAVOURS) as TexFormat[])(
      'come back from %s, and are set',
      async (format) => {
        const facts = readFileSync(path.join(shared.folder, 'data/mecfs-bib-facts.jsonl'), 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as BibFacts);
        const entries = facts.map((row, index) => ({
          key: `ref-${index}`,
          item: factsToItem(row, index),
        }));
        const folder = makeTempDir('pandoc');
        const bib = path.join(folder, 'refs.bib');
        writeFileSync(bib, writeBibtex(entries, TEX_FLAVOURS[format]).text);
        const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 };
        const { dialect } = TEX_FLAVOURS[format];
        const read = await run('pandoc', ['-f', dialect, '-t', 'csljson', bib], options);
        expect(read.stderr).toBe('');
        // pandoc writes the titles of English works in small letters, as the styles of CSL want them.
        const told = (
          id: string,
          title: string,
          ...rest: readonly (string | number | null | undefined)[]
        ): string =>
          [
            id,
            lettersOf(title).toLowerCase(),
            ...rest.map((part) => lettersOf(String(part ?? ''))),
          ].join(' ');
        // Mathematics it leaves as it is: the name of the macro stands for the letter.
        const asRead = (title: string): string =>
          TEX_FLAVOURS[format].charset === 'utf-8'
            ? title
            : title.replace(/./gu, (letter) => {
                const form = LATEX_FORMS.get(letter);
                return form?.kind === 'math' ? form.tex.replace(/[\\{}]/gu, '') : letter;
              });
        const found = (JSON.parse(read.stdout) as Read[]).map(
          ({ id, title, DOI, volume, page, issued }) =>
            told(id, title, DOI, volume, page, issued?.['date-parts'][0]?.[0]),
        );
        const expected = facts.map(({ title, doi, volume, pages, year }, index) => {
          const id = `ref-${index}`;
          return told(id, asRead(title), doi, volume, id === NO_PAGES ? '' : pages, year);
        });
        expect(found.sort()).toEqual(expected.sort());

        writeFileSync(path.join(folder, 'paper.md'), '---\nnocite: "@*"\n---\n');
        const cited = ['--citeproc', `--bibliography=${bib}`, '-t', 'html', 'paper.md'];
        const set = await run('pandoc', cited, options);
        expect(set.stderr).toBe('');
        expect(set.stdout.match(/class="csl-entry"/gu)).toHaveLength(1232);
      },
    );
  },
);
