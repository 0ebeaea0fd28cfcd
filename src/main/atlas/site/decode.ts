// Bytes of a page to text.
// Invariant: what cannot be decoded becomes U+FFFD and is seen, never guessed at.

const META_CHARSET = /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-z0-9_:-]{2,40})/iu;
const XML_ENCODING = /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([a-z0-9_:-]{2,40})["']/iu;
// Where the HTML standard looks for a declared encoding.
const DECLARATION_BYTES = 1024;

/** The text of a body: by its byte order mark, else by `Content-Type`, else by its own declaration, else as UTF-8. */
export function decodeBody(bytes: Uint8Array, contentType: string | null): string {
  const named = /charset\s*=\s*"?\s*([a-z0-9_:-]{2,40})/iu.exec(contentType ?? '')?.[1];
  return decodeAs(markedEncoding(bytes) ?? named ?? declaredEncoding(bytes), bytes);
}

function markedEncoding(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

function declaredEncoding(bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, DECLARATION_BYTES));
  return META_CHARSET.exec(head)?.[1] ?? XML_ENCODING.exec(head)?.[1] ?? 'utf-8';
}

function decodeAs(label: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(label).decode(bytes);
  } catch (error) {
    // An encoding that nobody knows.
    if (error instanceof RangeError) return new TextDecoder('utf-8').decode(bytes);
    throw error;
  }
}
