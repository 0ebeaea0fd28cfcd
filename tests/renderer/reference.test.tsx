// @vitest-environment jsdom
// What is cited of a study, and completing it by hand, from a record, from the register of its DOI.
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../src/renderer/api/client.ts';
import { completeReferenceOf, referenceFormNow } from '../../src/renderer/api/reference-form.ts';
import { useSettings } from '../../src/renderer/api/settings-store.ts';
import { useLastChange } from '../../src/renderer/api/undo-store.ts';
import { Reference } from '../../src/renderer/features/reference/Reference.tsx';
import { AppError } from '../../src/shared/contract/errors.ts';
import { exampleSettings } from '../support/example-answers.ts';
import {
  exampleProposed,
  exampleReading,
  exampleReference,
  type ReferenceView,
} from '../support/example-reference.ts';
import { createFakeBridge, type FakeAnswers, type FakeBridge } from '../support/fake-bridge.ts';
import { EXAMPLE_AT } from '../support/study-view.ts';

const VIEW = exampleReference();
const { slug } = VIEW;

function open(more: FakeAnswers = {}, view: ReferenceView = VIEW): FakeBridge {
  const bridge = createFakeBridge({
    'settings.set': () => exampleSettings(),
    'reference.show': () => view,
    'reference.set': ({ fields }) => ({
      changed: fields.map(({ field }) => field),
      undo: `set ${fields.length} fields`,
      reference: view,
    }),
    ...more,
  });
  connect(bridge);
  render(<Reference key={slug} slug={slug} />);
  return bridge;
}

async function openForm(): Promise<void> {
  await userEvent.click(await screen.findByRole('button', { name: 'Complete the reference' }));
  await waitFor(() => {
    expect(screen.getByRole('heading', { level: 4 })).toHaveFocus();
  });
}

const sent = (bridge: FakeBridge): unknown =>
  bridge.calls.findLast(({ method }) => method === 'reference.set')?.input;

beforeEach(() => {
  useSettings.setState(useSettings.getInitialState(), true);
  useLastChange.setState(useLastChange.getInitialState(), true);
});

describe('what is cited', () => {
  it('names each value with its source, and what is missing', async () => {
    open(
      {},
      exampleReference({
        volume: {
          value: '190',
          from: 'reader',
          correction: { source: 'the journal’s page', kind: 'typed', setAt: EXAMPLE_AT },
        },
        journal: {
          value: 'Clinical & experimental immunology',
          from: 'reader',
          correction: { source: '', kind: 'nbib', setAt: EXAMPLE_AT },
        },
        title: { value: 'Checked title', from: 'starter', without: 'Checked title' },
        doi: {
          value: null,
          from: 'reader',
          correction: { source: '', kind: 'typed', setAt: EXAMPLE_AT },
        },
      }),
    );
    expect(await screen.findByText('Not known yet: issue and pages.')).toBeVisible();
    const field = (name: string): HTMLElement => {
      const row = screen.getByText(name, { selector: 'dt' }).parentElement;
      if (row === null) throw new Error(`${name} has no row`);
      return row;
    };
    expect(field('Volume')).toHaveTextContent(
      'typed by you on 28 May 2026: the journal’s pageNothing else here says what it is.',
    );
    expect(field('Journal or book')).toHaveTextContent(
      'set by you from a PubMed record on 28 May 2026The atlas says: Clinical immunology',
    );
    expect(field('Title')).toHaveTextContent('from the starter set');
    expect(field('Title')).toHaveTextContent('The atlas says: Cytokine responses to exercise');
    expect(field('Date')).toHaveTextContent('2017from the atlas, as shown on 28 May 2026');
    expect(field('DOI')).toHaveTextContent('Nothing, on purpose');
    expect(field('Authors')).toHaveTextContent('Clark, L V; van der Meer, Jos');
    expect(screen.queryByText('Issue', { selector: 'dt' })).toBeNull();
  });

  it('gives a field back to the atlas, with its undo', async () => {
    const view = exampleReference({
      volume: {
        value: '190',
        from: 'reader',
        correction: { source: '', kind: 'typed', setAt: EXAMPLE_AT },
      },
    });
    const bridge = open(
      {
        'reference.clear': () => ({ changed: ['volume'], undo: 'give back', reference: VIEW }),
      },
      view,
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Give the volume back to the atlas' }),
    );
    await waitFor(() => {
      expect(useLastChange.getState().done).toBe('give back');
    });
    expect(bridge.calls.find(({ method }) => method === 'reference.clear')?.input).toEqual({
      slug,
      fields: ['volume'],
    });
    expect(screen.queryByRole('button', { name: /^Give all/u })).toBeNull();
  });
});

