// The page's parts, found in one go: entry, head, body. Everything that is read later is read of these.
// Invariant: what is not shown to a reader of the page is used only where nothing shown says it.
import { decodeLatex } from './latex-text.ts';
import { takeEntry, type BibtexEntry } from './bibtex-entry.ts';
import { readBlocks, type BlockTexts } from './citation-block.ts';
import { readCitation } from './citation.ts';
import type { SlugSources } from './identity.ts';
import { isDistinctLabel, labelOf } from './labels.ts';
import { divideBody, type Part } from './page-body.ts';
import { readHead, type HeadFound } from './page-head.ts';
import type { Line, PageText } from './page-text.ts';
import { KnownTitles } from './page-title.ts';
import { prepareLines } from './prepare-lines.ts';
import { readSections, type SectionsFound } from './sections.ts';

export interface PageParts {
  readonly lines: readonly Line[];
  readonly entry: BibtexEntry | null;
  readonly head: HeadFound;
  readonly body: readonly Part[];
  readonly blocks: BlockTexts;
  readonly sections: SectionsFound;
  readonly addresses: readonly string[];
  /** The last line of a page that breaks off in it, else null: no fact may rest on how it ends. */
  readonly brokenEnd: string | null;
}

/** Finds the parts of a page's lines. Parts that are not there are empty or null. */
export function findParts(page: PageText): PageParts {
  const { entry, lines } = takeEntry(prepareLines(readableLines(page.lines)));
  // The citation is needed to know the title, and the title to know where the body begins.
  const { primaryCitation } = readBlocks(divideBody(lines), lines);
  const known = new KnownTitles([
    fieldOf(entry, 'title'),
    ...page.head.titles,
    primaryCitation === null
      ? null
      : (readCitation(primaryCitation, fieldOf(entry, 'journal'))?.title ?? null),
  ]);
  const head = readHead(lines, known);
  const body = divideBody(head.body);
  const repeated = new Set(
    [head.title?.text, head.byline?.text].filter((text) => text !== undefined),
  );
  const brokenEnd = page.isOpenEnded
    ? (lines.findLast(({ text }) => text !== '')?.text ?? null)
    : null;
  return {
    lines,
    entry,
    head,
    body,
    blocks: withoutBroken(readBlocks(body, lines), { entry, brokenEnd }),
    sections: readSections(body, repeated),
    addresses: page.head.addresses,
    brokenEnd,
  };
}

/** The blocks without a text that the page broke off in. A snapshot line is whole that ends in the slug. */
function withoutBroken(
  blocks: BlockTexts,
  { entry, brokenEnd }: Pick<PageParts, 'entry' | 'brokenEnd'>,
): BlockTexts {
  if (brokenEnd === null) return blocks;
  const whole = (text: string | null): string | null =>
    text === null || isAtEnd(text, brokenEnd) ? null : text;
  const slug = entry?.key.replace(/^mecfsatlas-/u, '');
  const isNamed = slug !== undefined && blocks.snapshotLine?.endsWith(`/${slug}`) === true;
  return {
    ...blocks,
    pemNote: whole(blocks.pemNote),
    primaryCitation: whole(blocks.primaryCitation),
    snapshotLine: isNamed ? blocks.snapshotLine : whole(blocks.snapshotLine),
  };
}

/** True for a text that is the end of the line in which the page broke off. */
export const isAtEnd = (text: string, brokenEnd: string | null): boolean =>
  brokenEnd !== null && (brokenEnd.endsWith(text) || text.endsWith(brokenEnd));

/**
 * The lines that are shown; all lines, where hidden ones hold a label of a study that no shown one
 * does: tabs and dialogs hide a citation, and a page that is still being put together hides its text.
 */
function readableLines(lines: readonly Line[]): readonly Line[] {
  const shown = lines.filter(({ isHidden }) => !isHidden);
  if (shown.length === lines.length) return shown;
  const labels = new Set(shown.flatMap(labelNames));
  const isMissing = lines.some(
    (line) => line.isHidden && labelNames(line).some((name) => !labels.has(name)),
  );
  return isMissing ? lines : shown;
}

function labelNames({ text, raw }: Line): string[] {
  const label = labelOf(text);
  const names =
    label === null || !isDistinctLabel(label)
      ? []
      : [label.is === 'section' ? label.kind : label.is];
  return raw.includes('@article{') ? [...names, 'entry'] : names;
}

/** A field of the entry as plain characters, or null. */
export function fieldOf(entry: BibtexEntry | null, name: string): string | null {
  const value = entry?.fields.get(name);
  if (value === undefined) return null;
  const text = decodeLatex(value).trim();
  return text === '' ? null : text;
}

/** What of the page, and of the address it came from, can name the study. */
export function slugSourcesOf(parts: PageParts, givenUrl: string | null): SlugSources {
  return {
    bibtexKey: parts.entry?.key ?? null,
    bibtexUrl: parts.entry?.fields.get('url') ?? null,
    snapshotLine: parts.blocks.snapshotLine,
    headAddresses: parts.addresses,
    givenUrl,
  };
}
