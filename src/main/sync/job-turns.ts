// Numbers the long jobs of this process, and knows which of them are at work.
// Invariant: a number is given once; of two, the smaller one began earlier.

/** One job, and those that were at work when it began, itself included. Can be cloned into another thread. */
export interface JobTurn {
  readonly number: number;
  readonly atWork: readonly number[];
}

// Of the main thread, which starts them all.
const atWork = new Set<number>();
let last = 0;

/** Begins a job: its turn, and what is to be called when it has ended, however it did. */
export function beginJob(): { readonly turn: JobTurn; readonly end: () => void } {
  last += 1;
  const number = last;
  atWork.add(number);
  return { turn: { number, atWork: [...atWork] }, end: () => void atWork.delete(number) };
}

/** As a job that would begin now sees the others. */
export function nextTurn(): JobTurn {
  return { number: last + 1, atWork: [...atWork] };
}

/** True where a job that began before this turn is known to have ended. */
export function hasEnded(job: number | undefined, turn: JobTurn | null): boolean {
  return job !== undefined && turn !== null && job < turn.number && !turn.atWork.includes(job);
}
