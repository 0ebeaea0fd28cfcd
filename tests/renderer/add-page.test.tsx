// @vitest-environment jsdom
// Adding a page as a reader meets it: paste or choose, see what was read, keep it.
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../../src/renderer/api/client.ts';
import { AddPage } from '../../src/renderer/features/add-page/AddPage.tsx';
import { usePageDraft } from '../../src/renderer/features/add-page/page-draft.ts';
import { AppError } from '../../src/shared/contract/errors.ts';
import type { PageView } from '../../src/shared/contract/types.ts';
import type { Slug, UnixMs } from '../../src/shared/domain/ids.ts';
import { MACHINE_MADE, NO_BADGES } from '../../src/shared/domain/study.ts';
import { createFakeBridge, type FakeAnswers, type FakeBridge } from '../support/fake-bridge.ts';

const PAGE: PageView = {
  slug: 'marrow-2019-breathing' as Slug,
  url: 'https://www.mecfsatlas.com/evidence/marrow-2019-breathing',
  title: 'Breathing during sleep',
  authors: Array.from({ length: 300 }, (_, index) => ({ family: `Marrow${index}`, given: 'J' })),
  authorsInDoubt: null,
  journal: 'Annals of imaginary medicine',
  year: 2019,
  doi: '10.5555/aim.2019.12',
  pmid: null,
  pem: 'not-stated',
  level: 'E2 Moderate',
  retracted: false,
  badges: { ...NO_BADGES, level: { code: 'E2', label: 'E2 Moderate' } },
  badgesFrom: null,
  standing: [],
  sections: [{ kind: 'quick-summary', heading: 'Quick Summary', paragraphs: ['One.', 'Two.'] }],
  metadata: [],
  caseDefinitions: null,
  pemNote: null,
  primaryCitation: null,
  bibtex: null,
  snapshot: null,
  unknownParts: [],
  notFound: ['pem', 'pmid', 'does-not-prove'],
  machineMade: MACHINE_MADE,
};
const imported = (
  stored: 'added' | 'changed' | 'unchanged',
): ReturnType<NonNullable<FakeAnswers['page.import']>> => ({
  ...PAGE,
  stored,
  origin: { kind: 'given-page', source: 'a page given by hand', at: 1 as UnixMs },
});

function open(answers: FakeAnswers = {}, onStored: (slug: Slug) => void = vi.fn()): FakeBridge {
  const bridge = createFakeBridge({
    'page.inspect': () => PAGE,
    'page.import': () => imported('added'),
    ...answers,
  });
  connect(bridge);
  render(<AddPage onStored={onStored} />);
  return bridge;
}

const field = (): HTMLElement =>
  screen.getByRole('textbox', { name: 'Paste a study page (text or HTML)' });
const readIt = (): Promise<void> =>
  userEvent.click(screen.getByRole('button', { name: 'Read it' }));

beforeEach(() => {
  usePageDraft.setState(usePageDraft.getInitialState(), true);
});

