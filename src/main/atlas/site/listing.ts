// Walks the listing `/evidence`: cards by offset, of a page size that nobody has told us.
// Invariant: no gap. Steps overlap by one card, and a step that shows no overlap is taken again, shorter. A walk that a
// lost network or the end of a process has cut off goes on only where that overlap, in its place, and a first page that is
// as it was, show that nothing moved.
import { Parser } from 'htmlparser2';
import { slugFromAddress, type Slug } from '../../../shared/domain/ids.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { IsBack, Layout, ListingPlace } from '../source.ts';
import { isOwn } from './address.ts';

/** Asks for the cards that the listing shows at an offset, in their order, each once. */
export type AskListing = (offset: number) => Promise<readonly Slug[]>;

/** `isWhole` is false where the offset had no effect: then the first page is all that this listing gives. */
export interface ListingWalk {
  readonly slugs: readonly Slug[];
  readonly isWhole: boolean;
}

// 20,000 pages of a dozen cards are four times the atlas tenfold: beyond it the site is making pages up.
const MAX_PAGES = 20_000;

/** The studies that a listing page links to on its own site, in the page's order, each once. */
export function readCards(html: string, pageUrl: URL): Slug[] {
  const slugs = new Set<Slug>();
  const parser = new Parser({
    onopentag(name, attributes) {
      const href = name === 'a' ? (attributes['href'] ?? '').trim() : '';
      const target = URL.canParse(href, pageUrl.href) ? new URL(href, pageUrl.href) : null;
      const slug = target !== null && isOwn(pageUrl, target) ? slugFromAddress(target.href) : null;
      if (slug !== null) slugs.add(slug);
    },
  });
  parser.write(html);
  parser.end();
  return [...slugs];
}

/** What lets a walk outlast a break. */
export interface WalkOptions {
  /** Waits for what a failure speaks of; true where it is worth going on. */
  readonly isBack: IsBack;
  /** Where an earlier process had come to; null where that is not known. */
  readonly place: ListingPlace | null;
  /** Keeps where this walk is; null: nowhere to go on from. */
  readonly keep: (place: ListingPlace | null) => void;
}

const UNBROKEN: WalkOptions = {
  isBack: () => Promise.resolve(false),
  place: null,
  keep: () => undefined,
};

/** Keeping a place costs as much as the walk is long: it is kept the more seldom, the longer it is. */
const STUDIES_A_KEPT_PAGE = 500;

/**
 * Walks a listing to its end; a first page that changed meanwhile has it walked once more. After a failure that `isBack`
 * waits for it goes on where it was, or, where the listing changed meanwhile, from its beginning. Where pages do not
 * overlap, or are not known to yet, the failure is thrown: a study that moved would be missed.
 */
export async function walkListing(
  ask: AskListing,
  options: WalkOptions = UNBROKEN,
): Promise<ListingWalk> {
  const first = await walkUnbroken(ask, options);
  const { slugs, isWhole } = first;
  if (slugs.length === 0 || !isWhole) return { slugs, isWhole };
  if (await isAsItWas(first)) return { slugs, isWhole };
  options.keep(null);
  const second = await walkUnbroken(ask, { ...options, place: null });
  return { slugs: [...new Set([...slugs, ...second.slugs])], isWhole };
}

/** What ends a walk whose listing changed while it could not be asked for. */
const CHANGED_MEANWHILE = new Error('the listing changed while it could not be asked for');

async function walkUnbroken(ask: AskListing, options: WalkOptions): Promise<OneWalk> {
  let { place } = options;
  for (;;) {
    try {
      return await walkOnce(ask, { ...options, place });
    } catch (error) {
      if (error !== CHANGED_MEANWHILE) throw error;
      place = null;
      options.keep(null);
    }
  }
}

async function isAsItWas({ ask, firstPage }: OneWalk): Promise<boolean> {
  try {
    return sameCards(await ask(0), firstPage);
  } catch (error) {
    if (error !== CHANGED_MEANWHILE) throw error;
    return false;
  }
}

/** What a walk knows of its listing, and what became of it. */
interface WalkState {
  /** Null until pages are known to overlap: what moved while nobody could ask shows by that alone. */
  firstPage: readonly Slug[] | null;
  breaks: number;
}

/** Asks again after a failure that `isBack` has waited for, once the first page is known to be as it was. */
function askPatiently(ask: AskListing, isBack: IsBack, state: WalkState): AskListing {
  return async function again(offset) {
    for (;;) {
      try {
        return await ask(offset);
      } catch (error) {
        const first = state.firstPage;
        if (first === null || !(await isBack(error))) throw error;
        state.breaks += 1;
        // Whoever asks for the first page compares it.
        if (offset !== 0 && !sameCards(await again(0), first)) throw CHANGED_MEANWHILE;
      }
    }
  };
}

interface OneWalk extends ListingWalk {
  readonly firstPage: readonly Slug[];
  /** As patient as the walk was. */
  readonly ask: AskListing;
}

