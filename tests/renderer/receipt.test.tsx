// One receipt whole: its lists, what changed, opening a study from it, saving it.
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../../src/renderer/api/client.ts';
import { openReceipt } from '../../src/renderer/api/receipt-place.ts';
import { SyncView } from '../../src/renderer/features/sync/SyncView.tsx';
import { AppError } from '../../src/shared/contract/errors.ts';
import type { MethodOutput, SearchRow } from '../../src/shared/contract/types.ts';
import type { Slug } from '../../src/shared/domain/ids.ts';
import { receiptText } from '../../src/shared/domain/receipt-text.ts';
import type { SyncReceipt } from '../../src/shared/domain/sync.ts';
import { exampleStatus, exampleSyncState } from '../support/example-answers.ts';
import { exampleFullReceipt, exampleSlug, receiptAnswer } from '../support/example-sync.ts';
import { createFakeBridge, type FakeAnswers, type FakeBridge } from '../support/fake-bridge.ts';

function titled(slug: Slug): SearchRow {
  return {
    slug,
    title: `Title of ${slug}`,
    authors: '',
    journal: null,
    year: null,
    level: null,
    pem: 'not-stated',
    pemLabel: null,
    derived: 'not-stated',
    mine: 'not-stated',
    publicationType: null,
    retracted: false,
    read: 'unread',
    tags: [],
    changed: false,
  };
}

function answerOf(receipt: SyncReceipt): MethodOutput<'sync.receipt'> {
  return {
    receipt: receiptAnswer(receipt),
    text: receiptText(receipt),
    fileName: 'atlas-receipt.txt',
  };
}

function open(
  receipt: SyncReceipt,
  more: FakeAnswers = {},
): { readonly bridge: FakeBridge; readonly onOpenStudy: ReturnType<typeof vi.fn> } {
  const bridge = createFakeBridge({
    'status.get': exampleStatus,
    'sync.state': () => exampleSyncState(),
    'sync.receipts': () => ({ receipts: [] }),
    'sync.receipt': () => answerOf(receipt),
    // What is gone has no row any more.
    'search.rows': ({ slugs }) => ({
      rows: slugs.filter((slug) => !slug.startsWith('gone')).map(titled),
      missing: [],
    }),
    'file.places': () => ({ chooser: 'dialog', folders: [] }),
    'file.offer': ({ name }) => ({ target: 'the target', shown: name }),
    'sync.saveReceipt': () => ({ written: true }),
    ...more,
  });
  connect(bridge);
  const onOpenStudy = vi.fn();
  render(<SyncView onOpenStudy={onOpenStudy} />);
  return { bridge, onOpenStudy };
}

function sectionOf(heading: HTMLElement): HTMLElement {
  const section = heading.closest('section');
  if (section === null) throw new Error('a heading without a section');
  return section;
}

beforeEach(() => {
  openReceipt('one');
});

describe('a receipt', () => {
  it('begins at its heading and has a list for all that happened, what matters most first', async () => {
    open(exampleFullReceipt());
    expect(await screen.findByRole('heading', { level: 2, name: /^Receipt of 22/u })).toHaveFocus();
    const headings = screen.getAllByRole('heading', { level: 3 }).map((each) => each.textContent);
    expect(headings).toEqual([
      'Badges that changed: 2 studies',
      'Retracted or withdrawn: 1 study',
      'Changed: 2 studies',
      'Added: 3 studies',
      'Gone: 1 study',
      'Moved to another address: 1 study',
      'Not at their address: 1 study',
      'No longer listed: 1 study',
      'Could not be read: 1 page',
      'Not answered with a page: 1 page',
      'Save the file',
    ]);
    expect(screen.getByText('The page on methods names a feed.')).toBeVisible();
    expect(screen.getByText('it has no title')).toBeVisible();
    expect(screen.getByText('moved-1 is now moved-2')).toBeVisible();
    expect(await screen.findByRole('button', { name: 'gone-1' })).toBeVisible();
  });

  it('shows badges before and after in sight; silence is “not stated”', async () => {
    open(exampleFullReceipt());
    const flips = sectionOf(await screen.findByRole('heading', { name: /^Badges that changed/u }));
    const items = within(flips).getAllByRole('listitem');
    expect(items.map((each) => each.textContent)).toContain(
      'PEM: was “PEM required”, is now “PEM not required”',
    );
    expect(items.map((each) => each.textContent)).toContain(
      'PEM: was “PEM required”, is now not stated',
    );
  });

  it('shows the fields of a study when they are asked for', async () => {
    open(exampleFullReceipt());
    const changed = sectionOf(await screen.findByRole('heading', { name: /^Changed/u }));
    expect(within(changed).queryByText('New Journal')).toBeNull();
    await userEvent.click(within(changed).getByText('Changed study 1'));
    expect(await within(changed).findByText('New Journal')).toBeVisible();
    expect(within(changed).getByText('Old Journal')).toBeVisible();
  });

  it('opens a study, and is found again at the same place', async () => {
    const { onOpenStudy } = open(exampleFullReceipt());
    await userEvent.click(await screen.findByRole('button', { name: 'Title of added-2' }));
    expect(onOpenStudy).toHaveBeenCalledExactlyOnceWith(exampleSlug('added', 2));
    expect(document.activeElement).toHaveAttribute('data-place', 'added:added-2');
  });

  it('draws fifty of six thousand, and all when asked', async () => {
    const { bridge } = open(exampleFullReceipt(6000));
    const added = sectionOf(await screen.findByRole('heading', { name: 'Added: 6,000 studies' }));
    await within(added).findByRole('button', { name: 'Title of added-0' });
    expect(within(added).getAllByRole('listitem')).toHaveLength(50);
    await userEvent.click(within(added).getByRole('button', { name: 'Show all 6,000' }));
    expect(await within(added).findByText('Title of added-5999')).toBeVisible();
    expect(added.querySelectorAll('li')).toHaveLength(6000);
    const asked = bridge.calls.filter(({ method }) => method === 'search.rows');
    expect(
      asked.every(({ input }) => (input as { slugs: readonly string[] }).slugs.length <= 200),
    ).toBe(true);
  });

  it('is saved as text, and asks before it replaces a file that is not ours', async () => {
    const { bridge } = open(exampleFullReceipt(), {
      'sync.saveReceipt': ({ force }) => {
        if (!force) throw new AppError('target-not-ours', 'Use --force.');
        return { written: true };
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Save file…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Replace this file?' });
    await userEvent.click(within(dialog).getByRole('button', { name: /^Replace/u }));
    expect(await screen.findByText('Written: the receipt to atlas-receipt.txt.')).toBeVisible();
    expect(bridge.calls).toContainEqual({
      method: 'sync.saveReceipt',
      input: { id: exampleFullReceipt().id, target: 'the target', force: true },
    });
  });
});
