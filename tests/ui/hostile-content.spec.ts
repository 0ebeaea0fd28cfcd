// What a page, a note or a query may hold to break the window or to speak for it: all of it is text.
// Invariant: nothing of it runs, nothing of it asks an address, nothing of it makes the window scroll sideways.
import { expect, test, type Page } from '@playwright/test';
import { buildReading, type StudyFacts } from '../support/atlas-pages/build-reading.ts';
import { renderPage } from '../support/atlas-pages/render-page.ts';
import { SAMPLE_FACTS } from '../support/atlas-pages/sample-page.ts';
import { startApp, type App } from '../support/ui/app.ts';
import { uiSuite } from '../support/ui/browser.ts';
import {
  beginNote,
  openApp,
  openStudyWindow,
  searchField,
  setPlace,
  sidewaysScroll,
  watch,
  type Watch,
} from './window.ts';

const SCRIPT = '<script>window.__pwned = 1</script>';
const IMAGE = '<img src="https://evil.example/i.png" onerror="window.__pwned = 2">';
const CODE_LINK = 'javascript:window.__pwned=3';
const DATA_LINK = 'data:text/html,<script>parent.__pwned=4</script>';

const LONG_WORDS = Array.from({ length: 400 }, (_, place) => `w${place % 10}rd`).join(' ');
const ONE_WORD = 'cytokine'.repeat(250);
const RIGHT_TO_LEFT =
  'تعب بعد الجهد في التهاب الدماغ والنخاع \u202Egnitaler\u202C דלקת מוח ושרירים, with English inside';
const COMBINING = `z${'\u0301\u0302\u0303\u0328\u0338'.repeat(60)}algo of fatigue`;

/** A name for each number; the page's reader takes names with digits for institutions. */
function authorName(place: number): string {
  const letters = 'abcdefghijklmnopqrst';
  return `Van${letters[place % 20] ?? ''}o${letters[Math.floor(place / 20)] ?? ''}er`;
}

interface Hostile {
  readonly name: string;
  readonly facts: Partial<StudyFacts> & { readonly slug: string; readonly title: string };
}

const STUDIES: readonly Hostile[] = [
  {
    name: 'a title of 2,000 characters in words',
    facts: { slug: 'long-2001-words', title: LONG_WORDS.slice(0, 2000).trim() },
  },
  {
    name: 'a title of one word of 2,000 characters',
    facts: { slug: 'long-2002-word', title: ONE_WORD },
  },
  {
    name: 'right-to-left text',
    facts: {
      slug: 'rtl-2003-title',
      title: RIGHT_TO_LEFT,
      journal: 'مجلة الطب',
      sections: [
        { kind: 'quick-summary', heading: 'Quick Summary', paragraphs: [RIGHT_TO_LEFT, ONE_WORD] },
      ],
    },
  },
  {
    name: 'combining marks',
    facts: { slug: 'combining-2004-title', title: COMBINING, journal: COMBINING },
  },
  {
    name: '300 authors',
    facts: {
      slug: 'many-2005-authors',
      title: 'A study by three hundred people.',
      authors: Array.from({ length: 300 }, (_, place) => ({
        family: authorName(place),
        given: 'A B',
      })),
    },
  },
  {
    name: 'markup and code',
    facts: {
      slug: 'script-2006-title',
      title: `Fatigue ${SCRIPT} and ${IMAGE} in one title`,
      authors: [{ family: SCRIPT, given: 'A' }],
      journal: `Journal of ${IMAGE}`,
      doi: `10.5555/"><script>window.__pwned=5</script>`,
      pills: {
        level: 'E2 Moderate',
        pem: 'PEM required',
        unknown: [`${SCRIPT} badge`, `<b onclick="window.__pwned=6">bold</b>`],
      },
      sections: [
        {
          kind: 'quick-summary',
          heading: 'Quick Summary',
          paragraphs: [SCRIPT, IMAGE, `[press](${CODE_LINK})`, CODE_LINK, DATA_LINK],
        },
        { kind: 'related-studies', heading: 'Related Studies', paragraphs: [CODE_LINK, DATA_LINK] },
      ],
      metadata: [{ label: SCRIPT, value: `${IMAGE} ${CODE_LINK}` }],
    },
  },
];

