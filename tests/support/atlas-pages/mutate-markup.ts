// Random changes of a page's markup which leave its text as it is: what the property "any mutation of
// markup that keeps the text keeps the result" is tested with. Seeded: the same seed, the same change.

/** Elements that end a line in a browser, and some that nobody has defined. */
const BLOCKS = [
  'div',
  'p',
  'section',
  'article',
  'main',
  'h2',
  'h4',
  'li',
  'td',
  'dd',
  'blockquote',
  'figure',
  'study-part',
  'x-box',
];
const INLINES = ['span', 'b', 'i', 'em', 'strong', 'font', 'u', 'small', 'mark', 'label'];
const RENAMED_BLOCKS = new Set([
  ...BLOCKS,
  'h1',
  'h3',
  'ul',
  'ol',
  'dl',
  'dt',
  'table',
  'tbody',
  'tr',
  'th',
  'header',
]);
const RENAMED_INLINES = new Set([...INLINES, 'code']);
/** Their text is no text of the page, or not to be touched. */
const OPAQUE = new Set(['head', 'script', 'style', 'noscript', 'template', 'nav']);
const VERBATIM = new Set(['pre', 'code']);
const ATTRIBUTES = [
  'class="pill E0 Consensus"',
  "data-pem='PEM required'",
  'id=why-it-matters',
  'style="color: red; display: block"',
  'title="PEM not required &gt; Quick Summary"',
  'aria-label="Primary citation"',
  'aria-hidden="false"',
  'disabled',
];
const COMMENTS = [
  '<!-- -->',
  '<!-- <h2>Quick Summary</h2> PEM required -->',
  '<!--[if IE]>E0 Consensus<![endif]-->',
];
const SPACES = [' ', '  ', '\n', '\n\t', ' \n  ', '\t'];

/** The page with its markup changed at random, the same for the same seed. */
export function mutateMarkup(html: string, seed: number): string {
  const random = randomFrom(seed);
  const mutation = new Mutation(random);
  return (html.match(/<!--[\s\S]*?-->|<[^>]*>|[^<]+/gu) ?? [])
    .map((token) => mutation.change(token))
    .join('');
}

type Random = () => number;

/** Mulberry32: small, fast, and good enough to choose tags with. */
function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

class Mutation {
  private readonly random: Random;
  private readonly open: { name: string; renamed: string; wrapped: string | null }[] = [];

  constructor(random: Random) {
    this.random = random;
  }

  change(token: string): string {
    if (token.startsWith('<!')) return token;
    const tag = /^<(\/?)([a-z0-9-]+)/iu.exec(token);
    if (tag === null) return this.isIn(OPAQUE) ? token : this.changeText(token);
    const name = (tag[2] ?? '').toLowerCase();
    if (['br', 'meta', 'link', 'html', 'body'].includes(name)) return token;
    return tag[1] === '/' ? this.changeEnd(name) : this.changeStart(token, name);
  }

  private changeStart(token: string, name: string): string {
    const isOpaque = this.isIn(OPAQUE);
    const renamed = isOpaque ? name : this.rename(name);
    const canWrap = !isOpaque && RENAMED_BLOCKS.has(name) && this.chance(0.15);
    const wrapped = canWrap ? this.pick(BLOCKS) : null;
    this.open.push({ name, renamed, wrapped });
    if (isOpaque || OPAQUE.has(name)) return token;
    const attributes = this.chance(0.3) ? ` ${this.pick(ATTRIBUTES)}` : '';
    const written = this.chance(0.1) ? renamed.toUpperCase() : renamed;
    const start = `<${written}${attributes}${token.slice(1 + name.length)}`;
    return `${wrapped === null ? '' : `<${wrapped}>${this.layout()}`}${this.comment()}${start}`;
  }

  private changeEnd(name: string): string {
    const opened = this.open.pop();
    if (opened?.name !== name) throw new Error(`The page is not well formed at </${name}>.`);
    const end = `</${opened.renamed}>`;
    return opened.wrapped === null ? end : `${end}${this.layout()}</${opened.wrapped}>`;
  }

  private rename(name: string): string {
    if (!this.chance(0.5) || this.isIn(VERBATIM)) return name;
    if (RENAMED_BLOCKS.has(name)) return this.pick(BLOCKS);
    return RENAMED_INLINES.has(name) ? this.pick(INLINES) : name;
  }

  private changeText(text: string): string {
    const isVerbatim = this.isIn(VERBATIM);
    // White space alone stands between elements and is layout already.
    if (text.trim() === '') return isVerbatim ? text : text + this.layout();
    // An entity counts as one character.
    return (text.match(/&[#\w]+;|[\s\S]/gu) ?? [])
      .map((character) => this.changeCharacter(character, isVerbatim))
      .join('');
  }

  private changeCharacter(character: string, isVerbatim: boolean): string {
    if (character === ' ' && !isVerbatim && this.chance(0.1)) return this.pick(SPACES);
    if (/\s/u.test(character)) return character;
    if (this.chance(0.02)) return `<span>${character}</span>`;
    if (this.chance(0.01)) return `${character}${this.pick(['<wbr>', '&#8203;', ...COMMENTS])}`;
    if (character.length === 1 && this.chance(0.03)) return this.entity(character);
    return character;
  }

  private entity(character: string): string {
    const code = character.codePointAt(0) ?? 0;
    return this.chance(0.5) ? `&#${code};` : `&#x${code.toString(16)};`;
  }

  private isIn(names: ReadonlySet<string>): boolean {
    return this.open.some(({ name }) => names.has(name));
  }

  private layout(): string {
    return this.chance(0.5) ? '' : this.pick(SPACES);
  }

  private comment(): string {
    return this.chance(0.05) ? this.pick(COMMENTS) : '';
  }

  private chance(share: number): boolean {
    return this.random() < share;
  }

  private pick(items: readonly string[]): string {
    return items[Math.floor(this.random() * items.length)] ?? '';
  }
}
