// What our own BibTeX writer wrote is read back as what it was written from: real references, field by field.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeBibtex } from '../../../src/main/export/bibtex/write-bibtex.ts';
import { checkValue } from '../../../src/main/references/check-value.ts';
import { valueOf } from '../../../src/main/references/item-fields.ts';
import { readRecords } from '../../../src/main/references/read-records.ts';
import { isSameValue, valueText } from '../../../src/main/references/same-value.ts';
import type { ReferenceField } from '../../../src/shared/domain/reference-fields.ts';
import { needsShared } from '../../support/needs.ts';
import { factsToItem, type BibFacts } from '../export/bib-facts.ts';

const sharedFolder = needsShared();
const FIELDS: readonly ReferenceField[] = [
  ...(['title', 'authors', 'journal', 'date', 'volume'] as const),
  ...(['issue', 'pages', 'doi', 'pmid'] as const),
];
// One in eight of the 1,232: enough to meet every letter and form, in a second.
const EVERY = 8;

describe('a reference that was exported as BibTeX', () => {
  it.skipIf(sharedFolder.isMissing)(`comes back field by field ${sharedFolder.note}`, async () => {
    const lines = readFileSync(
      path.join(sharedFolder.folder, 'data/mecfs-bib-facts.jsonl'),
      'utf8',
    );
    const items = lines
      .split('\n')
      .filter((line, index) => line !== '' && index % EVERY === 0)
      .map((line, index) => factsToItem(JSON.parse(line) as BibFacts, index));
    const entries = items.map((item, index) => ({
      key: `k${String(index).padStart(4, '0')}`,
      item,
    }));
    const { records } = await readRecords(
      writeBibtex(entries, { charset: 'ascii' }).text,
      'bibtex',
    );
    expect(records).toHaveLength(items.length);
    const different: string[] = [];
    entries.forEach(({ key, item }) => {
      const record = records.find((each) => each.key === key);
      for (const field of FIELDS) {
        const given = record?.values.find((value) => value.field === field)?.value ?? null;
        const back = given === null ? null : checkValue(field, given).value;
        const before = valueOf(item, field);
        const was = before === null ? null : checkValue(field, before).value;
        if (!isSameValue(field, back, was)) {
          const [one, other] = [was, back].map((value) =>
            value === null ? '-' : valueText(value),
          );
          different.push(`${key} ${field}: ${one ?? ''} | ${other ?? ''}`);
        }
      }
    });
    expect(different).toEqual([]);
  });
});
