// @vitest-environment jsdom
// Citation keys: of one study, what new ones look like, and taken over from a .bib.
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../../src/renderer/api/client.ts';
import { useSettings } from '../../src/renderer/api/settings-store.ts';
import { useLastChange } from '../../src/renderer/api/undo-store.ts';
import { KeysFromBib } from '../../src/renderer/features/export/KeysFromBib.tsx';
import { KeysPart } from '../../src/renderer/features/settings/KeysPart.tsx';
import { CitationKey } from '../../src/renderer/features/study/CitationKey.tsx';
import { AppError } from '../../src/shared/contract/errors.ts';
import type { MethodOutput } from '../../src/shared/contract/types.ts';
import type { ListId } from '../../src/shared/domain/ids.ts';
import { exampleSettings } from '../support/example-answers.ts';
import { createFakeBridge, type FakeAnswers, type FakeBridge } from '../support/fake-bridge.ts';
import { exampleStudy, slugOf } from '../support/study-view.ts';

const STUDY = exampleStudy();
const { slug } = STUDY;

function fake(answers: FakeAnswers): FakeBridge {
  const bridge = createFakeBridge(answers);
  connect(bridge);
  return bridge;
}

beforeEach(() => {
  useSettings.setState(useSettings.getInitialState(), true);
  useLastChange.setState(useLastChange.getInitialState(), true);
});

