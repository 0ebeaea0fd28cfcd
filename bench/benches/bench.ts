// What a benchmark is to the program that runs it.
// Invariant: a benchmark answers with sections and prints nothing but progress.
import type { Section } from '../support/report.ts';

export interface BenchContext {
  /** Fewer rounds: for a look, not for a figure to keep. */
  readonly isQuick: boolean;
  readonly sizes: readonly number[];
}

export interface Bench {
  readonly name: string;
  /** Words that a filter finds beside the name. */
  readonly about: string;
  /** Loads and runs it: each is loaded when it is its turn. */
  run(context: BenchContext): Promise<readonly Section[]>;
}
