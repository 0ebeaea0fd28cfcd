// @vitest-environment jsdom
// One study as a reader meets it.
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { connect } from '../../src/renderer/api/client.ts';
import { StudyPane } from '../../src/renderer/features/study/StudyPane.tsx';
import { useCommand } from '../../src/renderer/commands/registry.ts';
import type { StudyView } from '../../src/shared/contract/types.ts';
import { AppError } from '../../src/shared/contract/errors.ts';
import { createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';
import { EXAMPLE_AT, exampleStudy, slugOf } from '../support/study-view.ts';

const SLUG = slugOf('clark-2017-cytokine-responses');

function open(answer: (slug: string) => StudyView | Promise<StudyView>): FakeBridge {
  const bridge = createFakeBridge({ 'study.show': ({ slug }) => answer(slug) });
  connect(bridge);
  return bridge;
}

function pane(slug = SLUG): React.ReactElement {
  return (
    <StudyPane
      slug={slug}
      terms={[]}
      notes={<p>my notes</p>}
      coding={<p>my coding</p>}
      reference={null}
    />
  );
}

describe('a study', () => {
  it('shows what it does not prove in plain sight, directly below the summary', async () => {
    open(() => exampleStudy());
    render(pane());
    await screen.findByRole('heading', { level: 2, name: /^Cytokine responses/u });
    const headings = screen.getAllByRole('heading', { level: 3 }).map((each) => each.textContent);
    expect(headings.slice(0, 3)).toEqual([
      'Quick Summary',
      'What This Study Does Not Prove',
      'Was PEM required to take part?',
    ]);
    expect(screen.getByText('It does not prove that immune dysfunction is absent.')).toBeVisible();
    expect(screen.getByText(/assigned by a program from title and abstract/u)).toBeVisible();
  });

  it('of another name now says so, and shows the marks under both', async () => {
    const old = slugOf('clark-2016-cytokines');
    const coding = {
      definitions: [],
      how: null,
      quote: null,
      page: null,
      checkedFullText: false,
      codedAt: EXAMPLE_AT,
    };
    open(() =>
      exampleStudy({
        formerNames: [old],
        marksByName: [
          { slug: SLUG, read: null, coding: { ...coding, slug: SLUG, required: 'no' } },
          { slug: old, read: 'read', coding: { ...coding, slug: old, required: 'yes' } },
        ],
      }),
    );
    render(pane(old));
    expect(await screen.findByText(/under another name before: clark-2016/u)).toBeVisible();
    expect(screen.getByText(/The mark made last counts/u)).toBeVisible();
    expect(screen.getByText(new RegExp(`^${SLUG}: PEM coded as not required`, 'u'))).toBeVisible();
    expect(screen.getByText(/^clark-2016.*marked as read; PEM coded as required/u)).toBeVisible();
    expect(screen.getByText('my notes').parentElement).not.toHaveAttribute('inert');
  });

  it('says that the page does not say, where it does not', async () => {
    open(() => exampleStudy({ sections: [] }));
    render(pane());
    expect(await screen.findByText(/The page does not say/u)).toBeVisible();
  });

  it('explains a badge in place, when asked', async () => {
    open(() => exampleStudy());
    render(pane());
    const badge = await screen.findByRole('button', { name: 'PEM not required' });
    expect(badge).toHaveAttribute('aria-expanded', 'false');
    await userEvent.click(badge);
    expect(badge).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByText(/had to be present for a person to be counted/u)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Brand new pill' }));
    expect(screen.getByText(/does not know this badge/u)).toBeVisible();
  });

  it('keeps the three PEM sources apart, each with what it rests on', async () => {
    open(() => exampleStudy());
    render(pane());
    const atlas = await screen.findByRole('region', { name: 'The atlas says' });
    expect(atlas).toHaveTextContent('Not required');
    expect(atlas).toHaveTextContent('“PEM not required”');
    const derived = screen.getByRole('region', { name: 'Derived from case definitions' });
    expect(derived).toHaveTextContent('Fukuda');
    expect(derived).toHaveTextContent('No definition stated makes PEM mandatory.');
    const mine = screen.getByRole('region', { name: 'My coding' });
    expect(mine).toHaveTextContent('Not stated');
  });

  it('does not count an older badge of unknown meaning', async () => {
    const badge = { value: 'not-stated', label: 'PEM ✓' } as const;
    const study = exampleStudy();
    open(() => ({
      ...study,
      badges: { ...study.badges, pem: badge },
      pemSources: { ...study.pemSources, pem: { value: 'not-stated', badge } },
    }));
    render(pane());
    const atlas = await screen.findByRole('region', { name: 'The atlas says' });
    expect(within(atlas).getByText('Not stated')).toBeVisible();
    expect(atlas).toHaveTextContent('Older or unknown badge: “PEM ✓”');
  });

  it('names a retraction first', async () => {
    open(() =>
      exampleStudy({ standing: [{ kind: 'retracted', text: 'Retracted by the journal.' }] }),
    );
    render(pane());
    const article = await screen.findByRole('article');
    expect(article.textContent).toMatch(/^This paper was retracted\. Retracted by the journal\./u);
  });

  it('cites the paper first, and links to the web only', async () => {
    open(() => exampleStudy({ url: 'javascript:alert(1)', bibtex: '<script>alert(1)</script>' }));
    const { container } = render(pane());
    const names = (await screen.findAllByRole('heading', { level: 4 })).map(
      (each) => each.textContent,
    );
    expect(names.indexOf('The paper: this is what to cite')).toBeLessThan(
      names.indexOf('The atlas’s reading of this paper'),
    );
    const doi = screen.getByRole('link', { name: 'DOI 10.1111/cei.13023' });
    expect(doi).toHaveAttribute('href', 'https://doi.org/10.1111/cei.13023');
    for (const link of screen.getAllByRole('link')) {
      expect(link.getAttribute('href')).toMatch(/^https:/u);
      expect(link).toHaveAttribute('rel', 'noopener noreferrer');
      expect(link).toHaveAttribute('target', '_blank');
    }
    expect(screen.getByRole('link', { name: 'Report an error to the atlas' })).toHaveAttribute(
      'href',
      `https://www.mecfsatlas.com/evidence/${SLUG}`,
    );
    expect(container.querySelector('script')).toBeNull();
  });

  it('shows twelve of 300 authors, and the rest when asked', async () => {
    const authors = Array.from({ length: 300 }, (_, place) => ({
      family: `Author${place}`,
      given: null,
    }));
    open(() => exampleStudy({ authors, title: 'x'.repeat(2000) }));
    render(pane());
    expect(await screen.findByText(/Author11/u)).toBeVisible();
    expect(screen.queryByText(/Author12/u)).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'and 288 more' }));
    expect(screen.getByText(/Author299/u)).toBeVisible();
  });

  it('known only from the starter set says what a copy would add', async () => {
    let went = 0;
    function Sync(): null {
      useCommand('go.sync', () => {
        went += 1;
      });
      return null;
    }
    open(() =>
      exampleStudy({
        sections: [],
        origin: { kind: 'starter', source: 'starter set', at: EXAMPLE_AT },
      }),
    );
    render(
      <>
        <Sync />
        {pane()}
      </>,
    );
    expect(await screen.findByText(/Known only from the starter set/u)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Get a copy of the atlas' }));
    expect(went).toBe(1);
    expect(screen.queryByText(/Looked for on the page/u)).toBeNull();
  });
});