describe('the key of a study', () => {
  it('is shown with its aliases, refused in place, and changed', async () => {
    let key = 'mecfsatlas-clark';
    let aliases: string[] = [];
    const bridge = fake({
      'key.show': () => ({ preset: 'atlas', keys: [{ slug, key, next: null, aliases }] }),
      'key.set': (input) => {
        if (input.key === 'taken') throw new AppError('name-taken', 'It means another study.');
        aliases = [key];
        key = input.key;
        return {
          slug,
          key,
          aliases,
          changed: true,
          note: 'The old one stays.',
          undo: 'give a key',
        };
      },
    });
    render(<CitationKey study={STUDY} />);
    expect(await screen.findByText('mecfsatlas-clark')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Change the key' }));
    const field = screen.getByRole('textbox', { name: 'Citation key' });
    await waitFor(() => {
      expect(field).toHaveFocus();
    });
    expect(field).toHaveValue('mecfsatlas-clark');
    await userEvent.clear(field);
    await userEvent.type(field, 'taken');
    await userEvent.click(screen.getByRole('button', { name: 'Set this key' }));
    expect(await screen.findByText('It means another study.')).toBeVisible();
    expect(field).toHaveValue('taken');
    await userEvent.clear(field);
    await userEvent.type(field, 'Clark2017');
    await userEvent.click(screen.getByRole('button', { name: 'Set this key' }));
    expect(await screen.findByText('The old one stays.')).toBeVisible();
    expect(await screen.findByText('Clark2017')).toBeVisible();
    expect(screen.getByText(/^Other keys that mean it/u)).toHaveTextContent('mecfsatlas-clark');
    expect(useLastChange.getState().done).toBe('give a key');
    expect(bridge.calls.findLast(({ method }) => method === 'key.set')?.input).toEqual({
      slug,
      key: 'Clark2017',
    });
    await waitFor(() => {
      expect(screen.getByRole('button', { name: 'Change the key' })).toHaveFocus();
    });
  });

  it('that was not given yet is told', async () => {
    fake({
      'key.show': () => ({
        preset: 'Clark2017',
        keys: [{ slug, key: null, next: 'Clark2017', aliases: [] }],
      }),
    });
    render(<CitationKey study={STUDY} />);
    expect(await screen.findByText(/the first export gives/u)).toHaveTextContent('Clark2017');
    expect(screen.getByRole('button', { name: 'Give it a key' })).toBeVisible();
  });
});

describe('what new keys look like', () => {
  it('is a preset, or a template with its example and its refusal', async () => {
    useSettings.setState(({ place }) => ({ place: { ...place, slug } }));
    const bridge = fake({
      'settings.set': ({ settings }) => {
        if (settings?.keyPreset === '[nix]') throw new AppError('invalid-input', 'No such word.');
        return exampleSettings();
      },
      'key.applyPreset': ({ preset }) => {
        if (preset === '[nix]') throw new AppError('invalid-input', 'No word “nix”.');
        const change = { slug, title: 'One', before: null, after: `made-by-${preset ?? ''}` };
        return { preset: preset ?? '', changes: [change], same: 0, applied: false, undo: null };
      },
    });
    render(<KeysPart />);
    expect(screen.getByRole('radio', { name: 'The atlas’s own' })).toBeChecked();
    expect(await screen.findByText(/would get: made-by-atlas/u)).toBeVisible();
    await userEvent.click(screen.getByRole('radio', { name: 'clark2017cytokine' }));
    expect(useSettings.getState().settings.keyPreset).toBe('clark2017cytokine');
    await userEvent.click(screen.getByRole('radio', { name: 'A template of my own' }));
    expect(useSettings.getState().settings.keyPreset).toBe('clark2017cytokine');
    const field = screen.getByRole('textbox', { name: 'Template' });
    await userEvent.clear(field);
    await userEvent.type(field, '[[nix]');
    expect(await screen.findByText('No word “nix”.')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Use this template' }));
    expect(await screen.findByText('No such word.')).toBeVisible();
    expect(useSettings.getState().settings.keyPreset).toBe('clark2017cytokine');
    await userEvent.clear(field);
    await userEvent.type(field, '[[auth][[yy]');
    await userEvent.click(screen.getByRole('button', { name: 'Use this template' }));
    expect(await screen.findByRole('button', { name: 'This template is set' })).toBeDisabled();
    expect(useSettings.getState().settings.keyPreset).toBe('[auth][yy]');
    // An example is only looked at.
    const asked = bridge.calls.filter(({ method }) => method === 'key.applyPreset');
    expect(asked.every(({ input }) => !('apply' in (input as object)))).toBe(true);
  });
});

describe('keys from a .bib', () => {
  const proposal = (
    changes: Partial<MethodOutput<'key.import'>['proposals'][number]>,
  ): MethodOutput<'key.import'>['proposals'][number] => ({
    slug: slugOf('study-1'),
    ...{ title: 'Study 1', matchedBy: 'doi', bibKeys: ['Old2001'], before: null },
    ...{ key: 'Old2001', state: 'change', message: null },
    ...changes,
  });

  it('are shown first, and given to those that are ticked', async () => {
    const bridge = fake({
      'key.import': ({ apply }) => ({
        entries: 4,
        proposals: [
          proposal({}),
          proposal({
            slug: slugOf('study-2'),
            ...{ title: 'Study 2', state: 'repaired', key: 'a-b', message: 'It was a:b.' },
          }),
          proposal({ slug: slugOf('study-3'), title: 'Study 3', state: 'same' }),
          proposal({
            slug: slugOf('study-4'),
            ...{ title: 'Study 4', state: 'clash', key: null, message: 'Two entries fit.' },
          }),
        ],
        ...{ unmatchedStudies: [], unmatchedKeys: ['Other'], problems: ['Line 7: a brace.'] },
        ...{ changed: apply ? 2 : null, undo: apply ? 'give 2 studies other keys' : null },
      }),
    });
    const onChanged = vi.fn();
    render(<KeysFromBib listId={1 as ListId} onChanged={onChanged} />);
    await userEvent.click(screen.getByText('Keys from a .bib'));
    const file = new File(['@article{Old2001}'], 'refs.bib');
    await userEvent.upload(screen.getByLabelText('Or choose the file'), file);
    const found = await screen.findByRole('heading', { name: '4 entries read, 4 studies found' });
    expect(found).toHaveFocus();
    expect(screen.getByRole('checkbox', { name: 'Old2001 for Study 1' })).toBeChecked();
    const repaired = screen.getByRole('checkbox', { name: 'a-b for Study 2' });
    expect(repaired).not.toBeChecked();
    expect(screen.getByText(/It was a:b\./u)).toBeVisible();
    expect(screen.getByText(/^Study 4 .*Two entries fit\.$/u)).toBeVisible();
    expect(screen.getByText('1 study already has the key of the .bib.')).toBeVisible();
    expect(onChanged).not.toHaveBeenCalled();
    await userEvent.click(repaired);
    await userEvent.click(
      screen.getByRole('button', { name: 'Give 2 studies the key of the .bib' }),
    );
    expect(await screen.findByText(/^2 studies now have their key from the \.bib/u)).toBeVisible();
    expect(onChanged).toHaveBeenCalledOnce();
    expect(useLastChange.getState().done).toBe('give 2 studies other keys');
    expect(
      bridge.calls.filter(({ method }) => method === 'key.import').map(({ input }) => input),
    ).toEqual([
      { list: 1, text: '@article{Old2001}' },
      {
        ...{ list: 1, text: '@article{Old2001}', only: ['study-1', 'study-2'] },
        ...{ repaired: true, apply: true },
      },
    ]);
  });

  it('say why a file cannot be read, and keep it', async () => {
    fake({
      'key.import': () => {
        throw new AppError('not-found', 'There is no such list.');
      },
    });
    render(<KeysFromBib listId={1 as ListId} onChanged={vi.fn()} />);
    await userEvent.click(screen.getByText('Keys from a .bib'));
    await userEvent.type(screen.getByRole('textbox', { name: 'Paste the .bib' }), 'x');
    await userEvent.click(screen.getByRole('button', { name: 'Look which fit' }));
    expect(await screen.findByText('There is no such list.')).toBeVisible();
    expect(screen.getByRole('textbox', { name: 'Paste the .bib' })).toHaveValue('x');
  });
});
