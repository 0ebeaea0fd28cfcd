// What is taken for a style, and what is refused with which words and place.
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/shared/contract/errors.ts';
import { expandedSize, readStyle } from '../../../../src/main/export/styles/read-style.ts';
import { SHIPPED_STYLES } from '../../../../src/main/export/styles/shipped-styles.ts';
import { styleText } from './support.ts';

const NAMESPACE = 'xmlns="http://purl.org/net/xbiblio/csl"';
const INFO = '<info><title>Made up</title><id>http://example.org/styles/made-up</id></info>';
const LAYOUT = '<citation><layout><text variable="title"/></layout></citation>';

function style(inner: string, attributes = `${NAMESPACE} version="1.0" class="in-text"`): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n<style ${attributes}>\n${inner}\n</style>`;
}

function refusal(text: string): string {
  try {
    readStyle(text);
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid-input') return error.message;
    throw error;
  }
  return 'taken';
}

describe('a style', () => {
  it.each(SHIPPED_STYLES)('that comes with the program is one: $name', ({ file }) => {
    const { facts, root } = readStyle(styleText(file));
    expect(facts).toMatchObject({ parentUri: null, hasBibliography: true });
    expect(facts.uri).toBe(`http://www.zotero.org/styles/${file.replace('.csl', '')}`);
    expect(expandedSize(root)).toBeLessThan(10_000);
  });

  it('is read with prefixes, comments, CDATA and a byte order mark', () => {
    const text = `\uFEFF<?xml version='1.0'?><!-- a --><c:style xmlns:c="http://purl.org/net/xbiblio/csl" version="1.0.2">
      <c:info><c:title><![CDATA[R & D]]> &#x2013; &amp;</c:title></c:info>
      <c:citation><c:layout><c:text value="x"/></c:layout></c:citation></c:style>`;
    expect(readStyle(text).facts).toEqual({
      title: 'R & D – &',
      uri: null,
      parentUri: null,
      locale: null,
      hasBibliography: false,
    });
  });

  it('may borrow the rules of another', () => {
    const text = style(
      `<info><title>Dependent</title><id>http://example.org/d</id>
       <link href="http://www.zotero.org/styles/apa" rel="independent-parent"/></info>`,
      `${NAMESPACE} version="1.0" default-locale="de-DE"`,
    );
    expect(readStyle(text).facts).toMatchObject({
      parentUri: 'http://www.zotero.org/styles/apa',
      locale: 'de-DE',
    });
  });
});

describe('what is no style is refused, with the reason and the place', () => {
  it.each([
    ['nothing', '', 'there is no element in it'],
    ['a text', 'Dear reader', 'there is text before its first element (line 1, column 1)'],
    ['a page', '<html><head></head></html>', 'it begins with <html>'],
    ['another style language', '<style version="1.0"></style>', 'is not of the Citation Style'],
    ['a file of words', `<locale ${NAMESPACE} version="1.0"/>`, 'it is a file of words'],
    ['an older version', style(INFO, `${NAMESPACE} version="0.8"`), 'is of version 0.8'],
    ['CSL-M', style(INFO, `${NAMESPACE} version="1.1mlz1"`), 'is of version 1.1mlz1'],
    ['no version', style(INFO, NAMESPACE), 'names no version'],
    ['no title', style(`<info/>${LAYOUT}`), 'it has no title (line 3)'],
    ['no rules', style(INFO), 'it has no rules for citations'],
    ['no layout', style(`${INFO}<citation/>`), 'its <citation> has no <layout> (line 3)'],
    ['a tag that is not closed', style(`${INFO}<citation>`), '</style> stands where </citation>'],
    ['a cut file', style(INFO).slice(0, 133), '<title> is not closed'],
    ['an attribute twice', style(INFO, 'a="1" a="2"'), '<style> has a twice (line 2, column 14)'],
    ['a bare ampersand', style(`${INFO} & `), 'a bare & stands in it (line 3, column'],
    ['an unknown entity', style('<info>&nbsp;</info>'), '&nbsp; is not defined (line 3, column 7)'],
    ['another encoding', '<?xml version="1.0" encoding="latin1"?><a/>', 'written in latin1'],
    ['a control character', style(`${INFO}\u0001`), 'a control character stands in it'],
    ['two roots', `${style(INFO + LAYOUT)}<style/>`, 'there is more after its end'],
    ['an unknown prefix', '<x:style/>', 'the prefix “x” is not declared'],
  ])('%s', (_what, text, words) => {
    const message = refusal(text);
    expect(message).toContain(words);
    expect(message).toContain('Nothing was changed.');
  });

  it('entity bombs and outside entities: no document type is read at all', () => {
    const bomb = `<?xml version="1.0"?>\n<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>\n${style(INFO).split('\n').slice(1).join('\n')}`;
    expect(refusal(bomb)).toContain('it declares a document type or entities');
    expect(refusal(bomb)).toContain('(line 2, column 1)');
    const outside = '<!DOCTYPE s SYSTEM "file:///etc/passwd"><s/>';
    expect(refusal(outside)).toContain('it declares a document type or entities');
  });

  it('10 MB, and a megabyte that is deep or all tags, in no time', () => {
    expect(refusal('x'.repeat(10_000_000))).toContain('it is too long (10000 kB');
    expect(refusal('<a>'.repeat(300_000))).toContain('nested too deeply');
    expect(refusal(style('<a/>'.repeat(200_000)))).toContain('it has no title');
  });

  it('macros that call themselves, are missing, or multiply', () => {
    const calls = (name: string, times = 1): string => `<text macro="${name}"/>`.repeat(times);
    const rules = (macros: string): string =>
      style(`${INFO}${macros}<citation><layout>${calls('m0')}</layout></citation>`);
    expect(refusal(rules(`<macro name="m0">${calls('m0')}</macro>`))).toContain('calls itself');
    expect(refusal(rules(''))).toContain('calls a macro “m0” that it does not have');
    const tenfold = Array.from(
      { length: 12 },
      (_, index) => `<macro name="m${index}">${calls(`m${index + 1}`, 10)}</macro>`,
    );
    const last = '<macro name="m12"><text value="ha"/></macro>';
    expect(refusal(rules(tenfold.join('') + last))).toContain('call each other too often');
  });
});
