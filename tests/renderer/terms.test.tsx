// @vitest-environment jsdom
// Settings of citations: protected terms, and the switch for looking up a DOI.
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { connect } from '../../src/renderer/api/client.ts';
import { SettingsView } from '../../src/renderer/features/settings/SettingsView.tsx';
import { AppError } from '../../src/shared/contract/errors.ts';
import { exampleSettings, exampleStatus } from '../support/example-answers.ts';
import { createFakeBridge } from '../support/fake-bridge.ts';

it('adds and removes own terms, leaves shipped ones out and takes them back', async () => {
  const own = new Set<string>();
  let protects = true;
  connect(
    createFakeBridge({
      'status.get': exampleStatus,
      'terms.list': () => ({
        terms: [
          { term: 'Epstein-Barr', from: 'shipped', protects },
          ...[...own].map((term) => ({ term, from: 'own' as const, protects: true })),
        ],
      }),
      'terms.add': ({ terms: [term = ''] }) => {
        if (term === '{') throw new AppError('invalid-input', 'A term has letters.');
        if (term === 'Epstein-Barr') protects = true;
        else own.add(term);
        return { changed: [term], undo: `protect ${term}` };
      },
      'terms.remove': ({ terms: [term = ''] }) => {
        if (term === 'Epstein-Barr') protects = false;
        own.delete(term);
        return { changed: [term], undo: `drop ${term}` };
      },
    }),
  );
  render(<SettingsView />);
  const field = await screen.findByRole('textbox', { name: /^Another term/u });
  await userEvent.type(field, '{{');
  await userEvent.click(screen.getByRole('button', { name: 'Add the term' }));
  expect(await screen.findByText('A term has letters.')).toBeVisible();
  await userEvent.clear(field);
  await userEvent.type(field, 'Gulf War');
  await userEvent.click(screen.getByRole('button', { name: 'Add the term' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Remove Gulf War' }));
  expect(await screen.findByText('You have added none.')).toBeVisible();
  expect(screen.getByRole('group', { name: 'My terms' })).toHaveFocus();
  expect(field).toHaveValue('');
  await userEvent.click(screen.getByText('Terms that come with the program: 1'));
  await userEvent.click(screen.getByRole('button', { name: 'Leave out Epstein-Barr' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Take back Epstein-Barr' }));
  await waitFor(() => {
    expect(screen.getByRole('button', { name: 'Leave out Epstein-Barr' })).toBeVisible();
  });
});

it('says what looking up a DOI sends before it is switched on, and who is asked then', async () => {
  const bridge = createFakeBridge({
    'status.get': exampleStatus,
    'settings.set': () => exampleSettings(),
    'terms.list': () => ({ terms: [] }),
  });
  connect(bridge);
  render(<SettingsView />);
  const lookup = screen.getByRole('switch', { name: 'Look up references by their DOI' });
  expect(lookup).not.toBeChecked();
  expect(lookup).toHaveAccessibleDescription(/only when you press the button/u);
  expect(await screen.findByText(/one address only: the atlas/u)).toBeVisible();
  await userEvent.click(lookup);
  expect(bridge.calls).toContainEqual({
    method: 'settings.set',
    input: { settings: { doiLookup: true } },
  });
  expect(screen.getByText(/and doi\.org when you press the button/u)).toBeVisible();
});
