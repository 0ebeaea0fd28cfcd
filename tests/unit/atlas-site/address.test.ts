// Where requests may go: https or this computer, this site or the atlas's two hosts.
import { describe, expect, it } from 'vitest';
import { parseSlug } from '../../../src/shared/domain/ids.ts';
import {
  ownAddress,
  parseSite,
  siteName,
  staysOnSite,
  studyAddress,
} from '../../../src/main/atlas/site/address.ts';

const atlas = new URL('https://www.mecfsatlas.com');

describe('the address of a source', () => {
  it.each([
    ['https://www.mecfsatlas.com/evidence?offset=30', 'https://www.mecfsatlas.com/'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/'],
    ['http://localhost:8080/x', 'http://localhost:8080/'],
    ['http://[::1]:8080', 'http://[::1]:8080/'],
  ])('%s is a site', (address, site) => {
    expect(parseSite(address).href).toBe(site);
  });

  it.each([
    'www.mecfsatlas.com',
    'http://www.mecfsatlas.com',
    'http://127.0.0.1.example.org',
    'ftp://127.0.0.1',
    'file:///etc/passwd',
    'https://user:secret@www.mecfsatlas.com',
    '',
  ])('refuses %s in words', (address) => {
    expect(() => parseSite(address)).toThrow(expect.objectContaining({ code: 'source-invalid' }));
  });

  it('has one name for both hosts of the atlas', () => {
    expect(siteName(new URL('https://www.cfsmeatlas.com'))).toBe('https://www.mecfsatlas.com');
    expect(siteName(new URL('https://mecfsatlas.com'))).toBe('https://www.mecfsatlas.com');
    expect(siteName(new URL('http://127.0.0.1:81'))).toBe('http://127.0.0.1:81');
  });

  it('composes the address of a study', () => {
    const slug = parseSlug('clark-2017-cytokine-responses');
    expect(slug && studyAddress(atlas, slug)).toBe(
      'https://www.mecfsatlas.com/evidence/clark-2017-cytokine-responses',
    );
  });
});

describe('where a request that began at a site may go', () => {
  it.each([
    ['https://www.mecfsatlas.com', 'https://www.mecfsatlas.com/x', true],
    ['https://www.mecfsatlas.com', 'https://www.cfsmeatlas.com/x', true],
    ['https://www.cfsmeatlas.com', 'https://mecfsatlas.com/x', true],
    ['https://www.mecfsatlas.com', 'http://www.mecfsatlas.com/x', false],
    ['https://www.mecfsatlas.com', 'https://www.mecfsatlas.com:8443/x', false],
    ['https://www.mecfsatlas.com', 'https://www.mecfsatlas.com.example.org/x', false],
    ['https://www.mecfsatlas.com', 'https://user@www.mecfsatlas.com/x', false],
    ['https://www.mecfsatlas.com', 'https://example.org/evidence/x', false],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/x', true],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:9090/x', false],
    ['http://127.0.0.1:8080', 'https://www.mecfsatlas.com/x', false],
    ['https://example.org', 'https://www.mecfsatlas.com/x', false],
  ])('%s → %s: %s', (site, target, isAllowed) => {
    expect(staysOnSite(new URL(site), new URL(target))).toBe(isAllowed);
  });
});

describe('an address that the site names', () => {
  it.each([
    ['https://www.mecfsatlas.com', '/a.xml?b=1#c', 'https://www.mecfsatlas.com/a.xml?b=1'],
    ['https://www.mecfsatlas.com', 'http://www.mecfsatlas.com/a', 'https://www.mecfsatlas.com/a'],
    ['https://www.mecfsatlas.com', 'https://cfsmeatlas.com/a', 'https://www.mecfsatlas.com/a'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/a', 'http://127.0.0.1:8080/a'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:9090/a', null],
    ['https://www.mecfsatlas.com', 'https://elsewhere.example/a', null],
    ['https://www.mecfsatlas.com', 'ftp://www.mecfsatlas.com/a', null],
    ['https://www.mecfsatlas.com', 'mailto:a@www.mecfsatlas.com', null],
    ['https://www.mecfsatlas.com', 'http://[', null],
  ])('%s, %s → %s', (site, address, own) => {
    expect(ownAddress(new URL(site), address)?.href ?? null).toBe(own);
  });
});
