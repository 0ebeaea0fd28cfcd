// Page ranges whose end is shortened, as PubMed and some styles write them ("E5472-80").
// Invariant: only an end that is shorter than its beginning, or lacks its letter, is written out; all else stays.

/** Each range with its end in full: `283-94` is `283-294`, `E5472-80` is `E5472-E5480`. Dashes must be plain ones. */
export function fullPages(text: string): string {
  return text
    .split(/(,\s*)/u)
    .map((part) => fullRange(part))
    .join('');
}

function fullRange(range: string): string {
  const match = /^(\p{L}*)(\d+)-(\p{L}*)(\d+)$/u.exec(range);
  if (match === null) return range;
  const [, letters = '', start = '', endLetters = '', end = ''] = match;
  if (endLetters !== '' && endLetters !== letters) return range;
  const missing = start.length - end.length;
  const full = missing > 0 ? start.slice(0, missing) + end : end;
  return Number(full) < Number(start) ? range : `${letters}${start}-${letters}${full}`;
}
