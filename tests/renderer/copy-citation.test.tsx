// @vitest-environment jsdom
// Copying citations: what comes onto the clipboard, and what is said.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../../src/renderer/api/client.ts';
import { copyCitation, copyText } from '../../src/renderer/api/copy-citation.ts';
import { draggedText, prepareDrag } from '../../src/renderer/api/drag-citation.ts';
import { useLastChange } from '../../src/renderer/api/undo-store.ts';
import { AppError } from '../../src/shared/contract/errors.ts';
import { createFakeBridge, type FakeAnswers } from '../support/fake-bridge.ts';
import { slugOf } from '../support/study-view.ts';

const slugs = [slugOf('one-2020-a'), slugOf('two-2021-b')];
let clipboard: Record<string, string>;

/** Does as a browser: asks the page what is to be copied; jsdom has neither the command nor its event. */
function browserCopies(isAllowed = true): void {
  clipboard = {};
  const execCommand = (): boolean => {
    if (!isAllowed) return false;
    const clipboardData = {
      setData: (type: string, text: string) => {
        clipboard[type] = text;
      },
    };
    document.dispatchEvent(Object.assign(new Event('copy'), { clipboardData }));
    return true;
  };
  Object.assign(document, { execCommand });
}

function open(answers: FakeAnswers): ReturnType<typeof createFakeBridge> {
  const bridge = createFakeBridge(answers);
  connect(bridge);
  return bridge;
}

beforeEach(() => {
  browserCopies();
  useLastChange.setState({ done: null, canUndo: false, failure: null });
});

describe('copying', () => {
  it('puts many at once on the clipboard, formatted ones with their italics', async () => {
    const bridge = open({
      'citation.copy': ({ as }) => ({
        text: as === 'rich' ? 'A. Title.' : String.raw`\cite{a,b}`,
        html: as === 'rich' ? '<p><i>A.</i> Title.</p>' : null,
        warnings: [],
      }),
    });
    await copyCitation(slugs, 'cite');
    expect(clipboard).toEqual({ 'text/plain': String.raw`\cite{a,b}` });
    expect(useLastChange.getState().done).toBe(String.raw`copied 2 citations: \cite{a,b}`);
    await copyCitation(slugs, 'rich');
    expect(clipboard['text/html']).toBe('<p><i>A.</i> Title.</p>');
    expect(bridge.calls.map(({ input }) => input)).toEqual([
      { slugs, as: 'cite', style: null },
      { slugs, as: 'rich', style: 'apa' },
    ]);
  });

  it('puts the atlas’s own entry there letter for letter', () => {
    open({});
    const entry = '@misc{mecfsatlas-a,\n  note = {PubMed: 1},\n}\n';
    copyText({ text: entry, html: null }, 'the atlas’s own entry');
    expect(clipboard).toEqual({ 'text/plain': entry });
    expect(useLastChange.getState().done).toBe('copied the atlas’s own entry: @misc{mecfsatlas-a,');
  });

  it('says why nothing was copied', async () => {
    open({
      'citation.copy': () => {
        throw new AppError('not-found', 'The citation is nowhere to be found.');
      },
    });
    await copyCitation(slugs, 'cite');
    expect(useLastChange.getState().failure).toBe('The citation is nowhere to be found.');
    browserCopies(false);
    open({ 'citation.copy': () => ({ text: 'x', html: null, warnings: [] }) });
    await copyCitation(slugs, 'cite');
    expect(useLastChange.getState().failure).toMatch(/^The system did not let this window copy/u);
    expect(clipboard).toEqual({});
  });
});

describe('dragging', () => {
  it('carries the keys that are known by then, for the very studies that are dragged', async () => {
    open({
      'key.show': () => ({
        preset: 'atlas',
        keys: [
          { slug: slugs[0] ?? slugOf('x'), key: 'One2020', next: null, aliases: [] },
          { slug: slugs[1] ?? slugOf('x'), key: null, next: 'Two2021', aliases: [] },
        ],
      }),
    });
    prepareDrag(slugs);
    expect(draggedText(slugs)).toBeNull();
    await vi.waitFor(() => {
      expect(draggedText(slugs)).toBe(String.raw`\cite{One2020,Two2021}`);
    });
    expect(draggedText(slugs.slice(1))).toBeNull();
  });
});
