/** A judged pair and what was said of it. */
export interface Scored {
  readonly probability: number;
  readonly label: 0 | 1;
}

/** The chance that a duplicate outranks a pair that is none (Mann–Whitney; ties count half). */
export function areaUnderCurve(scored: readonly Scored[]): number {
  const sorted = [...scored].sort((a, b) => a.probability - b.probability);
  let [rankSum, positives] = [0, 0];
  for (let start = 0; start < sorted.length;) {
    let end = start;
    while (end < sorted.length && sorted[end]?.probability === sorted[start]?.probability) end++;
    for (let at = start; at < end; at++)
      if (sorted[at]?.label === 1) {
        rankSum += (start + 1 + end) / 2;
        positives++;
      }
    start = end;
  }
  const negatives = sorted.length - positives;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** The largest share of the duplicates found by any threshold at which so much of what is found is one. */
export function recallAtPrecision(scored: readonly Scored[], precision: number): number {
  const sorted = [...scored].sort((a, b) => b.probability - a.probability);
  const positives = sorted.filter(({ label }) => label === 1).length;
  let [found, best] = [0, 0];
  sorted.forEach(({ probability, label }, index) => {
    found += label;
    const isTie = sorted[index + 1]?.probability === probability;
    if (!isTie && found / (index + 1) >= precision) best = Math.max(best, found / positives);
  });
  return best;
}

/** Expected calibration error: |mean probability − share of duplicates| in ten bins of equal width, weighted by size. */
export function calibrationError(scored: readonly Scored[], bins = 10): number {
  return reliability(scored, bins).reduce(
    (sum, { count, meanProbability, share }) =>
      sum + (count / scored.length) * Math.abs(meanProbability - share),
    0,
  );
}

export interface ReliabilityBin {
  readonly from: number;
  readonly count: number;
  readonly meanProbability: number;
  readonly share: number;
}

/** The bins of a reliability diagram that hold anything. */
export function reliability(scored: readonly Scored[], bins = 10): readonly ReliabilityBin[] {
  return Array.from({ length: bins }, (_, bin) => {
    const inside = scored.filter(
      ({ probability }) => Math.min(bins - 1, Math.floor(probability * bins)) === bin,
    );
    return {
      from: bin / bins,
      count: inside.length,
      meanProbability: inside.reduce((sum, { probability }) => sum + probability, 0) / inside.length,
      share: inside.reduce((sum, { label }) => sum + label, 0) / inside.length,
    };
  }).filter(({ count }) => count > 0);
}

export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * A measure with its 95 % interval by the bootstrap over clusters: pairs that share a message are drawn together,
 * since they are not independent.
 */
export function withInterval<T extends Scored>(
  scored: readonly T[],
  clusterOf: (pair: T) => string,
  measure: (scored: readonly Scored[]) => number,
  random: () => number,
  rounds = 1000,
): Interval {
  const byCluster = new Map<string, T[]>();
  for (const pair of scored) {
    const cluster = byCluster.get(clusterOf(pair)) ?? [];
    byCluster.set(clusterOf(pair), [...cluster, pair]);
  }
  const clusters = [...byCluster.values()];
  const drawn = Array.from({ length: rounds }, () =>
    measure(clusters.flatMap(() => clusters[Math.floor(random() * clusters.length)] ?? [])),
  )
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const at = (share: number): number => drawn[Math.floor(share * (drawn.length - 1))] ?? Number.NaN;
  return { value: measure(scored), low: at(0.025), high: at(0.975) };
}
