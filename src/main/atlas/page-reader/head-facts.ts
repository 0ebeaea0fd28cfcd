// What an HTML page says about itself outside its text: titles and addresses, from `<title>`, meta
// elements, the canonical link and JSON-LD. Invariant: hints, bounded in number and size; a broken one
// is none.
import { withoutSiteName, type PageHead } from './page-text.ts';

// Longer than this, a title is a cut-off document, and JSON-LD no description of one study.
const MAX_TITLE_LENGTH = 1000;
const MAX_JSON_LENGTH = 200_000;
const MAX_VALUES = 20;

/** Gathers a page's hints about itself. */
export class HeadFacts {
  private readonly titles: string[] = [];
  private readonly addresses: string[] = [];

  addTitle(title: string): void {
    if (title.length <= MAX_TITLE_LENGTH && this.titles.length < MAX_VALUES) {
      this.titles.push(title);
    }
  }

  addAddress(address: string): void {
    if (this.addresses.length < MAX_VALUES) this.addresses.push(address);
  }

  /** Reads a `<link>` or `<meta>`. */
  addElement(attributes: ReadonlyMap<string, string>): void {
    const href = attributes.get('href');
    if (attributes.get('rel')?.toLowerCase() === 'canonical' && href !== undefined) {
      this.addAddress(href);
    }
    const property = (attributes.get('property') ?? attributes.get('name'))?.toLowerCase();
    const content = attributes.get('content');
    if (content === undefined) return;
    if (property === 'og:url') this.addAddress(content);
    if (property === 'og:title' || property === 'citation_title') this.addTitle(content);
  }

  /** Reads the text of a JSON-LD script. */
  addJson(text: string): void {
    if (text === '' || text.length > MAX_JSON_LENGTH) return;
    const { headline, name, url } = parseJsonObject(text);
    for (const title of [headline, name]) {
      if (typeof title === 'string') this.addTitle(title);
    }
    if (typeof url === 'string') this.addAddress(url);
  }

  result(): PageHead {
    const titles = this.titles.map(withoutSiteName).filter((title) => title !== null);
    return { titles, addresses: this.addresses };
  }
}

/** The object in this JSON text, or an empty one: structured data is a hint, and a broken hint is none. */
function parseJsonObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