const NOTE = `# ${SCRIPT}

${IMAGE}

[code](${CODE_LINK}) [tab](java\tscript:window.__pwned=7) [case](JaVaScRiPt:window.__pwned=8) [entity](&#106;avascript:window.__pwned=9)
[data](${DATA_LINK}) [file](file:///etc/passwd) [bare](//evil.example/x) [here](/session) <${CODE_LINK}> [ref][r]

![a picture](https://evil.example/p.png) ![data](${DATA_LINK}) <iframe src="https://evil.example/"></iframe>
<style>@import url(https://evil.example/s.css)</style> <a href="${CODE_LINK}">raw</a> <svg onload="window.__pwned=10">

[the paper](https://doi.org/10.1000/example) www.example.org someone@example.org a footnote[^1]

| a | b |
| - | - |
| ${ONE_WORD} | ${SCRIPT} |

\`\`\`
${ONE_WORD}
\`\`\`

${ONE_WORD}

[^1]: ${CODE_LINK}
[r]: ${CODE_LINK}
`;

/** Every link of the page is of the web and opens outside. */
async function expectHonestLinks(page: Page): Promise<void> {
  const wrong = await page.evaluate(() =>
    [...document.querySelectorAll('a, area, form, [href], [src]')].flatMap((element) => {
      const link = element instanceof HTMLAnchorElement;
      const address = element.getAttribute('href') ?? element.getAttribute('src') ?? '';
      if (!link) return new URL(address, location.href).origin === location.origin ? [] : [address];
      const isOfWeb = /^https?:\/\//u.test(address);
      const isOutside = element.target === '_blank' && element.rel === 'noopener noreferrer';
      return isOfWeb && isOutside ? [] : [element.outerHTML.slice(0, 200)];
    }),
  );
  expect(wrong).toEqual([]);
}

async function expectNothingRan(page: Page, seen: Watch): Promise<void> {
  expect(await page.evaluate(() => ('__pwned' in window ? window.__pwned : null))).toBeNull();
  expect(seen.outside).toEqual([]);
  expect(seen.dialogs).toEqual([]);
  expect(seen.errors).toEqual([]);
}

