// @vitest-environment jsdom
// Tags and read state of the chosen studies.
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { connect } from '../../src/renderer/api/client.ts';
import { select } from '../../src/renderer/api/selection.ts';
import { useLastChange } from '../../src/renderer/api/undo-store.ts';
import { canRun, runCommand } from '../../src/renderer/commands/registry.ts';
import { TagDialog } from '../../src/renderer/features/marks/TagDialog.tsx';
import { useMarkCommands } from '../../src/renderer/features/marks/use-mark-commands.ts';
import type { SearchRow } from '../../src/shared/contract/types.ts';
import type { Slug } from '../../src/shared/domain/ids.ts';
import { exampleRow, exampleSearch } from '../support/example-search.ts';
import { createFakeBridge, type FakeBridge } from '../support/fake-bridge.ts';

const SLUGS = ['study-1', 'study-2'] as Slug[];

function connectTags(): FakeBridge {
  const tags = new Map<string, Set<Slug>>([
    ['pots', new Set(SLUGS.slice(0, 1))],
    ['sleep', new Set()],
  ]);
  const rows = (): readonly SearchRow[] =>
    SLUGS.map((slug, index) =>
      exampleRow(index + 1, {
        tags: [...tags].filter(([, on]) => on.has(slug)).map(([tag]) => tag),
      }),
    );
  const bridge = createFakeBridge({
    ...exampleSearch(rows),
    'tag.list': () => ({ tags: [...tags].map(([tag, on]) => ({ tag, studies: on.size })) }),
    'tag.add': (input) => {
      const { tag } = input;
      const slugs = input.slugs;
      tags.set(tag, new Set([...(tags.get(tag) ?? []), ...slugs]));
      return { changed: slugs, undo: `tag ${slugs.length} studies “${tag}”` };
    },
    'tag.remove': (input) => {
      const { tag } = input;
      const slugs = input.slugs;
      for (const slug of slugs) tags.get(tag)?.delete(slug);
      return { changed: slugs, undo: `untag ${slugs.length} studies “${tag}”` };
    },
    'read.set': ({ slugs, state }) => ({
      changed: slugs,
      undo: `mark ${slugs.length} studies as ${state}`,
    }),
  });
  connect(bridge);
  return bridge;
}

describe('the dialog of tags', () => {
  it('says on how many studies a tag is, and adds and takes it off', async () => {
    connectTags();
    const onClose = vi.fn();
    render(<TagDialog slugs={SLUGS} onClose={onClose} />);
    const dialog = screen.getByRole('dialog', { name: 'Tags of these 2 studies' });
    const some = await within(dialog).findByRole('button', { name: 'pots on 1 of 2' });
    expect(some).toHaveAttribute('aria-pressed', 'mixed');
    await userEvent.click(some);
    const all = await within(dialog).findByRole('button', { name: 'pots', pressed: true });
    expect(useLastChange.getState().done).toBe('tag 2 studies “pots”');
    await userEvent.click(all);
    expect(
      await within(dialog).findByRole('button', { name: 'pots', pressed: false }),
    ).toBeVisible();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Done' }));
    expect(onClose).toHaveBeenCalledOnce();
  });

  it('offers those that contain what is typed, and makes a new one', async () => {
    const bridge = connectTags();
    render(<TagDialog slugs={SLUGS} onClose={() => undefined} />);
    await screen.findByRole('button', { name: /pots/u });
    const field = screen.getByRole('textbox', { name: 'Tag' });
    expect(field).toHaveFocus();
    await userEvent.type(field, 'sle');
    expect(screen.queryByRole('button', { name: /pots/u })).toBeNull();
    expect(screen.getByRole('button', { name: 'sleep' })).toBeVisible();
    await userEvent.type(field, 'eping pills{Enter}');
    expect(
      await screen.findByRole('button', { name: 'sleeping pills', pressed: true }),
    ).toBeVisible();
    expect(field).toHaveValue('');
    await userEvent.type(field, 'POTS{Enter}');
    await waitFor(() => {
      expect(bridge.calls.at(-1)).not.toBeUndefined();
      expect(bridge.calls).toContainEqual({
        method: 'tag.add',
        input: { slugs: SLUGS, tag: 'pots' },
      });
    });
  });
});

describe('the commands that mark', () => {
  function Commands({ openSlug }: { openSlug: Slug | null }): ReactElement {
    useMarkCommands({ openSlug, isShown: true, onTag: () => undefined });
    return <p>studies</p>;
  }

  it('mark what is selected, else what is open; and are not offered for nothing', async () => {
    const bridge = connectTags();
    const { rerender } = render(<Commands openSlug={null} />);
    expect(canRun('read.toggle')).toBe(false);
    rerender(<Commands openSlug={SLUGS[0] ?? null} />);
    runCommand('read.toggle');
    await waitFor(() => {
      expect(useLastChange.getState().done).toBe('mark 1 studies as read');
    });
    select(SLUGS);
    runCommand('read.toggle');
    await waitFor(() => {
      expect(bridge.calls.at(-1)?.input).toEqual({ slugs: SLUGS, state: 'read' });
    });
    select([]);
  });
});
