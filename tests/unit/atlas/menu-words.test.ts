// Words of a menu or a filter that are named like badges: never taken for the atlas's badge.
import { describe, expect, it } from 'vitest';
import { readStudyPage } from '../../../src/main/atlas/page-reader.ts';
import { renderPage } from '../../support/atlas-pages/render-page.ts';
import { NO_BADGES } from '../../../src/shared/domain/study.ts';
import { generateStudy } from '../../support/generator/study.ts';

const badgeless = { ...generateStudy(3, 5), badges: NO_BADGES };

function badgesOf(source: string): unknown {
  const result = readStudyPage(source, { url: badgeless.url });
  return result.ok ? result.study.badges : result;
}

describe('a page that has lost its badge row', () => {
  const text = renderPage(badgeless, 'bare-text');
  const html = renderPage(badgeless, 'semantic');

  it('reads without badges', () => {
    expect(badgesOf(text)).toEqual(NO_BADGES);
    expect(badgesOf(html)).toEqual(NO_BADGES);
  });

  it.each([
    'Home\nEvidence\nE0 Consensus\nHigher confidence\nPEM required\nRCT\nAbout\n',
    'Home\nPEM required\nAbout\n',
    'Evidence\nE0 Consensus\nHigher confidence\nPEM required\nFAQ\n',
  ])('has none from a menu above its title: %j', (menu) => {
    expect(badgesOf(text.replace(badgeless.title, `${menu}${badgeless.title}`))).toMatchObject({
      pem: null,
      level: null,
    });
  });

  it.each(['/faq', '/evidence?pem=required'])(
    'has none from a link to %s beside its title',
    (href) => {
      const link = `<p><a href="${href}">PEM required</a></p>`;
      for (const place of [`${link}<h1`, '<h1']) {
        const page =
          place === '<h1' ? html.replace('</h1>', `</h1>${link}`) : html.replace('<h1', place);
        expect(badgesOf(page)).toMatchObject({ pem: null });
      }
    },
  );
});
