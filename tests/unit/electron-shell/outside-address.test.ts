// Which links may leave the window, judged against addresses that were written to deceive.
// Invariant: whatever is not refused is https, of a public host, and spelled by the parser.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  judgeAddress,
  MAX_ADDRESS_LENGTH,
  type Refusal,
} from '../../../src/main/hosts/electron/outside-address.ts';

const KNOWN = [
  'https://www.mecfsatlas.com/evidence/naviaux-2016-metabolomics',
  'https://mecfsatlas.com/',
  'https://www.cfsmeatlas.com/evidence/x',
  'https://doi.org/10.1073/pnas.1607571113',
  'https://doi.org/10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4%3E3.0.CO;2-O',
  'https://dx.doi.org/10.1/x',
  'https://pubmed.ncbi.nlm.nih.gov/27573827/',
  'https://pmc.ncbi.nlm.nih.gov/articles/PMC5027464/',
  'https://www.ncbi.nlm.nih.gov/pmc/articles/PMC5027464/',
];

const ASKED: readonly (readonly [string, string, string])[] = [
  [
    'names this computer in its query',
    'https://example.invalid/?next=localhost:3001',
    'example.invalid',
  ],
  ['names a known host in its query', 'https://example.org/?https://doi.org/10.1/x', 'example.org'],
  ['names a known host in its path', 'https://example.org/doi.org/10.1/x', 'example.org'],
  ['names a known host in its fragment', 'https://example.org/#@doi.org', 'example.org'],
  ['begins like a known host', 'https://doi.org.example.org/10.1/x', 'doi.org.example.org'],
  ['ends like a known host', 'https://notdoi.org/10.1/x', 'notdoi.org'],
  ['is beside the atlas', 'https://evil.mecfsatlas.com/', 'evil.mecfsatlas.com'],
  [
    'is another part of a known host',
    'https://www.ncbi.nlm.nih.gov/myncbi/',
    'www.ncbi.nlm.nih.gov',
  ],
  [
    'climbs out of a known part',
    'https://www.ncbi.nlm.nih.gov/pmc/../myncbi/',
    'www.ncbi.nlm.nih.gov',
  ],
  ['has backslashes for slashes', 'https:\\\\example.org\\@doi.org', 'example.org'],
  ['has too few slashes', 'https:example.org', 'example.org'],
  ['has capitals', 'HTTPS://EXAMPLE.ORG/A', 'example.org'],
  ['has an escaped name', 'https://%65xample.org/', 'example.org'],
  ['has wide letters', 'https://ｅxample.org/', 'example.org'],
  ['has an ideographic full stop', 'https://example。org/', 'example.org'],
  ['has the port that https has anyway', 'https://example.org:443/', 'example.org'],
];

const REFUSED: readonly (readonly [string, Refusal])[] = [
  ['javascript:alert(1)', 'not-web'],
  ['JavaScript:alert(1)//https://doi.org/', 'not-web'],
  ['data:text/html,<script>1</script>', 'not-web'],
  ['file:///etc/passwd', 'not-web'],
  ['file://server/share/x.lnk', 'not-web'],
  ['smb://server/share', 'not-web'],
  ['\\\\server\\share\\x.exe', 'not-web'],
  ['ms-msdt:/id PCWDiagnostic', 'not-web'],
  ['ms-officecmd:{}', 'not-web'],
  ['search-ms:query=x&crumb=location:\\\\server\\share', 'not-web'],
  ['vbscript:x', 'not-web'],
  ['blob:https://doi.org/0f0e', 'not-web'],
  ['filesystem:https://doi.org/temporary/x', 'not-web'],
  ['view-source:https://doi.org/', 'not-web'],
  ['app://atlas/index.html', 'not-web'],
  ['mecfs-atlas://study/x', 'not-web'],
  ['mailto:a@example.org', 'not-web'],
  ['tel:112', 'not-web'],
  ['ftp://example.org/', 'not-web'],
  ['wss://example.org/', 'not-web'],
  ['//doi.org/10.1/x', 'not-web'],
  ['doi.org/10.1/x', 'not-web'],
  ['', 'not-web'],
  ['https://', 'not-web'],
  ['https:///', 'not-web'],
  ['https://exa mple.org/', 'not-web'],
  ['https://[::1/', 'not-web'],
  ['https://a%00b.example.org/', 'not-web'],
  ['http://doi.org/10.1/x', 'not-secure'],
  ['http://127.0.0.1:3001/', 'not-secure'],
  ['https://doi.org@evil.example/', 'user-info'],
  ['https://doi.org:443@evil.example/', 'user-info'],
  ['https://a:b@doi.org/', 'user-info'],
  ['https://:x@doi.org/', 'user-info'],
  ['https://doi.org%2f@evil.example/', 'user-info'],
  ['https://example.org:8443/', 'port'],
  ['https://doi.org:8443/10.1/x', 'port'],
  ['https://localtest.example.com:3001/', 'port'],
  ['https://localhost/', 'not-public'],
  ['https://localhost:3001/', 'not-public'],
  ['https://LOCALHOST./', 'not-public'],
  ['https://a.localhost/', 'not-public'],
  ['https://127.0.0.1/', 'not-public'],
  ['https://127.1/', 'not-public'],
  ['https://0x7f.0.0.1/', 'not-public'],
  ['https://0177.0.0.1/', 'not-public'],
  ['https://2130706433/', 'not-public'],
  ['https://１２７.0.0.1/', 'not-public'],
  ['https://127.0.0.1./', 'not-public'],
  ['https://0.0.0.0/', 'not-public'],
  ['https://169.254.169.254/latest/meta-data', 'not-public'],
  ['https://8.8.8.8/', 'not-public'],
  ['https://[::1]/', 'not-public'],
  ['https://[::ffff:127.0.0.1]/', 'not-public'],
  ['https://[2001:db8::1]/', 'not-public'],
  ['https://router/', 'not-public'],
  ['https://printer.local/', 'not-public'],
  ['https://nas.lan/', 'not-public'],
  ['https://box.home.arpa/', 'not-public'],
  ['https://metadata.google.internal/', 'not-public'],
  ['https://doi.org./', 'not-public'],
  ['https://doi.org/\u0000', 'unreadable'],
  ['https://do\ni.org/', 'unreadable'],
  ['java\tscript:alert(1)', 'unreadable'],
  ['\u001bhttps://doi.org/', 'unreadable'],
  ['https://doi.org/\u0085', 'unreadable'],
];

