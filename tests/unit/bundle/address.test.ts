// Where a bundle may be fetched from.
import { describe, expect, it } from 'vitest';
import {
  looksLikeBundleAddress,
  parseBundleAddress,
  redirectTarget,
} from '../../../src/main/atlas/bundle/address.ts';

const NAME = 'mecfs-atlas-2026-11-28.mecfs-atlas';

describe('the address of a bundle', () => {
  it.each([
    [`https://example.org/${NAME}`, true],
    [`https://example.org/a/${NAME}?key=1#x`, true],
    [`http://127.0.0.1:80/${NAME}`, true],
    ['https://www.mecfsatlas.com', false],
    [`https://example.org/?file=${NAME}`, false],
    [NAME, false],
    [`/home/ada/${NAME}`, false],
    [`C:\\${NAME}`, false],
    [`file:///${NAME}`, false],
  ])('%s: %s', (text, is) => {
    expect(looksLikeBundleAddress(text)).toBe(is);
  });

  it.each([
    ['http://example.org/a', 'not secure'],
    ['http://localhost.example.org/a', 'not secure'],
    ['http://127.0.0.1.example.org/a', 'not secure'],
    ['https://ada:secret@example.org/a', 'password'],
    ['ftp://example.org/a', 'not a web address'],
    ['file:///etc/passwd', 'not a web address'],
    ['nothing', 'not a web address'],
  ])('%s is refused', (text, words) => {
    expect(() => parseBundleAddress(text)).toThrow(words);
  });

  it.each([
    'https://example.org/a',
    'http://localhost/a',
    'http://127.0.0.2:9/a',
    'http://[::1]/a',
  ])('%s is taken', (text) => {
    expect(parseBundleAddress(text).href).toBe(text);
  });
});

describe('an answer that sends on', () => {
  const from = new URL('https://example.org/a');
  it.each([
    ['/b', 'https://example.org/b'],
    ['https://example.org:443/c', 'https://example.org/c'],
    ['https://other.org/a', null],
    ['http://example.org/a', null],
    ['//other.org/a', null],
    ['https://example.org:8443/a', null],
    ['https://u:p@example.org/a', null],
    ['javascript:alert(1)', null],
    ['http://[', null],
  ])('to %s leads to %s', (location, to) => {
    expect(redirectTarget(from, location)?.href ?? null).toBe(to);
  });
});
