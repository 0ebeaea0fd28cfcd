// @vitest-environment jsdom
// The reader's own coding of PEM.
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { connect } from '../../src/renderer/api/client.ts';
import { Coding } from '../../src/renderer/features/coding/Coding.tsx';
import { AppError } from '../../src/shared/contract/errors.ts';
import { createFakeBridge } from '../support/fake-bridge.ts';
import { EXAMPLE_AT, exampleStudy, slugOf } from '../support/study-view.ts';

it('asks for an answer, keeps what was typed when saving fails, and saves at last', async () => {
  const slug = slugOf('coded-study');
  let isBusy = true;
  const bridge = createFakeBridge({
    'study.show': () => exampleStudy({ slug }),
    'coding.set': (input) => {
      if (isBusy) throw new AppError('locked', 'The library is busy.', { retryable: true });
      return {
        coding: {
          slug,
          definitions: [],
          required: input.required,
          how: null,
          quote: null,
          page: null,
          checkedFullText: true,
          codedAt: EXAMPLE_AT,
        },
        undo: 'code the study',
      };
    },
  });
  connect(bridge);
  render(<Coding slug={slug} />);
  const opener = screen.getByRole('button', { name: 'Code this study' });
  await waitFor(() => {
    expect(opener).toBeEnabled();
  });
  await userEvent.click(opener);
  await waitFor(() => {
    expect(screen.getByRole('checkbox', { name: 'CCC 2003' })).toHaveFocus();
  });
  await userEvent.click(screen.getByRole('checkbox', { name: 'CCC 2003' }));
  await userEvent.type(screen.getByRole('textbox', { name: /^Other definitions/u }), 'Our own');
  await userEvent.type(screen.getByRole('textbox', { name: 'Quote' }), 'All met the CCC.');
  await userEvent.click(screen.getByRole('button', { name: 'Save my coding' }));
  expect(screen.getByText(/Choose yes, no or unclear/u)).toBeVisible();
  for (const radio of screen.getAllByRole('radio')) expect(radio).not.toBeChecked();
  await userEvent.click(screen.getByRole('radio', { name: 'Yes' }));
  await userEvent.click(screen.getByRole('checkbox', { name: 'Checked against the full text' }));
  await userEvent.click(screen.getByRole('button', { name: 'Save my coding' }));
  expect(await screen.findByText('The library is busy.')).toBeVisible();
  expect(screen.getByRole('textbox', { name: 'Quote' })).toHaveValue('All met the CCC.');
  isBusy = false;
  await userEvent.click(screen.getByRole('button', { name: 'Try to save again' }));
  await waitFor(() => {
    expect(screen.queryByRole('textbox')).toBeNull();
  });
  expect(bridge.calls.findLast(({ method }) => method === 'coding.set')?.input).toEqual({
    slug,
    definitions: ['CCC 2003', 'Our own'],
    required: 'yes',
    how: null,
    quote: 'All met the CCC.',
    page: null,
    checkedFullText: true,
  });
});

it('keeps open what was typed while it was being saved', async () => {
  const slug = slugOf('slowly-coded-study');
  const answers: (() => void)[] = [];
  const bridge = createFakeBridge({
    'study.show': () => exampleStudy({ slug }),
    'coding.set': async ({ required, how }) => {
      await new Promise<void>((resolve) => answers.push(resolve));
      const coding = { slug, definitions: [], required, how: how ?? null, quote: null, page: null };
      return { coding: { ...coding, checkedFullText: false, codedAt: EXAMPLE_AT }, undo: 'code' };
    },
  });
  connect(bridge);
  render(<Coding slug={slug} />);
  const opener = screen.getByRole('button', { name: 'Code this study' });
  await waitFor(() => {
    expect(opener).toBeEnabled();
  });
  await userEvent.click(opener);
  await userEvent.click(screen.getByRole('radio', { name: 'Yes' }));
  const save = screen.getByRole('button', { name: 'Save my coding' });
  await userEvent.click(save);
  await userEvent.type(screen.getByRole('textbox', { name: 'Quote' }), 'Typed meanwhile.');
  answers[0]?.();
  await waitFor(() => {
    expect(save).toBeEnabled();
  });
  expect(screen.getByRole('textbox', { name: 'Quote' })).toHaveValue('Typed meanwhile.');
});

it('offers no empty form while a stored coding may be there', async () => {
  const slug = slugOf('unasked-study');
  let isBusy = true;
  connect(
    createFakeBridge({
      'study.show': () => {
        if (isBusy) throw new AppError('locked', 'The library is busy.', { retryable: true });
        return exampleStudy({ slug });
      },
    }),
  );
  render(<Coding slug={slug} />);
  expect(await screen.findByText('The library is busy.')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Code this study' })).toBeDisabled();
  isBusy = false;
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() => {
    expect(screen.getByRole('button', { name: 'Code this study' })).toBeEnabled();
  });
});

it('of a study that was coded under an earlier name is changed, not begun anew', async () => {
  const old = slugOf('old-name');
  const coding = {
    slug: old,
    definitions: ['Fukuda 1994'],
    required: 'no' as const,
    how: null,
    quote: 'Methods, first paragraph.',
    page: null,
    checkedFullText: false,
    codedAt: EXAMPLE_AT,
  };
  const study = exampleStudy({ slug: slugOf('new-name'), formerNames: [old] });
  const pemSources = { ...study.pemSources, mine: { value: 'not-required' as const, coding } };
  connect(createFakeBridge({ 'study.show': () => ({ ...study, pemSources }) }));
  render(<Coding slug={old} />);
  await userEvent.click(await screen.findByRole('button', { name: 'Change my coding' }));
  expect(screen.getByRole('textbox', { name: 'Quote' })).toHaveValue('Methods, first paragraph.');
});
