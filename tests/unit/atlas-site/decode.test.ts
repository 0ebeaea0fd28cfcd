// Bytes of a page to text: by mark, header or declaration, else as UTF-8.
import { describe, expect, it } from 'vitest';
import { decodeBody } from '../../../src/main/atlas/site/decode.ts';

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('the text of a body', () => {
  it('is UTF-8 where nothing says otherwise', () => {
    expect(decodeBody(Buffer.from('Jäkel · 2020'), null)).toBe('Jäkel · 2020');
  });

  it('goes by the header', () => {
    expect(decodeBody(latin1('Jäkel'), 'text/html; charset=ISO-8859-1')).toBe('Jäkel');
    expect(decodeBody(latin1('Jäkel'), 'text/html;charset="windows-1252"')).toBe('Jäkel');
  });

  it.each([
    '<!doctype html><meta charset=latin1><p>Jäkel',
    '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>Jäkel',
    '<?xml version="1.0" encoding="ISO-8859-1"?><p>Jäkel',
  ])('or by its own declaration: %s', (html) => {
    expect(decodeBody(latin1(html), 'text/html')).toBe(html);
  });

  it('goes by its byte order mark before all else, and drops it', () => {
    expect(decodeBody(Buffer.from('\uFEFFJäkel'), 'text/html; charset=latin1')).toBe('Jäkel');
    expect(decodeBody(Buffer.from('\uFEFFJäkel', 'utf16le'), null)).toBe('Jäkel');
  });

  it('shows what cannot be decoded, and does not fail on an unknown encoding', () => {
    expect(decodeBody(latin1('Jäkel'), null)).toBe('J\uFFFDkel');
    expect(decodeBody(Buffer.from('Jäkel'), 'text/html; charset=klingon')).toBe('Jäkel');
  });
});
