// References in the styles that come with the program, against strings written by hand.
import { describe, expect, it } from 'vitest';
import type { CslDate, CslItem } from '../../../../src/shared/domain/csl.ts';
import { cleanItem } from '../../../../src/main/export/styles/clean-item.ts';
import { SHIPPED_STYLES } from '../../../../src/main/export/styles/shipped-styles.ts';
import { ARTICLE, BOOK, GUIDELINE, MANY_KINDS, NOBODY } from './references.ts';
import { engineOf, show } from './support.ts';

describe('a list of references', () => {
  it('in APA: sorted by author, title in italics where it is no article', async () => {
    const { markdown } = await show('apa', MANY_KINDS);
    expect(markdown).toEqual([
      // The processor sorts by the title as it stands, its article too.
      '*A page of nobody*. (n.d.). Retrieved <https://example.org/a_b>',
      'Beauvoir, S. de. (in press). \\[A translated title\\]. *Journal of Tests*.',
      'National Institute for Health and Care Excellence. (2021). *A guideline* (No. NG206). NICE. <https://example.org/ng206>',
      'Smith, J., Jr. (1993). *A book of things*. A Press.',
      'van der Meer, J. W. M., O’Brien, A., & CDC & Friends. (2017). Role of Q<sub>10</sub> & *E. coli* in ME/CFS: p\\<0.05. *Journal of Tests*, *3*(2), 12–19. <https://doi.org/10.1000/x_1>',
    ]);
  });

  it('in Vancouver: numbered in the order given', async () => {
    const { text } = await show('vancouver', [ARTICLE, BOOK, GUIDELINE]);
    expect(text).toEqual([
      '1. van der Meer JWM, O’Brien A, CDC & Friends. Role of Q₁₀ & E. coli in ME/CFS: p<0.05. Journal of Tests. 2017;3(2):12–9. doi:10.1000/x_1',
      '2. Smith J Jr. A book of things. London: A Press; 1993.',
      '3. National Institute for Health and Care Excellence. A guideline [Internet]. NICE; 2021. Report no.: NG206. Available from: https://example.org/ng206',
    ]);
  });

  it('in Harvard: British quotation marks, “no date”', async () => {
    const { text } = await show('harvard', [ARTICLE, NOBODY, BOOK]);
    expect(text).toEqual([
      'A page of nobody (no date). Available at: https://example.org/a_b.',
      'van der Meer, J.W.M., O’Brien, A. and CDC & Friends (2017) ‘Role of Q₁₀ & E. coli in ME/CFS: p<0.05’, Journal of Tests, 3(2), pp. 12–19. Available at: https://doi.org/10.1000/x_1.',
      'Smith, J., Jr. (1993) A book of things. London: A Press.',
    ]);
  });

  it('in Chicago: first names whole, titles in capitals', async () => {
    const { text } = await show('chicago', [ARTICLE, BOOK]);
    expect(text).toEqual([
      'Meer, Jos W. M. van der, Ann O’Brien, and CDC & Friends. 2017. “Role of Q₁₀ & E. Coli in ME/CFS: P<0.05.” Journal of Tests 3 (2): 12–19. https://doi.org/10.1000/x_1.',
      'Smith, John, Jr. 1993. A Book of Things. A Press.',
    ]);
  });

  it('in Nature: numbered, the volume bold, the year at the end', async () => {
    const { markdown, html } = await show('nature', [ARTICLE]);
    expect(markdown).toEqual([
      '1. van der Meer, J. W. M., O’Brien, A. & CDC & Friends. Role of Q<sub>10</sub> & *E. coli* in ME/CFS: p\\<0.05. *Journal of Tests* **3**, 12–19 (2017).',
    ]);
    expect(html[0]).toContain('CDC &amp; Friends. Role of Q<sub>10</sub> &amp; <i>E. coli</i>');
    expect(html[0]).toContain('<b>3</b>, 12–19 (2017).');
  });

  it.each<[CslDate, string]>([
    [
      {
        'date-parts': [
          [2015, 6, 22],
          [2015, 7],
        ],
      },
      '(2015, June–July)',
    ],
    [{ 'date-parts': [[2015, 6], [2016]] }, '(2015–2016)'],
    [{ 'date-parts': [[2015], [2016, 0, 0]] }, '(2015–2016)'],
    [
      {
        'date-parts': [
          [2015, 6, 22],
          [2015, 7, 1],
        ],
      },
      '(2015, June 22–July 1)',
    ],
  ])('has ranges of dates, though one end is more exact: %j', async (issued, printed) => {
    const { text } = await show('apa', [{ ...NOBODY, issued }]);
    expect(text[0]).toContain(printed);
  });

  it('has addresses that lead to DOIs of publishers who use < and #, and prints such DOIs as they are', async () => {
    const item = { ...ARTICLE, DOI: '10.1002/(SICI)1097(1998)82:1<275::AID-C%1>3.0.CO;2-#' };
    const address = 'https://doi.org/10.1002/(SICI)1097(1998)82:1%3C275::AID-C%251%3E3.0.CO;2-%23';
    const apa = await show('apa', [item]);
    expect(apa.text[0]?.endsWith(` ${address}`)).toBe(true);
    expect(apa.markdown[0]?.endsWith(` <${address}>`)).toBe(true);
    expect(apa.html[0]?.endsWith(` ${address}`)).toBe(true);
    const vancouver = await show('vancouver', [item]);
    expect(vancouver.text[0]?.endsWith(` doi:${item.DOI}`)).toBe(true);
    expect(vancouver.html[0]).toContain('82:1&lt;275::AID-C%1&gt;3.0.CO;2-#');
  });

  it.each(SHIPPED_STYLES)('is the same whatever was formatted before: $name', async ({ name }) => {
    const twins = [1, 2, 3].map((number): CslItem => ({ ...BOOK, title: `Book ${number}` }));
    const alone = await show(name, [twins[1] ?? BOOK]);
    const crowd = await show(name, twins);
    expect(await show(name, [twins[1] ?? BOOK])).toEqual(alone);
    expect(await show(name, twins)).toEqual(crowd);
    expect(await show(name, [], 'citation')).toMatchObject({ text: [] });
  });

  it('tells works of one author and year apart by letters, in an author’s style', async () => {
    const { text } = await show('apa', [
      { ...BOOK, title: 'Second' },
      { ...BOOK, title: 'First' },
    ]);
    expect(text).toEqual([
      'Smith, J., Jr. (1993a). First. A Press.',
      'Smith, J., Jr. (1993b). Second. A Press.',
    ]);
  });
});

