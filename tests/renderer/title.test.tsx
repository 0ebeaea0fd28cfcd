// @vitest-environment jsdom
// How a title is printed, and marking what keeps its capitals.
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { connect } from '../../src/renderer/api/client.ts';
import { useLastChange } from '../../src/renderer/api/undo-store.ts';
import { PrintedTitle } from '../../src/renderer/features/reference/PrintedTitle.tsx';
import { AppError } from '../../src/shared/contract/errors.ts';
import type { MethodOutput } from '../../src/shared/contract/types.ts';
import { createFakeBridge } from '../support/fake-bridge.ts';
import { slugOf } from '../support/study-view.ts';

const slug = slugOf('titled-study');

it('shows what styles print, tries a title while it is typed, and sets it or lets the rule decide', async () => {
  let own: string | null | undefined;
  const preview = (title: string | null | undefined): MethodOutput<'title.preview'> => ({
    ...{
      slug,
      title: 'The Cohort',
      notation: title ?? 'The Cohort',
      bibtex: 'x',
      apa: 'The Cohort',
    },
    ...{ from: title === undefined ? 'rule' : title === null ? 'as-is' : 'own', differs: false },
    plain: title === undefined ? 'The cohort' : `printed: ${title ?? 'all'}`,
  });
  const bridge = createFakeBridge({
    'title.preview': ({ title }) => {
      if (title === '{') throw new AppError('invalid-input', 'The brace is not closed.');
      return preview(title === undefined ? own : title);
    },
    'title.set': ({ title }) => {
      own = title;
      return { preview: preview(title), undo: 'set the title' };
    },
    'title.clear': () => {
      own = undefined;
      return { preview: preview(undefined), changed: true, undo: 'let the rule decide' };
    },
  });
  connect(bridge);
  render(<PrintedTitle slug={slug} />);
  expect(bridge.calls).toEqual([]);
  await userEvent.click(screen.getByText('How the title is printed'));
  expect(await screen.findByText('The cohort')).toBeVisible();
  expect(screen.getByText(/^By the rule/u)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Mark what keeps its capitals' }));
  const field = screen.getByRole('textbox', { name: 'Title as you want it' });
  await waitFor(() => {
    expect(field).toHaveFocus();
  });
  await userEvent.clear(field);
  await userEvent.type(field, '{{');
  expect(await screen.findByText('The brace is not closed.')).toBeVisible();
  await userEvent.clear(field);
  await userEvent.type(field, 'The {{Cohort}');
  expect(await screen.findByText('printed: The {Cohort}')).toBeVisible();
  expect(screen.getByText('This is how it would be.')).toBeVisible();
  // Another study is looked at, and then this one again.
  cleanup();
  render(<PrintedTitle slug={slug} />);
  expect(await screen.findByRole('textbox')).toHaveValue('The {Cohort}');
  await userEvent.click(screen.getByRole('button', { name: 'Set this title' }));
  expect(await screen.findByText('As you have marked it.')).toBeVisible();
  expect(useLastChange.getState().done).toBe('set the title');
  await userEvent.click(screen.getByRole('button', { name: 'Keep every capital' }));
  expect(await screen.findByText('printed: all')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Keep every capital' })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Let the rule decide' }));
  expect(await screen.findByText('The cohort')).toBeVisible();
});
