// Runs several ways of doing something side by side, round by round.
// Invariant: in every round each runs once, in an order that rotates, so that no one always pays for
// what the one before it left behind (caches, garbage) or for a busy moment of the machine.

/** One run: what the clock on the wall said, and what this thread worked (in ticks of the kernel). */
export interface Sample {
  readonly wallMs: number;
  readonly cpuMs: number;
}

export interface Contestant {
  readonly name: string;
  /** Its result is not looked at here: who must not be optimised away keeps it. */
  readonly run: () => unknown;
}

export interface Rounds {
  readonly warmUps: number;
  readonly rounds: number;
}

/** The samples of every contestant, in the order given; warm-up rounds are run and forgotten. */
export function race(
  contestants: readonly Contestant[],
  { warmUps, rounds }: Rounds,
): readonly (readonly Sample[])[] {
  const samples: Sample[][] = contestants.map(() => []);
  for (let round = 0; round < warmUps + rounds; round += 1) {
    for (let turn = 0; turn < contestants.length; turn += 1) {
      const place = (turn + round) % contestants.length;
      const contestant = contestants[place];
      if (contestant === undefined) continue;
      const sample = measure(contestant.run);
      if (round >= warmUps) samples[place]?.push(sample);
    }
  }
  return samples;
}

/** Times one call. */
export function measure(run: () => unknown): Sample {
  const cpu = process.threadCpuUsage();
  const startedMs = performance.now();
  run();
  const wallMs = performance.now() - startedMs;
  const { user, system } = process.threadCpuUsage(cpu);
  return { wallMs, cpuMs: (user + system) / 1000 };
}

/** The samples' times on the wall. */
export function wallTimes(samples: readonly Sample[]): number[] {
  return samples.map(({ wallMs }) => wallMs);
}

/** What this thread worked in each sample. */
export function cpuTimes(samples: readonly Sample[]): number[] {
  return samples.map(({ cpuMs }) => cpuMs);
}
