// How many studies were found, in words.
// Invariant: pure; numbers are grouped as people write them.

const NUMBER = new Intl.NumberFormat('en-GB');

/** `6,145`. */
export function numberInWords(count: number): string {
  return NUMBER.format(count);
}

/** `412 of 6,145 studies`; `size` is null where the number of all is not known (yet). */
export function totalInWords(total: number, size: number | null): string {
  if (size === null || size < total) return studies(total);
  if (total === size) return total === 0 ? 'No studies' : `All ${studies(total)}`;
  return `${total === 0 ? 'None' : numberInWords(total)} of ${studies(size)}`;
}

/** `1 study`, `3 studies`. */
export function studies(count: number): string {
  return `${numberInWords(count)} ${count === 1 ? 'study' : 'studies'}`;
}
