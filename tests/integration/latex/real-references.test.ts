// Real references as somebody else's manuscript holds them: every one of them goes through `format` and compiles.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createCli, ensureCliBuilt, mustRun } from '../../support/cli.ts';
import { compileDocument } from '../../support/latex.ts';
import { needsShared, needsTool } from '../../support/needs.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

interface Facts {
  readonly title: string;
  readonly authors: readonly ({ family: string; given?: string | null } | { literal: string })[];
  readonly journal: string | null;
  readonly year: number | null;
  readonly volume: string | null;
  readonly issue: string | null;
  readonly pages: string | null;
  readonly doi: string | null;
  readonly pmid: string | null;
}

const shared = needsShared();
const tex = needsTool('pdflatex', 'bibtex');

function toCsl(row: Facts): unknown {
  return {
    type: 'article-journal',
    title: row.title,
    author: row.authors,
    'container-title': row.journal,
    issued: row.year === null ? null : { 'date-parts': [[row.year]] },
    volume: row.volume,
    issue: row.issue,
    page: row.pages,
    DOI: row.doi,
    PMID: row.pmid,
  };
}

describe.skipIf(tex.isMissing)(`references of a manuscript ${tex.note}`, () => {
  beforeAll(ensureCliBuilt);

  it.skipIf(shared.isMissing)(`compile, all 1,232 of them ${shared.note}`, async () => {
    const rows = readFileSync(path.join(shared.folder, 'data/mecfs-bib-facts.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Facts);
    expect(rows).toHaveLength(1232);
    const cli = createCli(path.join(makeTempDir('references'), 'data'));
    const input = JSON.stringify(rows.map(toCsl));
    const { stdout: bib } = await mustRun(cli.run(['format', '--to', 'bibtex'], { input }));
    const keys = [...bib.matchAll(/^@\w+\{([^,]+),$/gmu)].map(([, key = '']) => key);
    expect(keys).toHaveLength(1232);
    expect(new Set(keys.map((key) => key.toLowerCase())).size).toBe(1232);
    for (const style of ['plain', 'apalike', 'plainnat', 'unsrt'] as const) {
      const { errors, undefinedCitations, bibtexWarnings, bbl } = await compileDocument({
        bib,
        keys,
        style,
      });
      expect(errors, style).toEqual([]);
      expect(undefinedCitations, style).toEqual([]);
      expect(bibtexWarnings, style).toEqual([]);
      expect(bbl.match(/\\bibitem/gu), style).toHaveLength(1232);
    }
  });
});
