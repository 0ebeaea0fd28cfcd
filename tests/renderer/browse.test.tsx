// @vitest-environment jsdom
// Browsing as a reader meets it: search, filters, the grid, what is selected.
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { noteChange, watchChanges } from '../../src/renderer/api/changes.ts';
import { connect } from '../../src/renderer/api/client.ts';
import { useSearch } from '../../src/renderer/api/search-store.ts';
import { useSelection } from '../../src/renderer/api/selection.ts';
import { useSettings } from '../../src/renderer/api/settings-store.ts';
import { runCommand } from '../../src/renderer/commands/registry.ts';
import { BrowseList } from '../../src/renderer/features/browse/BrowseList.tsx';
import { Filters } from '../../src/renderer/features/browse/Filters.tsx';
import type { SearchRow } from '../../src/shared/contract/types.ts';
import type { Slug } from '../../src/shared/domain/ids.ts';
import { exampleSettings, exampleStatus } from '../support/example-answers.ts';
import { exampleRow, exampleRows, exampleSearch } from '../support/example-search.ts';
import { createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';

const VIEW_HEIGHT = 600;
const ROW_HEIGHT = 120;

function connectAtlas(rows: () => readonly SearchRow[]): FakeBridge {
  const bridge = createFakeBridge({
    'status.get': () => {
      const status = exampleStatus();
      return { ...status, studies: { ...status.studies, total: rows().length } };
    },
    'settings.set': () => exampleSettings(),
    ...exampleSearch(rows),
  });
  connect(bridge);
  return bridge;
}

function Both({ onEnterStudy = () => undefined }: { onEnterStudy?: () => void }): ReactElement {
  return (
    <>
      <Filters />
      <BrowseList onEnterStudy={onEnterStudy} />
    </>
  );
}

const search = (): HTMLElement => screen.getByRole('searchbox', { name: 'Search the atlas' });
const grid = (): HTMLElement => screen.getByRole('grid');
const rowOf = (title: RegExp): HTMLElement => screen.getByRole('row', { name: title });
const openSlug = (): string | null => useSettings.getState().place.slug;

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(VIEW_HEIGHT);
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(500);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(VIEW_HEIGHT);
  useSearch.setState(useSearch.getInitialState(), true);
  useSettings.setState(useSettings.getInitialState(), true);
  useSelection.setState({ slugs: [] });
});

describe('searching', () => {
  it('shows all studies at first, and narrows them with each letter', async () => {
    connectAtlas(() => exampleRows(30));
    render(<Both />);
    expect(await screen.findByText('All 30 studies')).toBeVisible();
    await userEvent.type(search(), 'study 30');
    expect(await screen.findByText('1 of 30 studies')).toBeVisible();
    expect(rowOf(/Study 30 of fatigue/u)).toBeVisible();
    expect(within(rowOf(/Study 30/u)).getAllByText('30')[0]?.tagName).toBe('MARK');
  });

  it('asks one question at a time, and the newest last', async () => {
    let release = (): void => undefined;
    const bridge = connectAtlas(() => exampleRows(30));
    const answer = bridge.call.bind(bridge);
    let isHeld = false;
    vi.spyOn(bridge, 'call').mockImplementation(async (method, input) => {
      if (isHeld && method === 'search.open') {
        await new Promise<void>((resolve) => {
          release = resolve;
        });
      }
      return answer(method, input);
    });
    render(<Both />);
    await screen.findByText('All 30 studies');
    isHeld = true;
    await userEvent.type(search(), 'study 12');
    isHeld = false;
    release();
    expect(await screen.findByText('1 of 30 studies')).toBeVisible();
    const asked = bridge.calls.filter(({ method }) => method === 'search.open');
    expect(asked.map(({ input }) => (input as { query: string }).query)).toEqual([
      '',
      's',
      'study 12',
    ]);
  });

  it('shows a slip at its place and keeps the studies that were there', async () => {
    connectAtlas(() => exampleRows(30));
    render(<Both />);
    await screen.findByText('All 30 studies');
    fireEvent.change(search(), { target: { value: 'sleep level:E9' } });
    const about = await screen.findByRole('group', { name: 'About this search' });
    expect(about).toHaveTextContent('there is no level E9');
    expect(about).toHaveTextContent('Below are the studies found before');
    expect(within(about).getByText('E9').tagName).toBe('U');
    expect(search()).toBeInvalid();
    expect(search()).toHaveAccessibleDescription(/no level E9/u);
    expect(rowOf(/Study 1 of/u)).toBeVisible();
    expect(search()).toHaveValue('sleep level:E9');
  });

  it('says what to try where nothing was found', async () => {
    connectAtlas(() => exampleRows(30));
    render(<Both />);
    await screen.findByText('All 30 studies');
    fireEvent.change(search(), { target: { value: 'nowhere pem:required' } });
    expect(await screen.findByText('No study matches this search.')).toBeVisible();
    fireEvent.change(search(), { target: { value: 'study 1 pem:not-stated,x' } });
    await userEvent.clear(search());
    expect(await screen.findByText('All 30 studies')).toBeVisible();
  });

  it('begins where it was left, and keeps where it is', async () => {
    useSettings.setState((state) => ({
      place: { ...state.place, query: 'study 2', slug: 'study-21' as Slug },
    }));
    connectAtlas(() => exampleRows(30));
    render(<Both />);
    expect(await screen.findByText('12 of 30 studies')).toBeVisible();
    expect(rowOf(/Study 21 /u)).toHaveAttribute('aria-current', 'true');
    expect(rowOf(/Study 21 /u)).toHaveAttribute('tabindex', '0');
    fireEvent.change(search(), { target: { value: 'study 3' } });
    await waitFor(() => {
      expect(useSettings.getState().place.query).toBe('study 3');
    });
    fireEvent.change(search(), { target: { value: `study ${'x'.repeat(10_001)}` } });
    await screen.findByText('No study matches this search.');
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(useSettings.getState().place.query).toBe('study 3');
  });
});

