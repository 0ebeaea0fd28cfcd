// Numbers with the right form of their noun.

const NUMBER = new Intl.NumberFormat('en-GB');

/** `1 study`, `1,204 studies`. */
export function counted(count: number, one: string, many: string): string {
  return `${NUMBER.format(count)} ${count === 1 ? one : many}`;
}

/** `12 studies`. */
export function studiesInWords(count: number): string {
  return counted(count, 'study', 'studies');
}
