// @vitest-environment jsdom
// Lists as a reader meets them: the sidebar, an open list, adding studies from anywhere.
import { createEvent, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { announce, Announcer } from '../../src/renderer/a11y/announcer.tsx';
import { connect } from '../../src/renderer/api/client.ts';
import { useSelection } from '../../src/renderer/api/selection.ts';
import { useSettings } from '../../src/renderer/api/settings-store.ts';
import { useLastChange } from '../../src/renderer/api/undo-store.ts';
import { runCommand } from '../../src/renderer/commands/registry.ts';
import { AddToListDialog } from '../../src/renderer/features/lists/AddToListDialog.tsx';
import { ListsSidebar } from '../../src/renderer/features/lists/ListsSidebar.tsx';
import { ListView } from '../../src/renderer/features/lists/ListView.tsx';
import { DRAGGED_SLUGS } from '../../src/renderer/ui/grid/grid-types.ts';
import { AppError } from '../../src/shared/contract/errors.ts';
import type { ListId } from '../../src/shared/domain/ids.ts';
import { exampleSettings } from '../support/example-answers.ts';
import { exampleLists, slugOf, slugsUpTo, type ExampleList } from '../support/example-lists.ts';
import { createFakeBridge, type FakeAnswers, type FakeBridge } from '../support/fake-bridge.ts';

const POTS = 1 as ListId;

let lists: Map<number, ExampleList>;

function connectLists(more: FakeAnswers = {}): FakeBridge {
  const bridge = createFakeBridge({
    'settings.set': () => exampleSettings(),
    ...exampleLists(lists),
    ...more,
  });
  connect(bridge);
  return bridge;
}

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(900);
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(500);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(900);
  useSettings.setState(useSettings.getInitialState(), true);
  useLastChange.setState(useLastChange.getInitialState(), true);
  useSelection.setState({ slugs: [] });
  announce('');
  lists = new Map([
    [POTS, { name: 'POTS', slugs: slugsUpTo(5) }],
    [2, { name: 'Immune', slugs: [] }],
  ]);
});

describe('the sidebar', () => {
  it('names every list with its size and says which is open', async () => {
    connectLists();
    const onOpen = vi.fn();
    render(<ListsSidebar openList={POTS} onOpen={onOpen} />);
    const nav = screen.getByRole('navigation', { name: 'Lists' });
    const pots = await within(nav).findByRole('button', { name: 'POTS, 5 studies' });
    expect(pots).toHaveAttribute('aria-current', 'page');
    const all = within(nav).getByRole('button', { name: 'All studies' });
    expect(all).not.toHaveAttribute('aria-current');
    await userEvent.click(within(nav).getByRole('button', { name: 'Immune, 0 studies' }));
    expect(onOpen).toHaveBeenLastCalledWith(2);
    await userEvent.click(all);
    expect(onOpen).toHaveBeenLastCalledWith(null);
  });

  it('makes a list, and keeps what was typed where the name is taken', async () => {
    connectLists();
    const onOpen = vi.fn();
    render(<ListsSidebar openList={null} onOpen={onOpen} />);
    await userEvent.click(screen.getByRole('button', { name: 'New list' }));
    const name = screen.getByRole('textbox', { name: 'Name of the list' });
    expect(name).toHaveFocus();
    await userEvent.type(name, 'POTS{Enter}');
    expect(await screen.findByText(/There is a list “POTS” already/u)).toBeVisible();
    expect(name).toHaveValue('POTS');
    await userEvent.type(name, ' and MCAS{Enter}');
    await waitFor(() => {
      expect(onOpen).toHaveBeenCalledWith(3);
    });
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(await screen.findByRole('button', { name: 'POTS and MCAS, 0 studies' })).toBeVisible();
  });

  it('takes studies that are dropped on a list, and says so in words meanwhile', async () => {
    const bridge = connectLists();
    render(<ListsSidebar openList={null} onOpen={vi.fn()} />);
    const target = await screen.findByRole('button', { name: 'Immune, 0 studies' });
    const dataTransfer = {
      types: [DRAGGED_SLUGS],
      dropEffect: 'none',
      getData: () => JSON.stringify(['study-7', 'study-8', '../evil', 9]),
    };
    const over = createEvent.dragOver(target, { dataTransfer });
    fireEvent(target, over);
    expect(over.defaultPrevented).toBe(true);
    expect(target).toHaveAccessibleName('Immune, drop to add');
    fireEvent.drop(target, { dataTransfer });
    expect(await screen.findByRole('button', { name: 'Immune, 2 studies' })).toBeVisible();
    expect(bridge.calls).toContainEqual({
      method: 'list.add',
      input: { list: 2, slugs: ['study-7', 'study-8'] },
    });
  });
});

