// Work that can be left between its steps, for whoever shares a thread with others.
// Invariant: the same work, in the same order, whether it is done in one go or with others between its steps.

/** Yields where others may come in between; returns what the work came to. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Does it in one go. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Does it with others between the steps. `turn`: lets them come. */
export async function stepByStep<T>(steps: Steps<T>, turn: () => Promise<unknown>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await turn();
  }
}
