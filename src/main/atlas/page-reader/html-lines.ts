// HTML to lines of text, from the tokenizer's events alone: no tree is built, so depth costs nothing.
// Invariant: only text-level elements join what they hold to their neighbours; all other tags,
// known or not, end a line. Classes, nesting and ids are never looked at.
import { Tokenizer } from 'htmlparser2';
import { HeadFacts } from './head-facts.ts';
import { LineCollector } from './line-collector.ts';
import { collapse, type Line, type PageText } from './page-text.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const TEXT_LEVEL = words(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr output picture q ruby rb rp rt s samp small source span strike strong sub sup time tt u var wbr',
);
const VOID = words(
  'area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr',
);
// What is never part of a page's text. `header`, `footer` and `aside` may hold parts of a study.
const UNREAD = words(
  'applet audio canvas iframe nav noembed noframes noscript object script select style svg template video',
);
const PREFORMATTED = words('listing pre textarea xmp');

/** How lines are made, where pages differ. */
export interface LineRules {
  /** Whether text-level elements that follow each other directly (`</span><span>`) have lines of their own. */
  readonly areSiblingsParted: boolean;
}

/** The page's lines and what its head says. Never throws; linear in the input. */
export function readHtmlLines(
  source: string,
  rules: LineRules = { areSiblingsParted: false },
): PageText {
  const text = source.replace(/\r\n?/gu, '\n');
  const page = new HtmlLines(text, rules);
  const tokenizer = new Tokenizer({}, page);
  tokenizer.write(text);
  tokenizer.end();
  return page.result();
}

/** An element whose end is awaited; elements of the same name inside it are counted. */
interface OpenElement {
  readonly name: string;
  depth: number;
}

class HtmlLines {
  private readonly source: string;
  private readonly areSiblingsParted: boolean;
  private readonly lines: Line[] = [];
  private readonly shown = new LineCollector(this.lines, false);
  private readonly hidden = new LineCollector(this.lines, true);
  private readonly head = new HeadFacts();
  private unread: OpenElement | null = null;
  private concealed: OpenElement | null = null;
  private preformatted: OpenElement | null = null;
  private tag = '';
  private attributeName = '';
  private attributeValue = '';
  private attributes = new Map<string, string>();
  private link: { href: string; parts: string[] } | null = null;
  private titleParts: string[] | null = null;
  private jsonParts: string[] | null = null;

  /** Whether a text-level element has just ended, and nothing but white space came since. */
  private isAfterElement = false;
  /** Whether the next text begins an element that follows another one directly. */
  private isSibling = false;

  constructor(source: string, { areSiblingsParted }: LineRules) {
    this.source = source;
    this.areSiblingsParted = areSiblingsParted;
  }

  result(): PageText {
    this.finishTitle();
    this.shown.end(false);
    this.hidden.end(false);
    const isCutShort = this.shown.isFull || this.hidden.isFull;
    const isOpenEnded = !/>\s*$/u.test(this.source.slice(-1000));
    return { lines: this.lines, isCutShort, isOpenEnded, head: this.head.result() };
  }

  isInForeignContext(): boolean {
    return this.unread?.name === 'svg';
  }

  onopentagname(start: number, end: number): void {
    this.tag = this.source.slice(start, end).toLowerCase();
    this.attributes = new Map();
  }

  onattribname(start: number, end: number): void {
    this.attributeName = this.source.slice(start, end).toLowerCase();
    this.attributeValue = '';
  }

  onattribdata(start: number, end: number): void {
    this.attributeValue += this.source.slice(start, end);
  }

  onattribentity(codePoint: number): void {
    this.attributeValue += String.fromCodePoint(codePoint);
  }

  onattribend(): void {
    if (!this.attributes.has(this.attributeName)) {
      this.attributes.set(this.attributeName, this.attributeValue);
    }
  }

  onopentagend(): void {
    this.open(this.tag);
  }

  // In HTML a slash before `>` closes nothing, save in foreign content.
  onselfclosingtag(): void {
    if (!this.isInForeignContext() && this.tag !== 'svg') this.open(this.tag);
  }

  onclosetag(start: number, end: number): void {
    this.close(this.source.slice(start, end).toLowerCase());
  }

  ontext(start: number, end: number): void {
    this.addText(this.source.slice(start, end));
  }

  ontextentity(codePoint: number): void {
    this.addText(String.fromCodePoint(codePoint));
  }

  oncdata(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}

  private get collector(): LineCollector {
    return this.concealed === null ? this.shown : this.hidden;
  }

