// What is said of many samples: medians and percentiles, never the best of them.
// Invariant: every time on the wall is a sample that was really taken (nearest rank).

/** The value below which `share` (0 to 1) of the samples lie, by nearest rank; NaN where there is none. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** The middle sample. */
export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/** The mean: for CPU times, which the kernel counts in ticks of some milliseconds, right only in sum. */
export function mean(samples: readonly number[]): number {
  return samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
}

/**
 * How many times as long `other` takes: the median of the ratios of each round. Both sides of a round
 * ran one after the other, so what else the machine was doing falls on both.
 */
export function pairedRatio(own: readonly number[], other: readonly number[]): number {
  return median(own.map((value, round) => (other[round] ?? Number.NaN) / value));
}
