// @vitest-environment jsdom
// The mark of a study that changed since it was seen, what is behind it, and when a study counts as seen.
import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { noteChange } from '../../src/renderer/api/changes.ts';
import { connect } from '../../src/renderer/api/client.ts';
import { StudyPane } from '../../src/renderer/features/study/StudyPane.tsx';
import { SHOWN_MS } from '../../src/renderer/features/study/use-visit.ts';
import type { MethodOutput, StudyView } from '../../src/shared/contract/types.ts';
import { createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';
import { EXAMPLE_AT, exampleStudy, hashOf, slugOf } from '../support/study-view.ts';

const SLUG = slugOf('clark-2017-cytokine-responses');
const OTHER = slugOf('another-study');
const OLD = hashOf('1');
const NEW = hashOf('2');
type Changes = MethodOutput<'study.changes'>;

const version = (hash: typeof OLD) => ({
  hash,
  at: EXAMPLE_AT,
  origin: 'site' as const,
  source: 'https://www.mecfsatlas.com',
});
function difference(reread: 'none' | 'all' = 'none'): Changes {
  return {
    slug: SLUG,
    versions: [version(NEW), version(OLD)],
    latest: null,
    seen: null,
    sinceSeen: {
      from: version(OLD),
      to: version(NEW),
      reread,
      changes: [
        { field: 'badge.pem', label: 'PEM', before: 'PEM unclear', after: 'PEM required' },
        { field: 'doi', label: 'DOI', before: '10.1111/x', after: null },
      ],
    },
  };
}

/** A core that keeps what was seen. */
function open(seen: typeof OLD | null, answer: Changes = difference()): FakeBridge {
  let kept = seen;
  const study = (slug: StudyView['slug']): StudyView =>
    exampleStudy({
      slug,
      contentHash: NEW,
      seen: kept === null ? null : { hash: kept, at: EXAMPLE_AT },
    });
  const bridge = createFakeBridge({
    'study.show': ({ slug }) =>
      slug === SLUG ? study(slug) : exampleStudy({ slug, title: 'Another study.' }),
    'study.seen': ({ hash }) => {
      kept = hash;
      return { seenAt: EXAMPLE_AT };
    },
    'study.changes': () => answer,
  });
  connect(bridge);
  return bridge;
}
const pane = (slug = SLUG): React.ReactElement => (
  <StudyPane slug={slug} terms={[]} notes={null} coding={null} reference={null} />
);
const seenCalls = (bridge: FakeBridge): unknown[] =>
  bridge.calls.filter(({ method }) => method === 'study.seen').map(({ input }) => input);
const pass = async (milliseconds: number): Promise<void> => {
  await act(() => vi.advanceTimersByTimeAsync(milliseconds));
};
const mark = () => screen.queryByText('Changed');

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: false, toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a study that changed', () => {
  it('says so in words, stays marked while it is read, and is not marked at the next visit', async () => {
    const bridge = open(OLD);
    const { rerender } = render(pane());
    await pass(0);
    expect(mark()).toBeVisible();
    await pass(SHOWN_MS);
    expect(seenCalls(bridge)).toEqual([{ slug: SLUG, hash: NEW }]);
    act(() => {
      noteChange('library');
    });
    await pass(0);
    expect(mark()).toBeVisible();
    rerender(pane(OTHER));
    await pass(0);
    expect(mark()).toBeNull();
    rerender(pane());
    await pass(0);
    expect(screen.getByRole('heading', { name: /^Cytokine responses/u })).toBeVisible();
    expect(mark()).toBeNull();
  });

  it('shows each field before and now, by keyboard, from the version seen before the visit', async () => {
    const bridge = open(OLD);
    render(pane());
    await pass(0);
    await pass(SHOWN_MS);
    vi.useRealTimers();
    const opener = screen.getByRole('button', { name: 'Show what changed' });
    expect(opener).toHaveAttribute('aria-expanded', 'false');
    opener.focus();
    await userEvent.keyboard('{Enter}');
    const part = screen.getByRole('region', { name: 'Changed since you saw it' });
    const terms = await within(part).findAllByRole('term');
    expect(terms.map((each) => each.textContent)).toEqual(['PEM', 'DOI']);
    const values = within(part)
      .getAllByRole('definition')
      .map((each) => each.textContent);
    expect(values).toEqual([
      'BeforePEM unclearNowPEM required',
      'Before10.1111/xNowThe page did not say.',
    ]);
    expect(bridge.calls.find(({ method }) => method === 'study.changes')?.input).toEqual({
      slug: SLUG,
      since: OLD,
    });
    await userEvent.keyboard('{Enter}');
    expect(within(part).queryByRole('term')).toBeNull();
  });

  it('is not said to be changed by the atlas where only this app reads better', async () => {
    open(OLD, difference('all'));
    render(pane());
    await pass(0);
    vi.useRealTimers();
    await userEvent.click(screen.getByRole('button', { name: 'Show what changed' }));
    expect(await screen.findByText(/The atlas did not change it/u)).toBeVisible();
  });
});

describe('what counts as seen', () => {
  it('is not a study that was passed by', async () => {
    const bridge = open(OLD);
    const { rerender } = render(pane());
    await pass(SHOWN_MS - 1);
    rerender(pane(OTHER));
    await pass(SHOWN_MS * 2);
    expect(seenCalls(bridge)).toEqual([]);
    rerender(pane());
    await pass(0);
    expect(mark()).toBeVisible();
  });

  it('is a study that was never seen before, without a mark', async () => {
    const bridge = open(null);
    render(pane());
    await pass(0);
    await pass(SHOWN_MS);
    expect(mark()).toBeNull();
    expect(seenCalls(bridge)).toEqual([{ slug: SLUG, hash: NEW }]);
  });

  it('is not told again for a version that is known as seen', async () => {
    const bridge = open(NEW);
    render(pane());
    await pass(SHOWN_MS * 2);
    expect(mark()).toBeNull();
    expect(seenCalls(bridge)).toEqual([]);
  });

  it('is nothing that is in a window out of sight', async () => {
    const sight = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    const bridge = open(OLD);
    render(pane());
    await pass(SHOWN_MS * 2);
    expect(seenCalls(bridge)).toEqual([]);
    sight.mockReturnValue('visible');
    document.dispatchEvent(new Event('visibilitychange'));
    await pass(SHOWN_MS);
    expect(seenCalls(bridge)).toHaveLength(1);
    sight.mockRestore();
  });
});