describe('filters', () => {
  it('are chips with live counts, and the text says the same', async () => {
    connectAtlas(() => exampleRows(40));
    render(<Both />);
    const atlas = await screen.findByRole('group', { name: 'PEM stated by the atlas' });
    const chip = within(atlas).getByRole('button', { name: 'Required 10' });
    expect(within(atlas).getByRole('button', { name: 'Not stated 10' })).toBeVisible();
    expect(chip).toHaveAttribute('aria-pressed', 'false');
    await userEvent.click(chip);
    expect(chip).toHaveAttribute('aria-pressed', 'true');
    await waitFor(() => {
      expect(search()).toHaveValue('pem:required');
    });
    expect(await screen.findByText('10 of 40 studies')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Clear all filters' }));
    expect(await screen.findByText('All 40 studies')).toBeVisible();
    expect(chip).toHaveAttribute('aria-pressed', 'false');
  });

  it('say where the text filters in a way that chips cannot show', async () => {
    connectAtlas(() => exampleRows(40));
    render(<Both />);
    const level = await screen.findByRole('button', { name: 'Evidence level' });
    await userEvent.type(search(), '-level:E0');
    await waitFor(() => {
      expect(level).toHaveAccessibleName('Evidence level in the search text');
    });
    await userEvent.clear(search());
    await waitFor(() => {
      expect(level).toHaveAccessibleName('Evidence level');
    });
  });

  it('pressed quickly all count', async () => {
    connectAtlas(() => exampleRows(40));
    render(<Both />);
    const atlas = await screen.findByRole('group', { name: 'PEM stated by the atlas' });
    fireEvent.click(within(atlas).getByRole('button', { name: /^Required/u }));
    fireEvent.click(within(atlas).getByRole('button', { name: /^Unclear/u }));
    expect(within(atlas).getByRole('button', { name: /^Unclear/u })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    expect(await screen.findByText('20 of 40 studies')).toBeVisible();
    expect(search()).toHaveValue('pem:required,unclear');
  });

  it('explain themselves on demand', async () => {
    connectAtlas(() => exampleRows(4));
    render(<Both />);
    const atlas = await screen.findByRole('group', { name: 'PEM stated by the atlas' });
    const why = within(atlas).getByRole('button', { name: 'What does this mean?' });
    expect(why).toHaveAttribute('aria-expanded', 'false');
    await userEvent.click(why);
    expect(within(atlas).getByText(/does not mean “not required”/u)).toBeVisible();
  });
});

describe('the grid', () => {
  it('tells its size and the place of each row, and renders those in sight', async () => {
    connectAtlas(() => exampleRows(6_145));
    render(<Both />);
    await screen.findByText('All 6,145 studies');
    expect(grid()).toHaveAttribute('aria-rowcount', '6145');
    expect(grid()).toHaveAccessibleName('Studies, All 6,145 studies');
    expect(within(grid()).getAllByRole('row').length).toBeLessThan(20);
    expect(rowOf(/Study 3 of/u)).toHaveAttribute('aria-rowindex', '3');
    grid().scrollTop = 3_000 * ROW_HEIGHT;
    fireEvent.scroll(grid());
    expect(await screen.findByRole('row', { name: /Study 3002 of/u })).toHaveAttribute(
      'aria-rowindex',
      '3002',
    );
    // The tab stop is still there.
    expect(rowOf(/Study 1 of/u)).toHaveAttribute('tabindex', '0');
  });

  it('is gone through with the keys, opening studies beside', async () => {
    const onEnterStudy = vi.fn();
    connectAtlas(() => exampleRows(500));
    render(<Both onEnterStudy={onEnterStudy} />);
    await screen.findByText('All 500 studies');
    search().focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(rowOf(/Study 1 of/u)).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    expect(rowOf(/Study 2 of/u)).toHaveFocus();
    await waitFor(() => {
      expect(openSlug()).toBe('study-2');
    });
    await userEvent.keyboard('{End}');
    await waitFor(() => {
      expect(openSlug()).toBe('study-500');
    });
    expect(document.activeElement).toHaveAttribute('aria-rowindex', '500');
    await userEvent.keyboard('{Home}{PageDown}');
    expect(document.activeElement).toHaveAttribute('aria-rowindex', '5');
    await userEvent.keyboard('{Enter}');
    expect(onEnterStudy).toHaveBeenCalledOnce();
    act(() => {
      runCommand('study.next');
    });
    await waitFor(() => {
      expect(openSlug()).toBe('study-6');
    });
  });

  it('selects many, and shows what can be done with them', async () => {
    connectAtlas(() => exampleRows(500));
    render(<Both />);
    await screen.findByText('All 500 studies');
    rowOf(/Study 1 of/u).focus();
    await userEvent.keyboard(' ');
    await waitFor(() => {
      expect(rowOf(/Study 1 of/u)).toHaveAttribute('aria-selected', 'true');
    });
    await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
    expect(await screen.findByText('3 selected')).toBeVisible();
    const selected = screen.getByRole('group', { name: 'Selected studies' });
    for (const name of ['Add to a list', 'Tag', 'Mark as read', 'Clear']) {
      expect(within(selected).getByRole('button', { name })).toBeVisible();
    }
    await userEvent.keyboard('{Control>}a{/Control}');
    expect(await screen.findByText('500 selected')).toBeVisible();
    await userEvent.click(within(selected).getByRole('button', { name: 'Clear' }));
    expect(useSelection.getState().slugs).toEqual([]);
  });

  it('keeps the reader’s place when the data change under it', async () => {
    let rows = exampleRows(500);
    const bridge = connectAtlas(() => rows);
    const leave = watchChanges();
    render(<Both />);
    await screen.findByText('All 500 studies');
    await userEvent.click(rowOf(/Study 4 of/u));
    expect(rowOf(/Study 4 of/u)).toHaveFocus();
    rows = [exampleRow(901), exampleRow(902), ...rows];
    act(() => {
      bridge.emit({ type: 'data.changed', parts: ['mirror'] });
    });
    expect(await screen.findByText('All 502 studies')).toBeVisible();
    await waitFor(() => {
      expect(rowOf(/Study 4 of/u)).toHaveFocus();
    });
    expect(rowOf(/Study 4 of/u)).toHaveAttribute('aria-rowindex', '6');
    expect(grid().scrollTop).toBe(2 * ROW_HEIGHT);
    leave();
  });

  it('opens a result again that the core let go', async () => {
    const bridge = connectAtlas(() => exampleRows(500));
    const answer = bridge.call.bind(bridge);
    let isGone = true;
    vi.spyOn(bridge, 'call').mockImplementation((method, input) => {
      const isOld = (input as { result?: string }).result === 'result-1';
      return answer(method, isOld && isGone ? { ...(input as object), result: 'gone' } : input);
    });
    render(<Both />);
    await screen.findByText('All 500 studies');
    grid().scrollTop = 300 * ROW_HEIGHT;
    fireEvent.scroll(grid());
    expect(await screen.findByRole('row', { name: /Study 302 of/u })).toBeVisible();
    expect(screen.queryByText(/no longer held/u)).toBeNull();
    isGone = false;
  });

  it('says badges in words, and no more than was given', async () => {
    connectAtlas(() => [
      exampleRow(1, { pem: 'not-stated', derived: 'required', mine: 'unclear', retracted: true }),
      exampleRow(2, { pem: 'required', level: null, publicationType: null, year: null }),
      exampleRow(3, { changed: true }),
    ]);
    render(<Both />);
    await screen.findByText('All 3 studies');
    expect(rowOf(/Study 3/u)).toHaveAccessibleName(/Changed · Unread/u);
    expect(rowOf(/Study 1/u)).toHaveAccessibleName(
      /Retracted PEM not stated derived: required mine: unclear E2 Moderate Cohort study/u,
    );
    expect(rowOf(/Study 2/u)).toHaveAccessibleName(/year not stated.*Unread PEM required$/u);
    noteChange('library');
  });
});