describe('a citation in a text', () => {
  it('of several works is one, as each style has it', async () => {
    const works = [ARTICLE, GUIDELINE];
    const cited = async (style: string): Promise<readonly string[]> =>
      (await show(style, works, 'citation')).text;
    expect(await cited('apa')).toEqual([
      '(National Institute for Health and Care Excellence, 2021; van der Meer et al., 2017)',
    ]);
    expect(await cited('vancouver')).toEqual(['(1,2)']);
    expect(await cited('nature')).toEqual(['¹,²']);
    expect((await show('nature', works, 'citation')).html).toEqual(['<sup>1,2</sup>']);
  });
});

describe('works that are hard to cite', () => {
  it('3,000 authors: as many as the style has, and the last', async () => {
    const author = Array.from({ length: 3000 }, (_, index) => ({
      family: `Author${String(index + 1)}`,
      given: 'A',
    }));
    const [apa = ''] = (await show('apa', [{ ...ARTICLE, author }])).text;
    expect(apa).toContain('Author19, A., … Author3000, A. (2017)');
    const [vancouver = ''] = (await show('vancouver', [{ ...ARTICLE, author }])).text;
    expect(vancouver).toContain('Author6 A, et al.');
  });

  it('an unknown type, no title, nothing at all: no failure', async () => {
    const odd: CslItem[] = [
      { type: 'poem-of-tomorrow', title: 'Odd' },
      { type: 'dataset' },
      { type: 'article-journal', author: [{}], issued: { 'date-parts': [[]] }, title: '' },
    ];
    for (const { name } of SHIPPED_STYLES) {
      expect((await show(name, odd)).text).toHaveLength(3);
    }
    expect((await show('apa', [odd[0] ?? BOOK])).text).toEqual(['Odd. (n.d.).']);
  });

  it('“et al.” as a name is no person', () => {
    const item = { ...BOOK, author: [{ family: 'Smith' }, { literal: 'et al.' }] };
    expect(cleanItem(item)['author']).toEqual([{ family: 'Smith' }]);
  });

  it('what would be a page’s own markup stays text', async () => {
    const title = 'An <script>alert(1)</script> &lt;img src=x onerror=alert(1)&gt; title';
    for (const { name } of SHIPPED_STYLES) {
      const { html } = await show(name, [{ ...ARTICLE, title, publisher: '<b onclick="x">B</b>' }]);
      expect(html.join('')).not.toMatch(/<(?!\/?(?:i|b|sup|sub)>)/u);
    }
  });
});

describe('a style that is added', () => {
  const made = (inner: string): string =>
    `<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info><title>T</title><id>t</id></info>${inner}</style>`;

  it('cannot bring markup of its own into what is copied', async () => {
    const layout = (name: string): string =>
      `<${name}><layout prefix="&lt;script&gt;" suffix="&lt;/script&gt;"><text variable="title" suffix="&lt;img src=x&gt;" font-variant="small-caps"/></layout></${name}>`;
    const text = made(layout('citation') + layout('bibliography'));
    const { html } = await show(text, [BOOK]);
    expect(html.join('')).toContain('<span style="font-variant:small-caps">');
    expect(html.join('').replace(/<\/?span[^>]*>/gu, '')).not.toMatch(/<(?:script|img)/u);
  });

  it('which the processor does not take is an error that is told', async () => {
    const text = made('<citation><layout><unheard-of/></layout></citation>');
    await expect(engineOf(text)).rejects.toThrow(/unheard-of/u);
  });
});
