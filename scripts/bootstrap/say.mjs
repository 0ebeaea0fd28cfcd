// How the bootstrap speaks: one plain sentence a time, and never on stdout.
// Invariant: stdout belongs to the command that was asked for; what prepares it writes to stderr.

/** A failure that is told in one sentence, without a stack trace. */
export class PlainError extends Error {
  /**
   * @param {string} message The whole sentence, as the reader sees it.
   * @param {number} [exitCode]
   */
  constructor(message, exitCode = 1) {
    super(message);
    this.name = 'PlainError';
    this.exitCode = exitCode;
  }
}

/**
 * Writes one line to stderr.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * The `code` of a system error ('ENOENT' …), or an empty string.
 * @param {unknown} error
 * @returns {string}
 */
export function codeOf(error) {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/**
 * What an unknown thrown value says.
 * @param {unknown} error
 * @returns {string}
 */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