describe('an open list', () => {
  function open(more: { onExport?: () => void; onClosed?: () => void } = {}): void {
    useSettings.setState(({ place }) => ({ place: { ...place, screen: 'list', list: POTS } }));
    render(
      <>
        <ListView
          listId={POTS}
          onEnterStudy={vi.fn()}
          noteSlot={<p>The note</p>}
          onExport={more.onExport ?? vi.fn()}
          onClosed={more.onClosed ?? vi.fn()}
        />
        <Announcer />
      </>,
    );
  }
  const titles = (): readonly string[] =>
    screen
      .getAllByRole('row')
      .map((row) => /Study \d+|study-\d+/u.exec(row.textContent)?.[0] ?? '');

  it('shows its studies in their own order, also one that the atlas has no more', async () => {
    lists.set(POTS, { name: 'POTS', slugs: [slugOf(3), slugOf(999), slugOf(1)] });
    connectLists();
    open();
    expect(await screen.findByRole('heading', { name: 'POTS' })).toBeVisible();
    expect(
      await screen.findByText('Not in this copy of the atlas', { exact: false }),
    ).toBeVisible();
    expect(titles()).toEqual(['Study 3', 'study-999', 'Study 1']);
    // Nothing is known of it: neither its badge nor its year is "not stated", and nobody has not read it.
    const missing = screen.getByRole('row', { name: /study-999/u });
    expect(missing).not.toHaveTextContent(/not stated|unread/iu);
    expect(screen.getByRole('grid', { name: 'POTS, 3 studies' })).toBeVisible();
  });

  it('shows of a study that the atlas has no more what the reader did with it', async () => {
    lists.set(POTS, { name: 'POTS', slugs: [slugOf(998), slugOf(1)] });
    connectLists();
    open();
    const lost = await screen.findByRole('row', { name: /A paper that was lost/u });
    expect(lost).toHaveTextContent('Not in this copy of the atlas');
    expect(within(lost).getByText('Read')).toBeVisible();
    expect(within(lost).getByText('My tags: POTS, to cite')).toBeVisible();
    expect(lost).not.toHaveTextContent(/not stated/iu);
  });

  it('moves a study by key, with the focus on it, and says where it stands', async () => {
    const bridge = connectLists();
    open();
    const first = await screen.findByRole('row', { name: /Study 1 of/u });
    first.focus();
    await userEvent.keyboard('{Alt>}{ArrowDown}{ArrowDown}{/Alt}');
    expect(titles()).toEqual(['Study 2', 'Study 3', 'Study 1', 'Study 4', 'Study 5']);
    expect(screen.getByRole('row', { name: /Study 1 of/u })).toHaveFocus();
    await waitFor(() => {
      expect(screen.getByRole('status')).toHaveTextContent(
        '“Study 1 of fatigue” moved to place 3 of 5.',
      );
    });
    expect(
      bridge.calls.filter(({ method }) => method === 'list.move').map(({ input }) => input),
    ).toEqual([
      { list: POTS, slug: 'study-1', place: { after: 'study-2' } },
      { list: POTS, slug: 'study-1', place: { after: 'study-3' } },
    ]);
    expect(lists.get(POTS)?.slugs[2]).toBe('study-1');
    await waitFor(() => {
      expect(titles()[2]).toBe('Study 1');
    });
  });

  it('puts a study back that could not be moved, and says why', async () => {
    connectLists({
      'list.move': () => {
        throw new AppError('disk-full', 'The disk is full. Nothing was changed.');
      },
    });
    open();
    await screen.findByRole('row', { name: /Study 1 of/u });
    await userEvent.click(screen.getByRole('button', { name: 'Move down' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('The disk is full.');
    expect(titles()[0]).toBe('Study 1');
    expect(screen.queryByText(/moved to place/u)).toBeNull();
  });

  it('says at the ends that a study goes no further', async () => {
    connectLists();
    open();
    await screen.findByRole('row', { name: /Study 1 of/u });
    runCommand('entry.up');
    expect(
      await screen.findAllByText('“Study 1 of fatigue” is first in the list already.'),
    ).toHaveLength(2);
  });

  it('takes the chosen studies out, which can be undone', async () => {
    connectLists();
    open();
    const second = await screen.findByRole('row', { name: /Study 2 of/u });
    const third = screen.getByRole('row', { name: /Study 3 of/u });
    fireEvent.click(second, { ctrlKey: true });
    fireEvent.click(third, { ctrlKey: true });
    await userEvent.click(screen.getByRole('button', { name: 'Take 2 studies out' }));
    expect(await screen.findByText('Took 2 studies out of “POTS”.')).toBeVisible();
    await waitFor(() => {
      expect(titles()).toEqual(['Study 1', 'Study 4', 'Study 5']);
    });
    expect(useLastChange.getState()).toMatchObject({ done: 'remove 2 from “POTS”', canUndo: true });
    await waitFor(() => {
      expect(useSelection.getState().slugs).toEqual([]);
    });
  });

  it('is renamed, noted on, exported and deleted by its buttons', async () => {
    connectLists();
    const onExport = vi.fn();
    const onClosed = vi.fn();
    open({ onExport, onClosed });
    const note = await screen.findByRole('button', { name: 'Note on this list' });
    expect(note).toHaveAttribute('aria-expanded', 'false');
    await userEvent.click(note);
    expect(screen.getByText('The note')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Export' }));
    expect(onExport).toHaveBeenCalledOnce();
    await userEvent.click(screen.getByRole('button', { name: 'Rename' }));
    const name = screen.getByRole('textbox', { name: 'Name of the list' });
    await userEvent.clear(name);
    await userEvent.type(name, 'POTS 2026{Enter}');
    expect(await screen.findByRole('heading', { name: 'POTS 2026' })).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Delete' }));
    const dialog = screen.getByRole('dialog', { name: 'Delete this list?' });
    expect(dialog).toHaveTextContent('You can undo this');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Delete this list' }));
    await waitFor(() => {
      expect(onClosed).toHaveBeenCalledOnce();
    });
    expect(lists.has(POTS)).toBe(false);
  });

  it('says how to fill an empty list', async () => {
    lists.set(POTS, { name: 'POTS', slugs: [] });
    connectLists();
    open();
    expect(await screen.findByText(/No study is in this list yet/u)).toBeVisible();
    expect(screen.queryByRole('grid')).toBeNull();
  });
});

describe('adding to a list', () => {
  it('takes a few letters and Enter, and says what was there already', async () => {
    connectLists();
    render(<AddToListDialog slugs={[slugOf(5), slugOf(6), slugOf(7)]} onClose={vi.fn()} />);
    const field = screen.getByRole('combobox', { name: 'Name of a list, or of a new one' });
    expect(field).toHaveFocus();
    await screen.findByRole('option', { name: 'POTS, 5 studies, holds 1 of them already' });
    await userEvent.keyboard('po{Enter}');
    expect(
      await screen.findByText('Added 2 studies to “POTS”; 1 was already there.'),
    ).toBeVisible();
    expect(field).toHaveFocus();
    expect(field).toHaveValue('');
    expect(useLastChange.getState().canUndo).toBe(true);
  });

  it('makes a new list in the same step', async () => {
    connectLists();
    render(<AddToListDialog slugs={[slugOf(6)]} onClose={vi.fn()} />);
    await screen.findByRole('option', { name: 'POTS, 5 studies' });
    await userEvent.keyboard('Grant 2027');
    expect(screen.getByRole('option', { name: 'New list “Grant 2027”' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByText('Added 1 study to “Grant 2027”.')).toBeVisible();
    expect(lists.get(3)).toEqual({ name: 'Grant 2027', slugs: [slugOf(6)] });
  });

  it('takes studies out of a list that holds them', async () => {
    connectLists();
    render(<AddToListDialog slugs={[slugOf(2)]} onClose={vi.fn()} />);
    await screen.findByRole('option', { name: 'POTS, 5 studies, holds it already' });
    await userEvent.click(screen.getByRole('radio', { name: 'Take out' }));
    expect(screen.getByRole('dialog', { name: 'Take this study out of a list' })).toBeVisible();
    expect(screen.getAllByRole('option')).toHaveLength(1);
    await userEvent.click(screen.getByRole('option', { name: 'POTS, 5 studies' }));
    expect(await screen.findByText('Took 1 study out of “POTS”.')).toBeVisible();
    expect(await screen.findByText('No list holds this study.')).toBeVisible();
  });

  it('does nothing at Enter while nothing is typed', async () => {
    const bridge = connectLists();
    render(<AddToListDialog slugs={[slugOf(6)]} onClose={vi.fn()} />);
    await screen.findByRole('option', { name: 'POTS, 5 studies' });
    await userEvent.keyboard('{Enter}');
    expect(bridge.calls.some(({ method }) => method === 'list.add')).toBe(false);
  });
});
