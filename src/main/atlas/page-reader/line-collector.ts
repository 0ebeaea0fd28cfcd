// Text of an HTML page gathered into lines. Invariant: a page's lines are bounded, and white space of
// preformatted text is kept, line by line.
import { lineOf, MOST_LINES, type Line, type PageLink } from './page-text.ts';

/** Collects text into lines; a line ends where `end` is called. */
export class LineCollector {
  /** How many `<footer>` elements are open. */
  footers = 0;
  /** Whether lines were left out because there were too many. */
  isFull = false;
  private readonly lines: Line[];
  private readonly isHidden: boolean;
  private parts: string[] = [];
  private links: PageLink[] = [];
  private isPreformatted = false;

  constructor(lines: Line[], isHidden: boolean) {
    this.lines = lines;
    this.isHidden = isHidden;
  }

  /** The last text of the line so far, or nothing. */
  get lastText(): string {
    return this.parts.at(-1) ?? '';
  }

  add(text: string): void {
    this.parts.push(text);
  }

  addPreformatted(text: string): void {
    const [first = '', ...rest] = text.split('\n');
    this.isPreformatted = true;
    this.parts.push(first);
    for (const line of rest) {
      this.end(true);
      this.isPreformatted = true;
      this.parts.push(line);
    }
  }

  addLink(link: PageLink): void {
    this.links.push(link);
  }

  end(isBlankKept: boolean): void {
    if (this.parts.length === 0 && !isBlankKept) return;
    if (this.lines.length >= MOST_LINES) {
      this.isFull = true;
      this.parts = [];
      return;
    }
    const given = {
      links: this.links,
      isPreformatted: isBlankKept || this.isPreformatted,
      isFooter: this.footers > 0,
      isHidden: this.isHidden,
    };
    const line = lineOf(this.parts.join(''), given);
    this.parts = [];
    this.links = [];
    this.isPreformatted = false;
    if (line.text !== '' || isBlankKept) this.lines.push(line);
  }
}
