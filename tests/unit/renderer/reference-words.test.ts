// The words for a reference, and what is sent of a form that was typed into.
import { describe, expect, it } from 'vitest';
import {
  missingInWords,
  nameInLine,
  othersInWords,
  sourceInWords,
  valueInWords,
  type FieldView,
} from '../../../src/renderer/features/reference/reference-words.ts';
import {
  editable,
  fieldsToSend,
  typedChanges,
  withTyped,
} from '../../../src/renderer/features/reference/typed-values.ts';
import type { ReferenceField } from '../../../src/shared/domain/reference-fields.ts';
import {
  exampleProposed,
  exampleReference,
  type ReferenceView,
} from '../../support/example-reference.ts';
import { EXAMPLE_AT } from '../../support/study-view.ts';

function fieldOf(view: ReferenceView, name: ReferenceField): FieldView {
  return view.fields.find(({ field }) => field === name) ?? expect.fail(`no field ${name}`);
}

describe('a name in a line', () => {
  it.each([
    [{ family: 'Clark', given: 'L V' }, 'Clark, L V'],
    [{ family: 'Clark' }, 'Clark'],
    [{ family: 'King', given: 'M', suffix: 'Jr.' }, 'King, Jr., M'],
    [{ 'non-dropping-particle': 'van der', family: 'Meer', given: 'J' }, 'van der Meer, J'],
    [{ literal: 'World Health Organization' }, 'World Health Organization'],
    // Without braces these would be read as a person.
    [{ literal: 'WHO' }, '{WHO}'],
    [{ literal: 'Institute of Medicine, Committee' }, '{Institute of Medicine, Committee}'],
  ])('%j is %s', (name, line) => {
    expect(nameInLine(name)).toBe(line);
  });
});

describe('values and sources', () => {
  it('shorten 3,000 authors and a long abstract, and say so', () => {
    const authors = Array.from({ length: 3000 }, (_, place) => ({ family: `A${place}` }));
    expect(valueInWords('authors', authors)).toMatch(/A24; and 2,975 more$/u);
    expect(valueInWords('abstract', 'a'.repeat(1000))).toMatch(/^a{400}…$/u);
  });

  it('name each source for itself, and the atlas only for what is its own', () => {
    const from = (source: FieldView['from']): string | null =>
      sourceInWords({ from: source, correction: null }, EXAMPLE_AT);
    expect(from('atlas')).toBe('from the atlas, as shown on 28 May 2026');
    for (const other of ['starter', 'kept', 'program'] as const) {
      expect(from(other)).not.toMatch(/from the atlas|28 May/u);
    }
    expect(from(null)).toBeNull();
  });

  it('say what the atlas has where it differs, and nothing of it where it is silent', () => {
    const correction = { source: '', kind: 'typed' as const, setAt: EXAMPLE_AT };
    const view = exampleReference({
      journal: { value: 'Another', from: 'reader', correction },
      volume: { value: '1', from: 'reader', correction },
      date: { value: '2018', from: 'reader', correction, atlas: null, withoutFrom: 'starter' },
    });
    const words = (field: ReferenceField): string | null => othersInWords(fieldOf(view, field));
    expect(words('journal')).toBe('The atlas says: Clinical immunology');
    expect(words('volume')).toBe('Nothing else here says what it is.');
    expect(words('date')).toMatch(/^Without yours: 2017 \(from the starter set/u);
    expect(words('title')).toBeNull();
  });

  it('miss no pages of an article with a number, nor what was emptied on purpose', () => {
    expect(missingInWords(exampleReference())).toBe('Not known yet: volume, issue and pages.');
    const correction = { source: '', kind: 'typed' as const, setAt: EXAMPLE_AT };
    const view = exampleReference({
      number: { value: 'e123' },
      issue: { value: null, from: 'reader', correction },
    });
    expect(missingInWords(view)).toBe('Not known yet: volume.');
  });
});

describe('what was typed', () => {
  const view = exampleReference();

  it('is kept only where it differs, and an emptied field is nothing on purpose', () => {
    const journal = fieldOf(view, 'journal');
    const typed = withTyped(withTyped({}, fieldOf(view, 'volume'), '9'), journal, 'X');
    expect(typed).toEqual({ volume: '9', journal: 'X' });
    expect(withTyped(typed, journal, editable(journal.value))).toEqual({ volume: '9' });
    expect(typedChanges({ ...typed, journal: ' ', title: ' ' }, view.fields)).toEqual([
      { field: 'title', value: null },
      { field: 'journal', value: null },
      { field: 'volume', value: '9' },
    ]);
    // Spaces around a value are no change.
    expect(typedChanges({ date: ' 2017 ' }, view.fields)).toEqual([]);
  });

  it('changes no part of a name that was not touched', () => {
    const read = [
      { family: 'van der Meer', given: 'Jos' },
      { family: 'New', given: 'N' },
    ];
    const proposal = [exampleProposed('authors', { proposed: read })];
    expect(fieldsToSend(proposal, view.fields)).toEqual([
      {
        field: 'authors',
        value: [
          { family: 'Meer', given: 'Jos', 'non-dropping-particle': 'van der' },
          { family: 'New', given: 'N' },
        ],
      },
    ]);
  });
});
