// Whether two values of a field say the same.
// Invariant: spelling counts; only what no reader would see (spaces, forms of a dash, markup) does not.
import type { CslName } from '../../shared/domain/csl.ts';
import type { FieldValue, ReferenceField } from '../../shared/domain/reference-fields.ts';
import { decodeMarkup, foldText } from '../../shared/util/fold-text.ts';
import { isSameDoi } from '../export/text/identifiers.ts';
import { fullPages } from './page-range.ts';
import { nameText } from './read-names.ts';

/** True where both say the same. */
export function isSameValue(
  field: ReferenceField,
  one: FieldValue | null,
  other: FieldValue | null,
): boolean {
  if (one === null || other === null) return one === other;
  if (field === 'doi' && typeof one === 'string' && typeof other === 'string') {
    return isSameDoi(one, other);
  }
  if (field === 'pages') return fullPages(plain(one)) === fullPages(plain(other));
  return plain(one) === plain(other);
}

/** True where only capitals, accents or signs differ. */
export function isSameButForForm(one: FieldValue | null, other: FieldValue | null): boolean {
  if (one === null || other === null) return false;
  return foldText(valueText(one)) === foldText(valueText(other));
}

/** A value in one line. */
export function valueText(value: FieldValue): string {
  return typeof value === 'string' ? value : value.map(nameText).join('; ');
}

function plain(value: FieldValue): string {
  const text = typeof value === 'string' ? value : value.map(nameParts).join(';');
  return decodeMarkup(text)
    .normalize('NFC')
    .replace(/[‐‑‒–—−]/gu, '-')
    .replace(/[‘’]/gu, "'")
    .replace(/[“”]/gu, '"')
    .replace(/\s+/gu, ' ')
    .trim();
}

// "Meer, van der" in two fields or in one is the same name; so are initials with and without a period.
function nameParts(name: CslName): string {
  return nameText(name)
    .replace(/(?<=\p{Lu})\./gu, ' ')
    .replace(/\s+(?=[-,]|$)/gu, '');
}
