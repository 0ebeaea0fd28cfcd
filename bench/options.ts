// The words after `npm run bench --`.
// Invariant: a word that means nothing is an error, never a bench that silently measures something else.
import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** Parts of names; none means all. */
  readonly filters: readonly string[];
  readonly sizes: readonly number[];
  readonly isQuick: boolean;
  readonly asJson: boolean;
  readonly wantsHelp: boolean;
}

/** The atlas as it was counted, and ten times that. */
export const ATLAS_SIZE = 6145;
const DEFAULT_SIZES: readonly number[] = [ATLAS_SIZE, 61_450];
const MAX_SIZE = 200_000;

/** Wrong usage, in a sentence. */
export class UsageError extends Error {}

/** @throws UsageError */
export function readOptions(words: readonly string[]): BenchOptions {
  const { values, positionals } = parse(words);
  return {
    filters: positionals.map((word) => word.toLowerCase()),
    sizes: values.studies === undefined ? DEFAULT_SIZES : values.studies.split(',').map(readSize),
    isQuick: values.quick,
    asJson: values.json,
    wantsHelp: values.help,
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        studies: { type: 'string' },
        quick: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readSize(word: string): number {
  const size = Number(word);
  if (Number.isSafeInteger(size) && size >= 100 && size <= MAX_SIZE) return size;
  throw new UsageError(`--studies takes numbers from 100 to ${MAX_SIZE}, not “${word}”.`);
}
