import type { Found } from './duplicate-index.ts';

/** A draft whose body has fewer compared characters is taken for a title only. */
export const shortBody = 20;

/**
 * By probability; but a draft of little more than a title has too little for the model to go by, and is ranked by its
 * log-odds and BM25 together (weights by the retrieval of paraphrased titles, see docs/benchmarks.md).
 */
export function ranked(found: readonly Found[], bodyLength: number): readonly Found[] {
  const most = Math.max(Number.MIN_VALUE, ...found.map(({ bm25 }) => bm25));
  const byBm25 = bodyLength < shortBody ? 12 : 0;
  const place = ({ probability, bm25 }: Found): number =>
    Math.log(probability / (1 - probability)) + (byBm25 * bm25) / most;
  return [...found].sort((a, b) => place(b) - place(a) || b.bm25 - a.bm25);
}
