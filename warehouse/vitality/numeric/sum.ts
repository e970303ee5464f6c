/**
 * Sums as R forms them: in the 64-bit significand of an x87 `long double`, rounded to a double at the end. Ties
 * between units (equal sums of ranks, outranking shares of exactly one half) are decided by the last bit, so the last
 * bit has to be the same as there, and the same on every machine: nothing here depends on the processor.
 *
 * The running sum is an unevaluated pair high + low (Knuth), its low part rounded to the extra 11 bits by adding and
 * taking away a number 2⁻¹¹ times as large as the high one.
 */

/** 2⁻¹¹: a long double holds 11 bits more than a double. */
const extra = 2 ** -11;
const splitter = 134_217_729;

/** A running sum with a 64-bit significand. */
export class ExtendedSum {
  private high = 0;
  private low = 0;

  add(x: number): this {
    const sum = this.high + x;
    const part = sum - this.high;
    const error = this.high - (sum - part) + (x - part) + this.low;
    const high = sum + error;
    const cut = high * extra;
    this.low = error - (high - sum) + cut - cut;
    this.high = high;
    return this;
  }

  /** Divides as a long double divides by a whole number, rounded to a double. */
  dividedBy(count: number): number {
    const quotient = this.high / count;
    if (!Number.isFinite(quotient)) return quotient;
    // high − quotient·count is representable; computed through Dekker's exact product.
    const c = splitter * quotient;
    const qHigh = c - (c - quotient);
    const qLow = quotient - qHigh;
    const d = splitter * count;
    const nHigh = d - (d - count);
    const nLow = count - nHigh;
    const product = quotient * count;
    const error = qLow * nLow - (product - qHigh * nHigh - qLow * nHigh - qHigh * nLow);
    return quotient + (this.high - product - error + this.low) / count;
  }

  get value(): number {
    return this.high + this.low;
  }
}

/** Σx. */
export function sum(values: readonly number[] | Float64Array): number {
  const running = new ExtendedSum();
  for (const value of values) running.add(value);
  return running.value;
}

/** The arithmetic mean, in R's two passes: s = Σx/n, then s + Σ(x − s)/n. NaN for no values. */
export function mean(values: readonly number[] | Float64Array): number {
  const first = new ExtendedSum();
  for (const value of values) first.add(value);
  const rough = first.dividedBy(values.length);
  if (!Number.isFinite(rough)) return NaN;
  const second = new ExtendedSum();
  for (const value of values) second.add(value - rough);
  return rough + second.dividedBy(values.length);
}
