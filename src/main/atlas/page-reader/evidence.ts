// Is this the page of one study of the atlas? Invariant: a refusal needs no suspicious words and an
// acceptance no markup: it takes a byline and at least one thing that only the atlas's pages have.
import { slugFromAddress } from '../../../shared/domain/ids.ts';
import { isOtherAtlasPage } from './identity.ts';
import type { PageParts } from './page-parts.ts';
import type { PageText } from './page-text.ts';
import { A_LIST, refusalOf } from './refusal.ts';

const PROSE_KINDS = new Set([
  'quick-summary',
  'why-it-matters',
  'observed-findings',
  'inferred-conclusions',
  'remaining-questions',
  'does-not-prove',
]);

/** The objection to reading these parts as one study, or null. */
export function judge(page: PageText, parts: PageParts, url: string | null): string | null {
  if (isList(parts)) return A_LIST;
  return isStudyPage(parts, url) ? null : refusalOf(page.lines, page.head.titles);
}

function isList({ entry, head, body, blocks }: PageParts): boolean {
  if (entry !== null || blocks.snapshotLine !== null) return false;
  const summaries = body.filter(
    ({ label }) => label.is === 'section' && label.kind === 'quick-summary',
  );
  return head.otherBylines > 0 || summaries.length > 2;
}

function isStudyPage(parts: PageParts, url: string | null): boolean {
  const { head, entry, blocks, body, sections, addresses, lines } = parts;
  const hasOwnEntry = entry?.key.startsWith('mecfsatlas-') === true;
  const headed = new Set(
    sections.sections
      .filter(({ kind, heading }) => heading !== null && PROSE_KINDS.has(kind))
      .map(({ kind }) => kind),
  ).size;
  const hasRow = head.pills.length > 0;
  if (head.byline === null) {
    // Prose about the atlas may show badges, headings and a sample citation, but no badge row above
    // sections with text.
    return !isOtherAtlasPage(url) && hasRow && headed >= 2;
  }
  if (hasOwnEntry || blocks.snapshotLine !== null || blocks.pemNote !== null || headed > 0) {
    return true;
  }
  if (body.some(({ label }) => label.is === 'lead-in')) return true;
  const isAddressed = [url, ...addresses].some(
    (address) => address !== null && slugFromAddress(address) !== null,
  );
  const hasEnd = lines.some(({ text }) =>
    /^(?:Spotted an error in this entry|Contribute$)/iu.test(text),
  );
  return (hasRow || sections.sections.length >= 3) && (isAddressed || hasEnd);
}