/** Nothing scrolls sideways, neither in a large window nor in the narrowest. */
async function expectNoSidewaysScroll(page: Page): Promise<void> {
  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 320, height: 640 },
  ]) {
    await page.setViewportSize(viewport);
    // The panes follow the size of the window in the next frame.
    await expect.poll(() => sidewaysScroll(page), `${viewport.width} wide`).toEqual([]);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

function importStudy(app: App, facts: Hostile['facts']): void {
  const text = renderPage(buildReading({ ...SAMPLE_FACTS, ...facts }), 'semantic');
  app.cli('call', 'page.import', JSON.stringify({ text }));
}

uiSuite('hostile contents', () => {
  let app: App;
  test.beforeAll(async () => {
    app = await startApp();
    for (const { facts } of STUDIES) importStudy(app, facts);
  });
  test.afterAll(async () => {
    await app.remove();
  });
  test.beforeEach(async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  for (const { name, facts } of STUDIES) {
    test(`a study with ${name} is shown as text, in its room`, async ({ page }) => {
      const seen = watch(page);
      await openStudyWindow(page, app, facts.slug);
      const heading = page.locator('#study-heading');
      expect((await heading.innerText()).replaceAll(/\s+/gu, ' ')).toBe(facts.title);
      for (const more of await page.locator('[aria-label="Study"] details').all()) {
        await more.evaluate((element) => {
          element.setAttribute('open', '');
        });
      }
      const others = page.getByRole('button', { name: /^and \d+ more$/u });
      if ((await others.count()) > 0) await others.click();
      if (facts.slug === 'many-2005-authors') {
        await expect(page.getByText(`${authorName(299)}, A B`, { exact: true })).toBeVisible();
      }
      await expectHonestLinks(page);
      await expectNoSidewaysScroll(page);
      await expectNothingRan(page, seen);
    });
  }

  test('a list of them, with a hostile name, is shown and exported as text', async ({ page }) => {
    const seen = watch(page);
    const name = `${SCRIPT} ${'list'.repeat(40)}`;
    app.cli('list', 'create', name);
    app.cli('list', 'add', name, ...STUDIES.map(({ facts }) => facts.slug));
    app.cli('call', 'tag.add', JSON.stringify({ slugs: ['script-2006-title'], tag: SCRIPT }));
    setPlace(app);
    await openApp(page, app);
    await page
      .getByRole('navigation', { name: 'Lists' })
      .getByRole('button', { name: '<script>' })
      .click();
    await expect(page.locator('#list-heading')).toHaveText(name);
    await expect(page.getByRole('row')).toHaveCount(STUDIES.length);
    await expectNoSidewaysScroll(page);
    await page.getByRole('button', { name: 'Export' }).first().click();
    const preview = page.getByRole('region', { name: /^Preview/u });
    await expect(preview).toContainText('script');
    await expectNoSidewaysScroll(page);
    await expectHonestLinks(page);
    await expectNothingRan(page, seen);
  });

  test('a note is text with form: no markup, no image, no address but the web’s', async ({
    page,
  }) => {
    const seen = watch(page);
    await openStudyWindow(page, app, 'script-2006-title');
    const field = await beginNote(page);
    await field.fill(NOTE);
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    const preview = page.getByRole('group', { name: 'Preview of the note' });
    await expect(preview.getByRole('link', { name: 'the paper' })).toBeVisible();
    await expect(preview).toContainText('[Image: a picture, https://evil.example/p.png]');
    await expect(preview).toContainText('window.__pwned = 1');
    await expectHonestLinks(page);
    await page.getByRole('button', { name: 'Done' }).click();
    const card = page.getByRole('article').filter({ hasText: 'Note, version 1' });
    await expect(card.getByRole('link', { name: 'the paper' })).toBeVisible();
    await expect(card.locator('img, iframe, script, style, svg, object, form')).toHaveCount(0);
    await expectHonestLinks(page);
    await expectNoSidewaysScroll(page);
    await expectNothingRan(page, seen);
  });

  test('a hostile page on the screen “Add a page” is read as text', async ({ page }) => {
    const seen = watch(page);
    setPlace(app, { screen: 'add-page' });
    await page.goto(await app.address());
    const source = page.getByRole('textbox', { name: /^Paste a study page/u });
    const facts = { ...SAMPLE_FACTS, slug: 'pasted-2007-page', title: `${SCRIPT} ${ONE_WORD}` };
    const html = renderPage(buildReading(facts), 'semantic')
      .replaceAll('href="https://doi.org', `onclick="window.__pwned=11" href="${CODE_LINK}//`)
      .replace('<body>', `<body onload="window.__pwned=12">${IMAGE}${SCRIPT}`);
    await source.fill(html);
    await page.getByRole('button', { name: 'Read it' }).click();
    await expect(page.getByRole('heading', { name: 'What was read' })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('button', { name: 'Open the study' }).click();
    await expect(page.locator('#study-heading')).toContainText(SCRIPT);
    await expectHonestLinks(page);
    await expectNoSidewaysScroll(page);
    await expectNothingRan(page, seen);
  });

  test('what is no study page is refused in words, and the text stays', async ({ page }) => {
    setPlace(app, { screen: 'add-page' });
    await page.goto(await app.address());
    const source = page.getByRole('textbox', { name: /^Paste a study page/u });
    await source.fill(`${SCRIPT}${IMAGE}`);
    await page.getByRole('button', { name: 'Read it' }).click();
    await expect(page.getByRole('alert')).toContainText('Your text is still here');
    await expect(source).toHaveValue(`${SCRIPT}${IMAGE}`);
  });

  const QUERIES = [
    ['words', 'fatigue '.repeat(1250)],
    ['one word', 'x'.repeat(10_000)],
    ['open brackets', '('.repeat(10_000)],
    ['quotes', '"'.repeat(10_000)],
    ['filters', 'pem:required '.repeat(770)],
    ['signs', '-:*^~\\[]{}<>'.repeat(900)],
  ] as const;
  test('a query of 10,000 characters gets an answer in words, whatever it is', async ({ page }) => {
    const seen = watch(page);
    setPlace(app);
    await openApp(page, app);
    for (const [name, query] of QUERIES) {
      await searchField(page).fill(query);
      // A number, a slip or a way of reading: the hint about searching gives way to it, or nothing is found.
      const answer = page
        .getByText(/^(?:\d+|None|All \d+) (?:of \d+ )?studies/u)
        .or(page.getByRole('group', { name: 'About this search' }));
      await expect(answer.first(), name).toBeVisible();
      await expect(searchField(page), name).toHaveValue(query);
      await expectNoSidewaysScroll(page);
      await page.getByRole('button', { name: 'Clear search' }).click();
      await expect(page.getByText(/^All \d+ studies/u), name).toBeVisible();
    }
    await expectNothingRan(page, seen);
  });
});