describe('a link', () => {
  it.each(KNOWN)('to the atlas, DOI or PubMed is opened at once: %s', (address) => {
    expect(judgeAddress(address)).toMatchObject({ kind: 'known', address });
  });

  it.each(ASKED)('that %s is judged by its host, and asked about', (_what, address, host) => {
    expect(judgeAddress(address)).toEqual({
      kind: 'ask',
      host,
      address: new URL(address).href,
      isInternational: false,
    });
  });

  it.each(REFUSED)('is refused: %j (%s)', (address, why) => {
    expect(judgeAddress(address)).toEqual({ kind: 'refused', why });
  });

  it.each([
    ['a Cyrillic o', 'https://dоi.org/10.1/x', 'xn--di-fmc.org'],
    ['an accent', 'https://dói.org/', 'xn--di-5ja.org'],
    ['a whole name of it', 'https://пример.рф/', 'xn--e1afmkfd.xn--p1ai'],
  ])('with %s in its name is shown in punycode, and said to be so', (_what, address, host) => {
    const judged = judgeAddress(address);
    expect(judged).toMatchObject({ kind: 'ask', host, isInternational: true });
    expect(JSON.stringify(judged)).toMatch(/^[\x20-\x7e]+$/u);
  });

  it('cannot turn the text around with marks of direction', () => {
    const judged = judgeAddress('https://example.org/\u202egro.iod//:sptth');
    expect(judged).toMatchObject({ address: 'https://example.org/%E2%80%AEgro.iod//:sptth' });
  });

  it('of 10,000 characters is refused, also one that becomes long when it is escaped', () => {
    const long = `https://doi.org/10.1/${'x'.repeat(10_000)}`;
    expect(judgeAddress(long)).toEqual({ kind: 'refused', why: 'unreadable' });
    const escaped = `https://doi.org/${'é'.repeat(500)}`;
    expect(escaped.length).toBeLessThan(MAX_ADDRESS_LENGTH);
    expect(judgeAddress(escaped)).toEqual({ kind: 'refused', why: 'unreadable' });
    const longest = 'https://doi.org/10.1/'.padEnd(MAX_ADDRESS_LENGTH, 'x');
    expect(judgeAddress(longest)).toMatchObject({ kind: 'known' });
    expect(judgeAddress(`${longest}x`)).toMatchObject({ kind: 'refused' });
  });

  it('that is not refused is https, public and spelled by the parser, whatever it was', () => {
    const text = fc.oneof(
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc
        .tuple(
          fc.constantFrom('https:', 'https://', 'http://', 'file://', 'javascript:', ''),
          fc.string({ unit: 'binary', maxLength: 40 }),
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (address) => {
        const judged = judgeAddress(address);
        if (judged.kind === 'refused') return;
        const url = new URL(judged.address);
        expect(judged.address).toMatch(/^https:\/\/[a-z0-9._~-]+\.[a-z0-9-]+\/[\x21-\x7e]*$/u);
        expect([url.href, url.username, url.password, url.port]).toEqual([
          judged.address,
          '',
          '',
          '',
        ]);
        expect(judgeAddress(judged.address)).toEqual(judged);
      }),
      { numRuns: 500 },
    );
  });
});
