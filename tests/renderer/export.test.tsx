// @vitest-environment jsdom
// Exporting a list as a reader meets it: preview, what is thin, saving, a file that is not ours.
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../../src/renderer/api/client.ts';
import { referenceFormNow } from '../../src/renderer/api/reference-form.ts';
import { useSettings } from '../../src/renderer/api/settings-store.ts';
import { ExportView } from '../../src/renderer/features/export/ExportView.tsx';
import { AppError } from '../../src/shared/contract/errors.ts';
import type { ExportPreview } from '../../src/shared/contract/types.ts';
import type { ListId, UnixMs } from '../../src/shared/domain/ids.ts';
import { exampleSettings } from '../support/example-answers.ts';
import { exampleLists, slugOf } from '../support/example-lists.ts';
import { createFakeBridge, type FakeAnswers, type FakeBridge } from '../support/fake-bridge.ts';

const LIST = 1 as ListId;

function entry(
  number: number,
  lacks: ExportPreview['thin'][number]['lacks'],
): ExportPreview['thin'][number] {
  return {
    slug: slugOf(number),
    key: `key-${number}`,
    title: `Study ${number} of fatigue`,
    lacks,
    left: [],
  };
}

const PREVIEW: ExportPreview = {
  text: '% list: Immune\n\n@article{key-1,\n  title = {One},\n}\n\n@article{key-2,\n  title = {Two},\n}\n',
  keys: ['key-1', 'key-2'],
  entries: 2,
  origin: { kind: 'now' },
  warnings: [
    { key: 'key-1', code: 'no-doi', message: 'It has no DOI.' },
    { key: 'key-2', code: 'text', message: 'One character could not be written in LaTeX.' },
  ],
  suggestedName: 'immune.bib',
  thin: [entry(1, ['doi', 'pem-not-stated']), entry(2, ['retracted', 'pem-not-stated'])],
};
const SAVED = {
  ...{ written: true, entries: 2, sha256: 'ab', kept: null, warnings: [] },
  origin: { kind: 'now' as const },
};

function open(more: FakeAnswers = {}): FakeBridge {
  const bridge = createFakeBridge({
    'settings.set': () => exampleSettings(),
    ...exampleLists(new Map([[LIST, { name: 'Immune', slugs: [slugOf(1), slugOf(2)] }]])),
    'export.render': () => PREVIEW,
    'file.places': () => ({ chooser: 'dialog', folders: ['~/papers'] }),
    'file.offer': ({ name, folder }) => ({
      target: `target ${folder ?? 'own'} ${name}`,
      shown: folder === null ? name : `~/papers/${name}`,
    }),
    'export.save': () => SAVED,
    ...more,
  });
  connect(bridge);
  render(<ExportView listId={LIST} onClose={vi.fn()} />);
  return bridge;
}

beforeEach(() => {
  useSettings.setState(useSettings.getInitialState(), true);
});

