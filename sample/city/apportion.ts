/** Money inside the generator is whole fen: sums stay far below 2^53, so every sum is exact. */
export type Fen = number;

export const fenOfYi = (yi: number): Fen => Math.round(yi * 1e4) * 1e6;

/**
 * Splits a whole amount in proportion to the weights by the largest remainder: the parts are whole and add up
 * to the total exactly, and each is less than one away from its exact share.
 *
 * @throws RangeError when the total is not a safe integer or no weight is positive.
 */
export function apportion(total: Fen, weights: readonly number[]): Fen[] {
  if (!Number.isSafeInteger(total)) throw new RangeError(`cannot apportion ${total}: not a safe integer`);
  let sum = 0;
  for (const weight of weights) {
    if (!(weight >= 0)) throw new RangeError(`weight ${weight} is not a number from 0`);
    sum += weight;
  }
  if (!(sum > 0)) throw new RangeError(`cannot apportion ${total} over weights that are all zero`);
  const sign = total < 0 ? -1 : 1;
  const size = Math.abs(total);
  const parts = new Array<number>(weights.length);
  const remainders: { index: number; remainder: number }[] = [];
  let rest = size;
  for (const [index, weight] of weights.entries()) {
    const share = (size / sum) * weight;
    const whole = Math.floor(share);
    parts[index] = whole;
    rest -= whole;
    if (weight > 0) remainders.push({ index, remainder: share - whole });
  }
  // Floating shares of large totals can be a few fen off: then `rest` is spread round after round.
  remainders.sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  const step = rest < 0 ? -1 : 1;
  for (let turn = 0; rest !== 0; turn++) {
    const target = remainders[turn % remainders.length];
    if (target === undefined) break;
    parts[target.index] = (parts[target.index] ?? 0) + step;
    rest -= step;
  }
  return sign === 1 ? parts : parts.map((part) => (part === 0 ? 0 : -part));
}

/** Apportions in whole multiples of `grain` fen; the total must be a multiple itself. */
export function apportionIn(grain: Fen, total: Fen, weights: readonly number[]): Fen[] {
  if (total % grain !== 0) throw new RangeError(`${total} is not a multiple of ${grain}`);
  return apportion(total / grain, weights).map((part) => part * grain);
}

export function sum(values: readonly Fen[]): Fen {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** `-1234.50` yuan. */
export function yuanText(fen: Fen): string {
  const size = Math.abs(fen);
  const whole = Math.floor(size / 100);
  const rest = size - whole * 100;
  return `${fen < 0 ? '-' : ''}${whole}.${rest < 10 ? '0' : ''}${rest}`;
}

/** 万元 with up to six decimals, exact: a number whose shortest text is the amount. */
export function wanNumber(fen: Fen): number {
  return fen / 1e6;
}
