// Progress, for a person who waits.
// Invariant: stderr only; the answer alone is on stdout.

/** One line of progress. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
