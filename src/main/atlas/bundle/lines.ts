// Cuts a stream of bytes into lines.
// Invariant: no more than one line is held, and a stream that goes on beyond its limits is given up.
import { damagedBundle } from './format.ts';

const NEWLINE = 0x0a;

export interface LineLimits {
  readonly lineBytes: number;
  readonly totalBytes: number;
}

/**
 * The lines, without their ends. The last one must be ended, too.
 * @throws AppError `bundle-damaged`
 */
export async function* readLines(
  chunks: AsyncIterable<Buffer>,
  limits: LineLimits,
): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let held = 0;
  let total = 0;
  for await (const chunk of chunks) {
    total += chunk.length;
    if (total > limits.totalBytes) throw damagedBundle('it unpacks to more than any atlas has');
    let start = 0;
    for (
      let end = chunk.indexOf(NEWLINE);
      end >= 0;
      start = end + 1, end = chunk.indexOf(NEWLINE, start)
    ) {
      const last = chunk.subarray(start, end);
      if (held + last.length > limits.lineBytes) throw tooLong();
      yield parts.length === 0 ? last : Buffer.concat([...parts, last]);
      parts = [];
      held = 0;
    }
    const rest = chunk.subarray(start);
    held += rest.length;
    if (held > limits.lineBytes) throw tooLong();
    if (rest.length > 0) parts.push(rest);
  }
  if (held > 0) throw damagedBundle('its end is missing');
}

function tooLong(): Error {
  return damagedBundle('a line of it is longer than any study');
}
