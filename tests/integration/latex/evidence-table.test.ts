// The evidence table as LaTeX: compiles with what breaks LaTeX in every cell, and its keys are those of the exported .bib.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeEvidenceTable } from '../../../src/main/export/evidence-table/write-table.ts';
import { LIST_WRITERS } from '../../../src/main/export/list-writers.ts';
import type { CitedStudy } from '../../../src/main/export/cited-study.ts';
import {
  DEFAULT_EVIDENCE_COLUMNS,
  EVIDENCE_COLUMNS,
  type EvidenceColumn,
} from '../../../src/shared/domain/evidence-table.ts';
import type { Slug, UnixMs } from '../../../src/shared/domain/ids.ts';
import { NO_BADGES } from '../../../src/shared/domain/study.ts';
import { attempt, latexErrors, readBibtexLog, readText } from '../../support/latex-programs.ts';
import { needsTool } from '../../support/needs.ts';
import { makeTempDir } from '../../support/temp-dir.ts';
import { cited, note } from '../../unit/export/cited-studies.ts';
import { NASTY_ITEMS } from '../../unit/export/nasty-items.ts';

const tex = needsTool('pdflatex', 'bibtex');

const SPECIAL = '\\ { } $ & % # _ ^ ~ < > | " \' ` @ [ ] * \\\\[2em] \\end{longtable} \\input{x}';

/** Fifty studies, in each of whose cells stands something that breaks LaTeX where it is not escaped. */
function nastyStudies(): readonly CitedStudy[] {
  return NASTY_ITEMS.slice(0, 50).map((item, index) => {
    const slug = `nasty-${index}` as Slug;
    const text = `${SPECIAL} ${item.title ?? ''}`;
    const page = {
      badges: {
        ...NO_BADGES,
        level: { code: null, label: text },
        publicationType: `[${text}]`,
        pem: { value: 'required' as const, label: `PEM ${text}` },
      },
      metadata: [{ label: 'Sample size', value: `* ${text}` }],
      caseDefinitions: { names: [text, 'CCC'], rule: 'all' as const, source: text },
      sections: [
        {
          kind: 'does-not-prove' as const,
          heading: null,
          paragraphs: [text, `${'Much of it. '.repeat(400)}${text}`, 'x'.repeat(900)],
        },
      ],
    };
    const coding = {
      slug,
      definitions: [text],
      required: 'yes' as const,
      how: text,
      quote: text,
      page: text,
      checkedFullText: true,
      codedAt: Date.UTC(2026, 8, 1) as UnixMs,
    };
    return cited({ slug, item, coding, notes: [note(`${text}\n\n# ${text}\n- 🧠 筋痛`)] }, page);
  });
}

interface Compiled {
  readonly errors: readonly string[];
  readonly bibtexErrors: readonly string[];
  readonly undefinedCitations: readonly string[];
  /** How far above the lower edge of its page the lowest end of a cell stands, in points; on upright pages. */
  readonly lowest: number;
  readonly pages: number;
  readonly bibitems: number;
}

// LaTeX says nothing of a row that runs off its page: the end of each cell tells where it stands.
const PROBE =
  '\\newwrite\\positions\\immediate\\openout\\positions=positions.txt\\newcommand\\probe{\\pdfsavepos\\write\\positions{\\the\\pdflastypos}}';

function withProbes(table: string): string {
  const [head = '', body = ''] = table.split('\\endlastfoot\n');
  const rows = body.replaceAll(' &\n', '\\probe &\n').replaceAll(' \\\\', '\\probe \\\\');
  return `${head}\\endlastfoot\n${rows}`;
}

async function compile(
  studies: readonly CitedStudy[],
  columns: readonly EvidenceColumn[],
): Promise<Compiled> {
  const folder = makeTempDir('evidence');
  const list = { name: 'Nasty & {list} 100%', studies, asOf: null };
  const table = writeEvidenceTable({ ...list, columns }, 'latex').text;
  writeFileSync(path.join(folder, 'table.tex'), withProbes(table));
  writeFileSync(path.join(folder, 'refs.bib'), LIST_WRITERS.bibtex(list).text);
  const packages = /The preamble needs: (.*)$/mu.exec(table)?.[1] ?? '';
  writeFileSync(
    path.join(folder, 'paper.tex'),
    `\\documentclass{article}\n${packages}\n\\usepackage{url}\n${PROBE}\n\\begin{document}\n\\input{table}\n\\bibliographystyle{plain}\n\\bibliography{refs}\n\\end{document}\n`,
  );
  const latex = ['-interaction=nonstopmode', '-file-line-error', 'paper.tex'];
  await attempt('pdflatex', latex, folder);
  await attempt('bibtex', ['paper'], folder);
  await attempt('pdflatex', latex, folder);
  await attempt('pdflatex', latex, folder);
  const log = readText(path.join(folder, 'paper.log'));
  const bibliography = readText(path.join(folder, 'paper.bbl'));
  // The bibliography's own errors are another test's matter.
  const ofTable = latexErrors(log).filter((line) => !line.includes('paper.bbl'));
  return {
    errors: ofTable,
    bibtexErrors: readBibtexLog(readText(path.join(folder, 'paper.blg'))).errors,
    undefinedCitations: [...log.matchAll(/Citation [`'](.+?)' .*?undefined/gsu)].map(
      ([, key = '']) => key,
    ),
    lowest: Math.min(
      ...readText(path.join(folder, 'positions.txt'))
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => Number(line) / 65_536),
    ),
    pages: Number(/\((\d+) pages?/u.exec(log)?.[1] ?? 0),
    bibitems: (bibliography.match(/\\bibitem/gu) ?? []).length,
  };
}

describe.skipIf(tex.isMissing)(`the evidence table ${tex.note}`, () => {
  it.each([
    ['the usual columns', DEFAULT_EVIDENCE_COLUMNS],
    ['all columns', EVIDENCE_COLUMNS],
    ['three columns upright', ['citation', 'pem', 'does-not-prove']],
    ['one column', ['key']],
  ] as readonly [string, readonly EvidenceColumn[]][])(
    'compiles with pdflatex with %s and fifty rows of what breaks LaTeX',
    async (_what, columns) => {
      const studies = nastyStudies();
      const compiled = await compile(studies, columns);
      expect(compiled.errors).toEqual([]);
      expect(compiled.bibtexErrors).toEqual([]);
      expect(compiled.undefinedCitations).toEqual([]);
      // Nothing runs off the end of a page: an article's text ends 100 points above it, and more.
      if (columns.length <= 6) expect(compiled.lowest).toBeGreaterThan(100);
      expect(compiled.bibitems).toBe(50);
      expect(compiled.pages).toBeGreaterThan(columns.length > 1 ? 5 : 1);
    },
  );

  it('compiles without a study', async () => {
    const compiled = await compile([], ['citation', 'pem']);
    // bibtex complains that nothing is cited.
    expect(compiled.errors).toEqual([]);
    expect(compiled.pages).toBe(1);
  });
});