describe('adding a page', () => {
  it('shows what was read, stores nothing yet, then keeps it', async () => {
    const onStored = vi.fn();
    const bridge = open({}, onStored);
    await userEvent.click(field());
    await userEvent.paste('the page');
    await readIt();
    expect(await screen.findByRole('heading', { name: 'Breathing during sleep' })).toBeVisible();
    expect(screen.getByText('PEM not stated')).toBeVisible();
    expect(screen.getByText('E2 Moderate')).toBeVisible();
    expect(screen.getByText('Quick Summary: 2 paragraphs')).toBeVisible();
    expect(screen.getByText(/PEM badge, PMID, what it does not prove\./u)).toBeVisible();
    expect(screen.getByText(/; and 280 more$/u)).toBeVisible();
    expect(bridge.calls.map(({ method }) => method)).toEqual(['page.inspect']);
    await userEvent.click(screen.getByRole('button', { name: 'Keep it' }));
    expect(
      await screen.findByText('Kept: the study is now in your copy of the atlas.'),
    ).toBeVisible();
    expect(bridge.calls.at(-1)).toEqual({
      method: 'page.import',
      input: { text: 'the page', url: null },
    });
    const openStudy = screen.getByRole('button', { name: 'Open the study' });
    expect(openStudy).toHaveFocus();
    expect(field()).toHaveValue('');
    await userEvent.click(openStudy);
    expect(onStored).toHaveBeenCalledExactlyOnceWith('marrow-2019-breathing');
  });

  it('says that the study was there already', async () => {
    open({ 'page.import': () => imported('unchanged') });
    await userEvent.type(field(), 'x');
    await readIt();
    await userEvent.click(await screen.findByRole('button', { name: 'Keep it' }));
    expect(await screen.findByText(/^Already in your copy, word for word/u)).toBeVisible();
  });

  it('keeps the text and says what to do where the page does not name its study', async () => {
    const bridge = open({
      'page.inspect': ({ url }) => {
        if (url !== null) return PAGE;
        throw new AppError('page-has-no-slug', 'Give its address with --url.');
      },
    });
    await userEvent.type(field(), 'a study');
    await readIt();
    expect(await screen.findByRole('alert')).toHaveTextContent('does not say which one');
    expect(screen.getByRole('alert')).not.toHaveTextContent('--url');
    expect(field()).toHaveValue('a study');
    await userEvent.type(screen.getByRole('textbox', { name: /^Address of the page/u }), PAGE.url);
    await readIt();
    expect(await screen.findByRole('button', { name: 'Keep it' })).toBeVisible();
    expect(screen.queryByRole('alert')).toBeNull();
    expect(bridge.calls.at(-1)?.input).toEqual({ text: 'a study', url: PAGE.url });
  });

  it('keeps the text where it is no study page, also when the reader was elsewhere meanwhile', async () => {
    open({
      'page.inspect': () => {
        throw new AppError('not-a-study-page', 'This is not a study page: it asks to log in.');
      },
    });
    await userEvent.type(field(), 'log in');
    await readIt();
    expect(await screen.findByRole('alert')).toHaveTextContent('it asks to log in');
    expect(usePageDraft.getState().text).toBe('log in');
  });

  it('prefers the HTML of what is pasted', () => {
    open();
    fireEvent.paste(field(), {
      clipboardData: {
        getData: (type: string) => (type === 'text/html' ? '<h1>Breathing</h1>' : 'Breathing'),
      },
    });
    expect(field()).toHaveValue('<h1>Breathing</h1>');
    expect(screen.getByText(/Pasted with its formatting/u)).toBeVisible();
  });

  it('reads a file, and says why one is too large', async () => {
    open();
    const chooser = screen.getByLabelText('Or choose a saved page');
    await userEvent.upload(
      chooser,
      new File(['<h1>Saved</h1>'], 'page.html', { type: 'text/html' }),
    );
    await waitFor(() => {
      expect(field()).toHaveValue('<h1>Saved</h1>');
    });
    expect(screen.getByText('From the file “page.html”.')).toBeVisible();
    const large = new File(['x'], 'large.html', { type: 'text/html' });
    Object.defineProperty(large, 'size', { value: 7_200_000 });
    await userEvent.upload(chooser, large);
    expect(await screen.findByRole('alert')).toHaveTextContent('“large.html” has 7.2 MB');
    expect(field()).toHaveValue('<h1>Saved</h1>');
  });

  it('takes a file that is dropped', async () => {
    open();
    fireEvent.drop(field(), {
      dataTransfer: { types: ['Files'], files: [new File(['dropped'], 'page.txt')] },
    });
    await waitFor(() => {
      expect(field()).toHaveValue('dropped');
    });
  });

  it('asks for a page where there is none', async () => {
    const bridge = open();
    await readIt();
    expect(screen.getByText('Paste a page first, or choose a saved one.')).toBeVisible();
    expect(bridge.calls).toEqual([]);
  });
});
