// Says where in a text something stands, as a person counts.
// Invariant: for sentences alone; places that programs use stay UTF-16 units.

/** The number, from 1, of the character (code point) at a place given in UTF-16 units. */
export function characterNumber(text: string, at: number): number {
  return [...text.slice(0, at)].length + 1;
}
