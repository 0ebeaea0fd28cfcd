// @vitest-environment jsdom
// What one window knows of others and of other names: marks that go because a study was shown elsewhere, and the
// row of a study that was opened by a name of before.
import { act, render, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { watchChanges } from '../../src/renderer/api/changes.ts';
import { connect } from '../../src/renderer/api/client.ts';
import { useSearch } from '../../src/renderer/api/search-store.ts';
import { tellSeen } from '../../src/renderer/api/seen.ts';
import { useSelection } from '../../src/renderer/api/selection.ts';
import { changePlace, useSettings } from '../../src/renderer/api/settings-store.ts';
import { BrowseList } from '../../src/renderer/features/browse/BrowseList.tsx';
import { StudyPane } from '../../src/renderer/features/study/StudyPane.tsx';
import { exampleSettings, exampleStatus } from '../support/example-answers.ts';
import { exampleRow, exampleSearch } from '../support/example-search.ts';
import { createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';
import { exampleStudy, hashOf, slugOf } from '../support/study-view.ts';

const HASH = hashOf('2');
const SLUG = slugOf('study-2');
const OLD_NAME = slugOf('as-it-was-called');
let isChanged: boolean;

function open(): FakeBridge {
  const bridge = createFakeBridge({
    'status.get': exampleStatus,
    'settings.set': () => exampleSettings(),
    'study.show': () => exampleStudy({ slug: SLUG, formerNames: [OLD_NAME] }),
    'study.seen': () => ({ seenAt: exampleStudy().checkedAt }),
    ...exampleSearch(() => [1, 2, 3].map((n) => exampleRow(n, { changed: n === 2 && isChanged }))),
  });
  connect(bridge);
  onTestFinished(watchChanges());
  return bridge;
}

const row = (): HTMLElement => screen.getByRole('row', { name: /Study 2 of/u });
const searches = ({ calls }: FakeBridge): number =>
  calls.filter(({ method }) => method === 'search.open').length;

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(500);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  useSearch.setState(useSearch.getInitialState(), true);
  useSettings.setState(useSettings.getInitialState(), true);
  useSelection.setState({ slugs: [] });
  isChanged = true;
});

describe('the mark of a study that changed', () => {
  it('goes in the list when another window has shown the study', async () => {
    const bridge = open();
    render(<BrowseList onEnterStudy={() => undefined} />);
    await waitFor(() => {
      expect(row()).toHaveTextContent('Changed');
    });
    isChanged = false;
    act(() => {
      bridge.emit({ type: 'study.seen', slug: SLUG, hash: HASH });
    });
    await waitFor(() => {
      expect(row()).not.toHaveTextContent('Changed');
    });
  });

  it('stays for the visit where this window has shown it, and nothing is drawn anew', async () => {
    const bridge = open();
    render(<BrowseList onEnterStudy={() => undefined} />);
    await waitFor(() => {
      expect(row()).toHaveTextContent('Changed');
    });
    const before = searches(bridge);
    isChanged = false;
    await act(async () => {
      const told = tellSeen({ slug: SLUG, hash: HASH });
      bridge.emit({ type: 'study.seen', slug: SLUG, hash: HASH });
      await told;
    });
    expect(row()).toHaveTextContent('Changed');
    expect(searches(bridge)).toBe(before);
  });
});

describe('a study that is opened by a name of before', () => {
  it('is the marked row of the list, and keeps the place that it was opened by', async () => {
    open();
    changePlace({ slug: OLD_NAME });
    render(
      <>
        <BrowseList onEnterStudy={() => undefined} />
        <StudyPane slug={OLD_NAME} terms={[]} notes={null} coding={null} reference={null} />
      </>,
    );
    await waitFor(() => {
      expect(row()).toHaveAttribute('aria-current', 'true');
    });
    expect(screen.getAllByRole('row', { current: true })).toHaveLength(1);
    expect(useSettings.getState().place.slug).toBe(OLD_NAME);
  });
});