async function walkOnce(impatient: AskListing, options: WalkOptions): Promise<OneWalk> {
  const found = new Set<Slug>();
  const state: WalkState = { firstPage: null, breaks: 0 };
  const ask = askPatiently(impatient, options.isBack, state);
  const askAndNote = async (offset: number): Promise<readonly Slug[]> => {
    const page = await ask(offset);
    for (const slug of page) found.add(slug);
    return page;
  };
  const firstPage = await askAndNote(0);
  if (firstPage.length === 0) return { slugs: [], isWhole: true, firstPage, ask };
  const place =
    options.place !== null && sameCards(options.place.firstPage, firstPage) ? options.place : null;
  for (const slug of place?.passed ?? []) found.add(slug);
  const learned = place ?? (await learnByAsking(firstPage, askAndNote));
  const { layout } = learned;
  if (layout.lastCard !== null) state.firstPage = firstPage;
  let { page, offset } = learned;
  let step = layout.step;
  let isAfterBreak = place !== null;
  // Without what a step too far has shown: coming back from it must not look like the end.
  const passed = new Set(found);
  for (let pages = 0; step > 0; pages += 1) {
    if (pages > MAX_PAGES) throw endlessListing();
    const { breaks } = state;
    const next = await askAndNote(offset + step);
    const last = layout.lastCard === null ? undefined : page[layout.lastCard];
    // Studies that came in between push back what follows: a page without anything new would look like the end.
    const isMoved = last !== undefined && next.indexOf(last) !== (layout.lastCard ?? 0) - step;
    if ((isAfterBreak || state.breaks > breaks) && isMoved) throw CHANGED_MEANWHILE;
    isAfterBreak = false;
    if (step > 1 && next.length > 0 && last !== undefined && !next.includes(last)) {
      // The listing has shifted meanwhile, or the page holds fewer cards than it seemed to.
      step = Math.floor(step / 2);
      continue;
    }
    const before = passed.size;
    for (const slug of next) passed.add(slug);
    if (passed.size === before) break;
    offset += step;
    step = layout.step;
    page = next;
    if (layout.lastCard !== null && pages % Math.ceil(passed.size / STUDIES_A_KEPT_PAGE) === 0) {
      options.keep({ firstPage, layout, offset, page, passed: [...passed] });
    }
  }
  const isWhole = layout.lastCard !== null || found.size > firstPage.length;
  return { slugs: [...found], isWhole, firstPage, ask };
}

interface Learned {
  readonly layout: Layout;
  /** The page that was asked for last, and its offset. */
  readonly page: readonly Slug[];
  readonly offset: number;
}

// Links around the cards can lead to the very cards that come and go, so a few pairs of pages may be needed.
const MAX_PAIRS = 4;

/** Asks for pages one card apart until they show which links are cards and how many stand on a page. */
async function learnByAsking(firstPage: readonly Slug[], ask: AskListing): Promise<Learned> {
  let before = firstPage;
  let guess: Layout | null = null;
  for (let offset = 1; ; offset += 1) {
    const page = await ask(offset);
    const { layout, isSure } = learnLayout(before, page);
    // What two pairs agree on is not chance: a study that came in between looks like an offset without effect.
    if (isSure || offset === MAX_PAIRS || sameLayout(guess, layout)) {
      return { layout, page, offset };
    }
    guess = layout;
    before = page;
  }
}

/** What two pages, one card apart, tell about a listing. */
export function learnLayout(
  first: readonly Slug[],
  second: readonly Slug[],
): { readonly layout: Layout; readonly isSure: boolean } {
  const gone = first.filter((slug) => !second.includes(slug));
  const come = second.filter((slug) => !first.includes(slug));
  const [left] = gone;
  const [arrived] = come;
  if (gone.length === 1 && come.length === 1 && left !== undefined && arrived !== undefined) {
    const lastCard = second.indexOf(arrived);
    return {
      layout: { step: Math.max(1, lastCard - first.indexOf(left)), lastCard },
      isSure: true,
    };
  }
  // More has changed than stayed: the "offset" counts pages.
  if (gone.length > 1 && gone.length > first.length - gone.length) {
    return { layout: { step: 1, lastCard: null }, isSure: true };
  }
  // One card less and none more: the listing ends here.
  if (gone.length === 1 && come.length === 0) {
    return { layout: { step: 0, lastCard: 0 }, isSure: false };
  }
  // Nothing changed: the offset is rounded to whole pages, or ignored.
  if (gone.length === 0 && come.length === 0) {
    return { layout: { step: first.length, lastCard: null }, isSure: false };
  }
  return { layout: { step: 1, lastCard: null }, isSure: false };
}

function sameLayout(a: Layout | null, b: Layout): boolean {
  return a !== null && a.step === b.step && a.lastCard === b.lastCard;
}

function sameCards(a: readonly Slug[], b: readonly Slug[]): boolean {
  return a.length === b.length && a.every((slug, index) => slug === b[index]);
}

function endlessListing(): AppError {
  return new AppError(
    'unreadable-site',
    'The listing of the source does not end, so the studies on it cannot be counted. The copy on this computer is as it was. Try again later, or use another source.',
  );
}
