// Our reader of RIS beside citation-js's: the same of ordinary records; and the reasons, measured, why it is not theirs.
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { checkValue } from '../../../src/main/references/check-value.ts';
import { valueOf } from '../../../src/main/references/item-fields.ts';
import { readRis } from '../../../src/main/references/read-ris.ts';
import { isSameValue } from '../../../src/main/references/same-value.ts';
import type { CslItem } from '../../../src/shared/domain/csl.ts';
import type { FieldValue, ReferenceField } from '../../../src/shared/domain/reference-fields.ts';

interface CitationCore {
  readonly Cite: new (text: string) => { readonly data: readonly CslItem[] };
}

function readByCitationJs(text: string): readonly CslItem[] {
  const require = createRequire(import.meta.url);
  const { Cite } = require('@citation-js/core') as CitationCore;
  require('@citation-js/plugin-ris');
  return new Cite(text).data;
}

// As the websites of publishers and as reference managers write it; made up.
const RECORDS = `TY  - JOUR
AU  - Marrow, Jos W. M.
AU  - Sleep, Anna
TI  - Breathing during sleep
T2  - Journal of Made-up Medicine
PY  - 2019
VL  - 12
IS  - 3
SP  - 283
EP  - 294
DO  - 10.1234/made.1
SN  - 1234-5678
ER  - 

TY  - JOUR
T1  - A second study of sleep
A1  - Marrow, J
JF  - Another Journal
Y1  - 2001/05/23
VL  - 4
SP  - e12
EP  - e19
N2  - What it says.
ER  - 

TY  - BOOK
AU  - Marrow, J
TI  - A book
PB  - A Publisher
CY  - A Place
PY  - 1999
SN  - 978-3-16-148410-0
ER  - 
`;
const FIELDS: readonly ReferenceField[] = [
  ...(['type', 'title', 'authors', 'journal', 'date', 'volume', 'issue'] as const),
  ...(['pages', 'doi', 'publisher', 'place', 'isbn'] as const),
];

describe('RIS', () => {
  it('of ordinary records is read as citation-js reads it', () => {
    const { records } = readRis(RECORDS);
    const theirs = readByCitationJs(RECORDS);
    expect(records).toHaveLength(theirs.length);
    const different = records.flatMap((record, index) =>
      FIELDS.flatMap((field) => {
        const given = record.values.find((value) => value.field === field)?.value ?? null;
        const ours: FieldValue | null = given === null ? null : checkValue(field, given).value;
        const item = theirs[index];
        const other = item === undefined ? null : valueOf(item, field);
        return isSameValue(field, ours, other) ? [] : [{ record: index + 1, field, ours, other }];
      }),
    );
    expect(different).toEqual([]);
  });

  it('is not read by citation-js because it cuts a value, and throws at a tag before the first record', () => {
    const cut = 'TY  - JOUR\nTI  - Fatigue  - a study\nER  - \n';
    expect(readByCitationJs(cut)[0]?.title).toBe('Fatigue');
    expect(readRis(cut).records[0]?.values.find(({ field }) => field === 'title')?.value).toBe(
      'Fatigue - a study',
    );
    const early = 'AU  - Marrow, J\nTY  - JOUR\nTI  - Fatigue\nER  - \n';
    expect(() => readByCitationJs(early)).toThrow(TypeError);
    expect(readRis(early).problems).toMatchObject([{ line: 1 }]);
  });
});
