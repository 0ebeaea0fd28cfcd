// Why a text is no study page, in a sentence for the person who gave it.
// Invariant: words of an error or a challenge only explain a refusal; they never cause one, since a
// study may speak of them.
import type { Line } from './page-text.ts';

const MOST_LINES = 400;

// The first that fits is the reason. Each looks at whole lines of the page or at its document title.
const REASONS: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:just a moment\b|attention required\b|checking (?:your browser|if the site connection)|verify(?:ing)? (?:that )?you are (?:a )?human|(?:please )?(?:confirm|verify) (?:that )?you are (?:a |not a )?(?:human|robot)|are you (?:a )?(?:human|robot)|enable javascript and cookies to continue|needs to review the security of your connection|ddos protection by|please complete the security check)/iu,
    'The site asked for a check that the visitor is a person, and sent no study.',
  ],
  [
    /^(?:(?:error\s*)?404\b|not found\b|page not found\b|this page could not be found|(?:the )?(?:requested )?(?:page|study|entry|url)\b.{0,60}\b(?:not found|could not be found|does not exist|no longer exists))/iu,
    'The site answered that there is no such page (404).',
  ],
  [
    /^(?:(?:error\s*)?(?:403|401)\b|forbidden\b|access denied\b|unauthori[sz]ed\b)/iu,
    'The site refused to show the page (403).',
  ],
  [
    /^(?:(?:error\s*)?429\b|too many requests\b|rate limit)/iu,
    'The site asked for fewer requests (429), and sent no study.',
  ],
  [
    /^(?:(?:error\s*)?(?:500|502|503|504|52\d)\b|internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out|application error|something went wrong|(?:down for|under) maintenance|we(?:'|’)ll be (?:right )?back|web server is down)/iu,
    'The site answered with an error of its own, and sent no study.',
  ],
  [
    /^(?:log ?in|sign ?in|sign in to\b.*|log in to\b.*|forgot(?:ten)? (?:your )?password\?|password)$/iu,
    'The page asks to log in, and shows no study.',
  ],
];

/** The sentences of `refusalOf` for what a site answers in a page's place: a question for people, an error, a log-in. */
export const ANSWERS_IN_ITS_PLACE: ReadonlySet<string> = new Set(
  REASONS.map(([, reason]) => reason),
);

/** What the page's lines show about why it is no study page. */
export function refusalOf(lines: readonly Line[], titles: readonly string[]): string {
  const texts = [...titles, ...lines.slice(0, MOST_LINES).map(({ text }) => text)].filter(
    (text) => text !== '' && text.length <= 300,
  );
  if (texts.length === 0) return 'The page holds no text.';
  for (const [pattern, reason] of REASONS) {
    if (texts.some((text) => pattern.test(text))) return reason;
  }
  return 'The page has no byline, badges and sections of a study as the atlas shows them.';
}

export const EMPTY = 'The page is empty.';
export const NOT_TEXT = 'This is not the text of a web page.';
export const TOO_LARGE = 'The page is far larger than a study page can be, and was not read.';
export const A_LIST = 'The page is a list of studies, not the page of one study.';
export const NO_TITLE = 'The page has parts of a study, but its title is missing.';
export const NO_SLUG =
  'The page is a study page, but neither it nor its address says under which name the atlas holds it.';

// Signs that may be such; white space is none.
const PERHAPS_ODD = /[\p{Cc}\uFFFD](?<![\t-\r])/u;

/** True for bytes that were never text: zero characters, or many control and replacement characters. */
export function isBinary(source: string): boolean {
  const sample = source.slice(0, 20_000);
  if (!PERHAPS_ODD.test(sample)) return false;
  let odd = 0;
  for (let at = 0; at < sample.length; at += 1) {
    const code = sample.charCodeAt(at);
    if (code === 0) return true;
    // Control characters other than white space, and U+FFFD, the sign for bytes that are no UTF-8.
    const isControl = code < 0x20 && !(code >= 0x09 && code <= 0x0d);
    if (isControl || code === 0x7f || code === 0xfffd) odd += 1;
  }
  return odd > sample.length / 20 && odd > 3;
}