describe('exporting a list', () => {
  it('begins at its heading and shows the file', async () => {
    open();
    expect(screen.getByRole('heading', { level: 2 })).toHaveFocus();
    expect(await screen.findByRole('heading', { name: 'Export “Immune”' })).toBeVisible();
    const preview = await screen.findByRole('region', { name: 'Preview of immune.bib' });
    expect(preview).toHaveTextContent('@article{key-1');
    expect(preview).toHaveAttribute('tabindex', '0');
    expect(screen.getByText('2 entries.')).toBeVisible();
  });

  it('says what is thin, the retracted first, and opens a study from there', async () => {
    open();
    const report = await screen.findByRole('region', { name: 'What is thin' });
    const groups = [...report.querySelectorAll('summary')].map((each) => each.textContent);
    expect(groups).toEqual([
      'Retracted or withdrawn: 1 study',
      'No DOI: 1 study',
      'PEM not stated: 2 studies',
      'More to know: 1 remark',
    ]);
    expect(report).toHaveTextContent('Not stated is not “no”');
    expect(report).toHaveTextContent('One character could not be written in LaTeX.');
    expect(screen.getByText(/1 study of this list was retracted or withdrawn/u)).toBeVisible();
    const [first] = within(report).getAllByRole('button', { name: 'Study 2 of fatigue' });
    if (first !== undefined) await userEvent.click(first);
    expect(useSettings.getState().place.slug).toBe('study-2');
  });

  it('opens the form of a reference that lacks something, and of nothing else', async () => {
    open();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Complete the reference of Study 1 of fatigue' }),
    );
    expect(useSettings.getState().place.slug).toBe('study-1');
    expect(referenceFormNow(slugOf(1))).toBeDefined();
    // What a form cannot mend has no such button.
    expect(screen.queryAllByRole('button', { name: /^Complete the reference of/u })).toHaveLength(
      1,
    );
  });

  it('leaves a remark as it is, apart from the others, and brings it up again', async () => {
    let left: ExportPreview['thin'][number]['left'] = [];
    const bridge = open({
      'export.render': () => ({
        ...{ ...PREVIEW, warnings: [] },
        thin: [{ ...entry(1, ['doi']), left }],
      }),
      'report.leave': ({ slug, lack, isLeft }) => {
        left = isLeft ? [lack] : [];
        return { changed: [slug], undo: 'leave a remark' };
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Leave as it is: No DOI, Study 1 of fatigue' }),
    );
    expect(await screen.findByText('Nothing but what you leave as it is.')).toBeVisible();
    expect(screen.getByText('Left as it is: 1 remark')).toBeVisible();
    expect(screen.getByRole('heading', { name: 'What is thin' })).toHaveFocus();
    const again = screen.getByText('Bring up again');
    expect(again).not.toBeVisible();
    await userEvent.click(screen.getByText('Left as it is: 1 remark'));
    await userEvent.click(again);
    await waitFor(() => {
      expect(screen.queryByText(/^Left as it is/u)).toBeNull();
    });
    expect(screen.getByText('No DOI: 1 study')).toBeVisible();
    expect(bridge.calls.findLast(({ method }) => method === 'report.leave')?.input).toEqual({
      slug: 'study-1',
      lack: 'doi',
      isLeft: false,
    });
  });

  it('goes on to the next remark when one is left', async () => {
    const left = new Set<string>();
    open({
      'export.render': () => ({
        ...PREVIEW,
        thin: [1, 2, 3].map((number) => ({
          ...entry(number, ['doi']),
          left: left.has(slugOf(number)) ? ['doi'] : [],
        })),
      }),
      'report.leave': ({ slug }) => {
        left.add(slug);
        return { changed: [slug], undo: 'leave a remark' };
      },
    });
    const leave = (number: number): HTMLElement =>
      screen.getByRole('button', { name: `Leave as it is: No DOI, Study ${number} of fatigue` });
    await screen.findByText('No DOI: 3 studies');
    await userEvent.click(leave(1));
    expect(await screen.findByText('No DOI: 2 studies')).toBeVisible();
    expect(leave(2)).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByText('No DOI: 1 study')).toBeVisible();
    expect(leave(3)).toHaveFocus();
  });

  it('saves into an allowed folder under the name that was typed', async () => {
    const bridge = open();
    const name = await screen.findByRole('textbox', { name: 'File name' });
    await userEvent.clear(name);
    await userEvent.type(name, 'grant.bib');
    await userEvent.click(await screen.findByRole('button', { name: 'Save into ~/papers' }));
    expect(await screen.findByText('Written: 2 entries to ~/papers/grant.bib.')).toBeVisible();
    expect(bridge.calls).toContainEqual({
      method: 'export.save',
      input: {
        ...{ list: LIST, format: 'bibtex', style: null, snapshots: false, asOf: null },
        ...{ target: 'target 0 grant.bib', force: false },
      },
    });
  });

  it('asks before it replaces a file that is not ours, and uses the same target', async () => {
    const bridge = open({
      'export.save': ({ force }) => {
        if (force) return { ...SAVED, kept: 'immune.bib.bak' };
        throw new AppError('target-not-ours', 'Use --force.');
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Save file…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Replace this file?' });
    expect(dialog).toHaveTextContent('It has not been touched');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Replace and keep the old file as .bak' }),
    );
    expect(
      await screen.findByText(
        /Written: 2 entries to immune.bib\. What was there before is kept as immune.bib.bak\./u,
      ),
    ).toBeVisible();
    expect(screen.queryByRole('dialog')).toBeNull();
    const saves = bridge.calls.filter(({ method }) => method === 'export.save');
    expect(saves.map(({ input }) => input)).toMatchObject([
      { target: 'target own immune.bib', force: false },
      { target: 'target own immune.bib', force: true },
    ]);
    expect(bridge.calls.filter(({ method }) => method === 'file.offer')).toHaveLength(1);
  });

  it('writes nothing where the question is answered with no', async () => {
    open({
      'export.save': () => {
        throw new AppError('target-not-ours', 'Use --force.');
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Save file…' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
    expect(await screen.findByText('Nothing was written; immune.bib is as it was.')).toBeVisible();
  });

  it('writes another format, in a style where there is one, and remembers both', async () => {
    const bridge = open({
      'style.list': () => ({
        styles: [
          { name: 'apa', title: 'APA', isShipped: true, parent: null },
          { name: 'nature', title: 'Nature', isShipped: true, parent: null },
        ],
        credit: 'Styles by their makers.',
      }),
    });
    const last = (): unknown =>
      bridge.calls.findLast(({ method }) => method === 'export.render')?.input;
    const formats = await screen.findByRole('combobox', { name: 'Write it as' });
    await userEvent.selectOptions(formats, 'biblatex');
    await waitFor(() => {
      expect(last()).toMatchObject({ format: 'biblatex', style: null });
    });
    expect(screen.queryByRole('combobox', { name: 'In the style' })).toBeNull();
    await userEvent.selectOptions(formats, 'Markdown');
    expect(await screen.findByText('Styles by their makers.')).toBeVisible();
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'In the style' }), 'Nature');
    await userEvent.click(screen.getByRole('checkbox', { name: /own reading of each paper/u }));
    await waitFor(() => {
      expect(last()).toEqual({
        ...{ list: LIST, format: 'markdown', style: 'nature', snapshots: true, asOf: null },
      });
    });
    expect(bridge.calls).toContainEqual({
      method: 'settings.set',
      input: { settings: { citationStyle: 'nature' } },
    });
  });

  it('shows what was exported by a day, and says whether it is the very text', async () => {
    const madeAt = Date.parse('2026-03-01T12:00:00Z') as UnixMs;
    open({
      'export.render': ({ asOf }) =>
        asOf === null
          ? PREVIEW
          : asOf === Date.parse('2026-03-31T23:59:59.999Z')
            ? { ...PREVIEW, origin: { kind: 'kept', madeAt } }
            : { ...PREVIEW, origin: { kind: 'rebuilt' } },
    });
    const day = await screen.findByLabelText(/^As of a day/u);
    fireEvent.change(day, { target: { value: '2026-03-31' } });
    expect(await screen.findByText(/^This is the very text .* 1 March 2026/u)).toBeVisible();
    fireEvent.change(day, { target: { value: '2020-01-01' } });
    expect(await screen.findByText(/^Nothing had been exported/u)).toBeVisible();
  });

  it('adds a style from a file, and says why a file is none', async () => {
    open({
      'style.list': () => ({ styles: [], credit: 'Styles by their makers.' }),
      'style.add': ({ from }) => {
        if ('text' in from && from.text === 'mine') {
          const style = { name: 'mine', title: 'My journal', isShipped: false, parent: null };
          return { style, replaced: false, remark: null, undo: 'add the style' };
        }
        throw new AppError('invalid-input', 'This file is no style. Nothing was added.');
      },
    });
    const formats = await screen.findByRole('combobox', { name: 'Write it as' });
    await userEvent.selectOptions(formats, 'text');
    await userEvent.click(await screen.findByText('Another style, from a file'));
    const file = screen.getByLabelText(/Citation Style Language/u);
    await userEvent.upload(file, new File(['no'], 'a.csl'));
    expect(await screen.findByText(/This file is no style/u)).toBeVisible();
    await userEvent.upload(file, new File(['mine'], 'b.csl'));
    expect(await screen.findByText(/^My journal is kept in your library/u)).toBeVisible();
  });

  it('saves an evidence table of the columns that are ticked', async () => {
    const bridge = open({
      'evidence.save': () => ({
        ...{ written: true, rows: 2, sha256: 'cd', kept: null, warnings: [] },
      }),
    });
    await userEvent.click(await screen.findByText('Evidence table'));
    await userEvent.click(await screen.findByRole('radio', { name: 'LaTeX table' }));
    await userEvent.click(screen.getByRole('checkbox', { name: 'Sample' }));
    await userEvent.click(screen.getByRole('checkbox', { name: 'Own note' }));
    const saves = screen.getAllByRole('button', { name: 'Save file…' });
    await userEvent.click(saves[1] ?? saves[0] ?? document.body);
    expect(
      await screen.findByText('Written: 2 rows to immune-evidence.tex.', { selector: 'p' }),
    ).toBeVisible();
    const sent = bridge.calls.findLast(({ method }) => method === 'evidence.save')?.input;
    expect(sent).toMatchObject({ list: LIST, format: 'latex', force: false });
    expect((sent as { columns: string[] }).columns).toEqual(
      expect.arrayContaining(['pem', 'pem-derived', 'pem-mine', 'own-note']),
    );
    expect((sent as { columns: string[] }).columns).not.toContain('sample');
  });

  it('hands a download to the browser', async () => {
    const bridge = open({ 'file.places': () => ({ chooser: 'download', folders: [] }) });
    const deliver = vi.spyOn(bridge, 'deliver');
    await userEvent.click(await screen.findByRole('button', { name: 'Download immune.bib' }));
    expect(await screen.findByText('Written: 2 entries to immune.bib.')).toBeVisible();
    expect(deliver).toHaveBeenCalledExactlyOnceWith('target own immune.bib');
  });

  it('says that nothing changed, that no file was chosen, and what went wrong', async () => {
    let times = 0;
    open({
      'file.offer': ({ name }) =>
        times === 1 ? { target: null, shown: null } : { target: 'x', shown: name },
      'export.save': () => {
        times += 1;
        if (times === 1) return { ...SAVED, written: false };
        throw new AppError('disk-full', 'The disk is full; the old file is as it was.');
      },
    });
    const button = await screen.findByRole('button', { name: 'Save file…' });
    await userEvent.click(button);
    expect(await screen.findByText('Nothing changed; the file is as it was.')).toBeVisible();
    await userEvent.click(button);
    expect(await screen.findByText('No file was chosen, and nothing was written.')).toBeVisible();
    times = 2;
    await userEvent.click(button);
    await waitFor(() => {
      expect(screen.getByRole('alert')).toHaveTextContent('The disk is full');
    });
  });
});
