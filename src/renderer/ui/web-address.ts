// Which addresses may become links: those of the web, and no others.
// Invariant: `javascript:`, `data:`, `file:` and everything relative stay plain text.

/** The address in its normal form, or null where it is no http or https address. */
export function webAddress(text: string): string | null {
  // A browser drops tabs and line ends inside of an address; whoever writes them hides something.
  if (!/^https?:\/\/\S+$/iu.test(text) || !URL.canParse(text)) return null;
  const { protocol, href } = new URL(text);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}

export interface TextPart {
  readonly text: string;
  /** Set where the part is an address. */
  readonly address: string | null;
}

/** A text in parts, with the addresses in it apart. Put together, the parts are the text. */
export function partsWithAddresses(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let done = 0;
  for (const match of text.matchAll(/\bhttps?:\/\/[^\s<>"“”]+/giu)) {
    // A period or a bracket behind an address belongs to the sentence.
    const found = match[0].replace(/[.,;:!?)\]}'’]+$/u, '');
    const address = webAddress(found);
    if (address === null) continue;
    if (match.index > done) parts.push({ text: text.slice(done, match.index), address: null });
    parts.push({ text: found, address });
    done = match.index + found.length;
  }
  if (done < text.length) parts.push({ text: text.slice(done), address: null });
  return parts;
}