  private open(name: string): void {
    if (this.unread !== null) {
      if (this.unread.name === name) this.unread.depth += 1;
      return;
    }
    this.endImpliedParagraph(name);
    if (name === 'title') {
      this.titleParts ??= [];
    } else if (UNREAD.has(name)) {
      this.collector.end(false);
      this.unread = { name, depth: 1 };
      if (/^application\/ld\+json\b/iu.test(this.attributes.get('type') ?? '')) this.jsonParts = [];
    } else {
      this.openRead(name);
    }
  }

  private openRead(name: string): void {
    if (!TEXT_LEVEL.has(name)) this.collector.end(false);
    this.isSibling =
      this.areSiblingsParted && TEXT_LEVEL.has(name) && (this.isAfterElement || this.isSibling);
    this.isAfterElement = false;
    if (name === 'footer') this.shown.footers += 1;
    if (name === 'link' || name === 'meta') this.head.addElement(this.attributes);
    if (VOID.has(name)) return;
    if (this.concealed?.name === name) this.concealed.depth += 1;
    else if (this.concealed === null && this.isConcealing(name)) {
      this.shown.end(false);
      this.concealed = { name, depth: 1 };
    }
    if (PREFORMATTED.has(name)) {
      if (this.preformatted?.name === name) this.preformatted.depth += 1;
      else this.preformatted ??= { name, depth: 1 };
    }
    if (name === 'a') this.link = { href: this.attributes.get('href') ?? '', parts: [] };
  }

  private close(name: string): void {
    if (this.unread !== null) {
      if (this.unread.name !== name) return;
      this.unread.depth -= 1;
      if (this.unread.depth === 0) {
        this.unread = null;
        this.head.addJson(this.jsonParts?.join('') ?? '');
        this.jsonParts = null;
      }
      return;
    }
    if (name === 'title') this.finishTitle();
    if (name === 'a') this.finishLink();
    this.isAfterElement = TEXT_LEVEL.has(name);
    if (!TEXT_LEVEL.has(name)) this.collector.end(false);
    if (name === 'footer' && this.shown.footers > 0) this.shown.footers -= 1;
    if (this.preformatted?.name === name && --this.preformatted.depth === 0) {
      this.preformatted = null;
    }
    if (this.concealed?.name === name && --this.concealed.depth === 0) {
      this.hidden.end(false);
      this.concealed = null;
    }
  }

  // `<p hidden>` without an end tag ends where the next block begins, as in a browser.
  private endImpliedParagraph(name: string): void {
    if (this.concealed?.name === 'p' && !TEXT_LEVEL.has(name)) {
      this.hidden.end(false);
      this.concealed = null;
    }
  }

  // `aria-hidden` text is on the screen (separators and check marks often carry it): it is read.
  private isConcealing(name: string): boolean {
    const hidden = this.attributes.get('hidden');
    if (hidden !== undefined && hidden.toLowerCase() !== 'until-found') return true;
    if (name === 'dialog' && !this.attributes.has('open')) return true;
    const style = this.attributes.get('style') ?? '';
    return /display\s*:\s*none|visibility\s*:\s*hidden/iu.test(style);
  }

  private addText(text: string): void {
    if (this.unread !== null) {
      this.jsonParts?.push(text);
    } else if (this.titleParts !== null) {
      this.titleParts.push(text);
    } else {
      if (text.trim() !== '') {
        if (this.isSibling && !isInWord(this.collector.lastText, text)) this.collector.end(false);
        this.isAfterElement = false;
        this.isSibling = false;
      }
      this.link?.parts.push(text);
      if (this.preformatted === null) this.collector.add(text);
      else this.collector.addPreformatted(text);
    }
  }

  private finishLink(): void {
    if (this.link === null) return;
    const text = collapse(this.link.parts.join(''));
    if (this.link.href !== '') this.collector.addLink({ text, href: this.link.href.trim() });
    this.link = null;
  }

  private finishTitle(): void {
    if (this.titleParts === null) return;
    this.head.addTitle(this.titleParts.join(''));
    this.titleParts = null;
  }
}

/** Whether a text goes on with the word before it, one of whose letters is marked (`v<b>i</b><b>t</b>ro`). */
function isInWord(before: string, text: string): boolean {
  const isSingle = before.length === 1 || text.length === 1;
  return isSingle && /[\p{L}\p{N}]$/u.test(before) && /^[\p{L}\p{N}]/u.test(text);
}