describe('typing', () => {
  it('sends only what differs, checked, and keeps the parts of names that were not touched', async () => {
    const bridge = open({
      'reference.check': ({ fields }) => ({
        slug,
        proposal: fields.map(({ field, value }) =>
          exampleProposed(field, {
            proposed:
              field === 'authors'
                ? [
                    { family: 'Clark', given: 'Lucy' },
                    { family: 'van der Meer', given: 'Jos' },
                  ]
                : value,
          }),
        ),
      }),
    });
    await openForm();
    await userEvent.type(screen.getByRole('textbox', { name: 'Volume' }), '190');
    const authors = screen.getByRole('textbox', { name: 'Authors' });
    expect(authors).toHaveValue('Clark, L V\nvan der Meer, Jos');
    await userEvent.clear(authors);
    await userEvent.type(authors, 'Clark, Lucy\nvan der Meer, Jos');
    await userEvent.clear(screen.getByRole('textbox', { name: 'Journal or book' }));
    await userEvent.type(screen.getByRole('textbox', { name: 'Where is it from?' }), 'The PDF');
    await userEvent.click(screen.getByRole('button', { name: 'Set what I typed' }));
    await waitFor(() => {
      expect(useLastChange.getState().done).toBe('set 3 fields');
    });
    expect(sent(bridge)).toEqual({
      slug,
      fields: [
        {
          field: 'authors',
          value: [
            { family: 'Clark', given: 'Lucy' },
            { family: 'Meer', given: 'Jos', 'non-dropping-particle': 'van der' },
          ],
        },
        { field: 'journal', value: null },
        { field: 'volume', value: '190' },
      ],
      kind: 'typed',
      source: 'The PDF',
    });
    expect(referenceFormNow(slug)).toBeUndefined();
    await waitFor(() => {
      expect(screen.getByRole('button', { name: 'Complete the reference' })).toHaveFocus();
    });
  });

  it('shows what would be changed in a value before it is set, and refuses what cannot be used', async () => {
    let isRefused = true;
    const bridge = open({
      'reference.check': () => ({
        slug,
        proposal: [
          exampleProposed('doi', {
            proposed: isRefused ? null : '10.1/x',
            remarks: [isRefused ? 'This is no DOI.' : 'The address was left out.'],
            doubtful: true,
            refused: isRefused,
          }),
        ],
      }),
    });
    await openForm();
    await userEvent.click(screen.getByRole('button', { name: 'Set what I typed' }));
    expect(screen.getByText(/^Nothing differs/u)).toBeVisible();
    const doi = screen.getByRole('textbox', { name: 'DOI' });
    await userEvent.clear(doi);
    await userEvent.type(doi, 'nonsense');
    await userEvent.click(screen.getByRole('button', { name: 'Set what I typed' }));
    expect(await screen.findByText('This is no DOI.')).toBeVisible();
    expect(sent(bridge)).toBeUndefined();
    isRefused = false;
    await userEvent.type(doi, ' more');
    expect(screen.queryByText('This is no DOI.')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Set what I typed' }));
    expect(await screen.findByText('The address was left out. Read as: 10.1/x')).toBeVisible();
    expect(sent(bridge)).toBeUndefined();
    await userEvent.click(screen.getByRole('button', { name: 'Set it as it was read' }));
    await waitFor(() => {
      expect(sent(bridge)).toMatchObject({ fields: [{ field: 'doi', value: '10.1/x' }] });
    });
  });

  it('keeps what was typed when setting fails, and while another study is looked at', async () => {
    const bridge = open({
      'reference.check': () => ({ slug, proposal: [exampleProposed('volume', {})] }),
      'reference.set': () => {
        throw new AppError('locked', 'The library is busy.', { retryable: true });
      },
    });
    await openForm();
    await userEvent.type(screen.getByRole('textbox', { name: 'Volume' }), '19');
    await userEvent.click(screen.getByRole('button', { name: 'Set what I typed' }));
    expect(await screen.findByText('The library is busy.')).toBeVisible();
    expect(screen.getByRole('textbox', { name: 'Volume' })).toHaveValue('19');
    expect(referenceFormNow(slug)?.values).toEqual({ volume: '19' });
    expect(bridge.calls.some(({ method }) => method === 'reference.set')).toBe(true);
  });

  it('opens and takes the focus when another view asks for it', async () => {
    open();
    await screen.findByRole('button', { name: 'Complete the reference' });
    completeReferenceOf(slug);
    await waitFor(() => {
      expect(screen.getByRole('heading', { level: 4 })).toHaveFocus();
    });
    expect(useSettings.getState().place.slug).toBe(slug);
  });
});

describe('a record', () => {
  async function paste(text: string): Promise<void> {
    await openForm();
    await userEvent.click(screen.getByRole('radio', { name: 'Paste a record' }));
    await userEvent.click(screen.getByRole('textbox', { name: 'Paste a record' }));
    await userEvent.paste(text);
    await userEvent.click(screen.getByRole('button', { name: 'Read the record' }));
  }

  it('is confirmed field by field, what was suggested being ticked', async () => {
    const bridge = open({
      'reference.read': () =>
        exampleReading({
          proposal: [
            exampleProposed('volume', { proposed: '190' }),
            exampleProposed('journal', {
              ...{ present: 'Clinical immunology', presentFrom: 'atlas', proposed: 'Clin Imm' },
              ...{ suggested: false, doubtful: true, remarks: ['It looks shortened.'] },
            }),
            exampleProposed('title', { same: true, suggested: false }),
            exampleProposed('doi', {
              ...{ proposed: null, refused: true, suggested: false, remarks: ['No DOI.'] },
            }),
          ],
          leftOut: [{ name: 'keywords', line: 4 }],
          problems: [{ line: 9, message: 'A brace is missing.' }],
        }),
    });
    await paste('@article{clark, volume = 190}');
    const heading = await screen.findByRole('heading', { name: 'What the BibTeX record says' });
    expect(heading).toHaveFocus();
    expect(screen.getByRole('checkbox', { name: /^Volume: 190/u })).toBeChecked();
    const journal = screen.getByRole('checkbox', { name: /^Journal or book: Clin Imm/u });
    expect(journal).not.toBeChecked();
    expect(screen.getByText(/^Cited now: Clinical immunology \(from the atlas/u)).toBeVisible();
    expect(screen.getByText('It looks shortened.')).toBeVisible();
    expect(screen.getByText('DOI: cannot be used. No DOI.')).toBeVisible();
    expect(screen.getByText('As it is cited already: title.')).toBeVisible();
    expect(screen.getByText('Line 9: A brace is missing.')).toBeVisible();
    await userEvent.click(journal);
    await userEvent.click(screen.getByRole('button', { name: 'Set 2 fields' }));
    await waitFor(() => {
      expect(sent(bridge)).toEqual({
        slug,
        fields: [
          { field: 'volume', value: '190' },
          { field: 'journal', value: 'Clin Imm' },
        ],
        kind: 'bibtex',
        source: 'BibTeX entry clark',
      });
    });
  });

  it('of another paper is said loudly, with nothing ticked', async () => {
    open({
      'reference.read': () =>
        exampleReading({
          match: {
            verdict: 'other',
            sentence: 'This record seems to be of another paper: its DOI.',
          },
          proposal: [exampleProposed('volume', { suggested: false })],
        }),
    });
    await paste('TY  - JOUR');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('This record seems to be of another paper: its DOI.');
    expect(screen.getByRole('checkbox')).not.toBeChecked();
    expect(screen.getByRole('button', { name: 'Tick what to take over' })).toBeDisabled();
  });

  it('out of several is chosen by the reader', async () => {
    const [first] = exampleReading().records;
    const records = [1, 2].map((record) => ({
      ...(first ?? expect.fail('an example has a record')),
      ...{ record, title: `Paper ${record}` },
    }));
    const bridge = open({
      'reference.read': ({ record }) =>
        record === null
          ? exampleReading({ records, record: null, match: null, proposal: [] })
          : exampleReading({ records, record }),
    });
    await paste('two records');
    await userEvent.click(await screen.findByRole('button', { name: '2. Paper 2' }));
    expect(await screen.findByText(/This is number 2/u)).toBeVisible();
    expect(bridge.calls.at(-1)?.input).toMatchObject({ record: 2 });
  });

  it('may be a file, and stays pasted when it cannot be read', async () => {
    open({
      'reference.read': () => {
        throw new AppError('invalid-input', 'No record was found in the text.');
      },
    });
    await openForm();
    await userEvent.click(screen.getByRole('radio', { name: 'Paste a record' }));
    const file = new File(['not a record'], 'refs.txt', { type: 'text/plain' });
    await userEvent.upload(screen.getByLabelText('Or choose a file with the record'), file);
    expect(await screen.findByText('No record was found in the text.')).toBeVisible();
    expect(screen.getByRole('textbox', { name: 'Paste a record' })).toHaveValue('not a record');
  });
});

describe('the register of the DOI', () => {
  it('is offered only where it was switched on, and asked only when the button is pressed', async () => {
    const bridge = open({
      'reference.lookup': () => exampleReading({ format: 'csl-json', kind: 'doi' }),
    });
    await openForm();
    expect(screen.queryByRole('radio', { name: 'Look up the DOI' })).toBeNull();
    useSettings.setState(({ settings }) => ({ settings: { ...settings, doiLookup: true } }));
    await userEvent.click(await screen.findByRole('radio', { name: 'Look up the DOI' }));
    expect(screen.getByRole('textbox', { name: 'DOI' })).toHaveValue('10.1111/cei.13023');
    expect(bridge.calls.some(({ method }) => method === 'reference.lookup')).toBe(false);
    await userEvent.click(screen.getByRole('button', { name: 'Look it up at doi.org' }));
    const proposal = await screen.findByRole('group', { name: 'Take over' });
    expect(within(proposal).getByRole('checkbox')).toBeChecked();
    expect(bridge.calls.at(-1)?.input).toEqual({ slug, doi: '10.1111/cei.13023' });
  });
});