describe('another study', () => {
  it('keeps the last in sight until it is there', async () => {
    const other = slugOf('other-2020-study');
    let tell: ((study: StudyView) => void) | undefined;
    open((slug) =>
      slug === SLUG
        ? exampleStudy()
        : new Promise((resolve) => {
            tell = resolve;
          }),
    );
    const { rerender } = render(pane());
    await screen.findByRole('heading', { level: 2, name: /^Cytokine/u });
    rerender(pane(other));
    expect(screen.getByRole('heading', { level: 2, name: /^Cytokine/u })).toBeVisible();
    await waitFor(() => {
      expect(tell).toBeDefined();
    });
    tell?.(exampleStudy({ slug: other, title: 'The other study' }));
    expect(await screen.findByRole('heading', { name: 'The other study' })).toBeVisible();
  });

  it('that is not there is said in words, beside the notes on it', async () => {
    open(() => {
      throw new AppError('not-found', 'No such study.');
    });
    render(pane());
    expect(await screen.findByRole('alert')).toHaveTextContent('not in your copy of the atlas');
    expect(screen.getByText('my notes')).toBeVisible();
  });

  it('is tried again where the core was away, with the notes where they were', async () => {
    const bridge = open(() => exampleStudy());
    bridge.setConnected(false);
    render(pane());
    const notes = screen.getByText('my notes');
    expect(await screen.findByRole('alert')).toHaveTextContent('does not answer');
    bridge.setConnected(true);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('heading', { level: 2 })).toBeVisible();
    expect(screen.getByText('my notes')).toBe(notes);
  });
});
