// References in a style beside pandoc's own processor of the same style file: 200 published papers.
// Invariant: every difference is one of those that are named here, with its reason.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { cleanItem } from '../../../src/main/export/styles/clean-item.ts';
import { factsToItem, type BibFacts } from '../../unit/export/bib-facts.ts';
import { show } from '../../unit/export/styles/support.ts';
import { needsShared, needsTool } from '../../support/needs.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

const pandoc = needsTool('pandoc');
const shared = needsShared();
const note = shared.isMissing ? shared.note : pandoc.note;
const STYLES = path.resolve(import.meta.dirname, '../../../resources/csl');

/** Vancouver and Chicago are left out: the pandoc of Debian 12 knows neither names' settings on `<style>` nor `chicago-16`. */
const COMPARED = [
  ['apa', 'apa.csl', 'en-US'],
  ['harvard', 'harvard-cite-them-right.csl', 'en-GB'],
  ['nature', 'nature.csl', 'en-GB'],
] as const;

/** Why a reference may differ, by a part of its title. */
const EXCEPTIONS = [
  // Pages `167.e23-30` and `881-895.e20`: citeproc-js leaves the hyphen, or sees one page.
  'Does methylphenidate reduce the symptoms of chronic fatigue syndrome?',
  'Multiple early factors anticipate post-acute COVID-19 sequelae',
  // A given name in brackets, “C. (Linda) M. C.”: pandoc puts a period behind the bracket.
  'Heart rate thresholds to limit activity in myalgic encephalomyelitis',
  // An issue `1-2`: pandoc leaves the hyphen.
  'Energy Conservation/Envelope Theory Interventions to Help Patients',
  'The circuit of symbolic violence in chronic fatigue syndrome',
];

function readFacts(): readonly BibFacts[] {
  return readFileSync(path.join(shared.folder, 'data/mecfs-bib-facts.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as BibFacts);
}

const FIGURES = '₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Without what the two write in their own way: quotation marks, low and high figures, numbers of a list. */
function plain(text: string): string {
  return text
    .replace(/[“”"‘’'`]/gu, "'")
    .replace(/[₀-₉⁰¹²³⁴-⁹]/gu, (figure) => String(FIGURES.indexOf(figure) % 10))
    .replace(/\s+/gu, ' ')
    .replace(/^\d+\. */u, '')
    .trim();
}

describe.skipIf(pandoc.isMissing || shared.isMissing)(`beside pandoc ${note}`, () => {
  it.each(COMPARED)('%s', async (name, file, language) => {
    const facts = readFacts().filter((_, index) => index % 6 === 0);
    const items = facts.slice(0, 200).map(factsToItem);
    const folder = makeTempDir('pandoc');
    const data = path.join(folder, 'items.json');
    const document = path.join(folder, 'all.md');
    writeFileSync(data, JSON.stringify(items.map((item) => ({ ...cleanItem(item), id: item.id }))));
    writeFileSync(document, `---\nnocite: "@*"\nlang: ${language}\n---\n`);
    const words = ['-f', 'markdown', '-t', 'plain', '--wrap=none', '--citeproc'];
    const theirs = execFileSync(
      'pandoc',
      [...words, '--csl', path.join(STYLES, file), '--bibliography', data, document],
      { encoding: 'utf8', maxBuffer: 10_000_000 },
    );
    const known = new Set(theirs.split(/\n\s*\n/u).map(plain));
    const ours = (await show(name, items)).text.map(plain);
    expect(ours).toHaveLength(200);
    const different = ours.filter((entry) => !known.has(entry));
    expect(
      different.filter((entry) => !EXCEPTIONS.some((title) => entry.includes(plain(title)))),
    ).toEqual([]);
    expect(different.length).toBeLessThanOrEqual(EXCEPTIONS.length);
  });
});
