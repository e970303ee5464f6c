import { z } from 'zod';
import type { Found } from './duplicate-index.ts';
import { bands } from './model.ts';
import { signNames, type TitleReader, type TitleSigns } from './title-signs.ts';

/** A draft whose body has fewer compared characters is taken for a title only. */
export const shortBody = 20;

/** How the signs of a title weigh, and how well they did; made by `trainedBy`. */
export const titleRankingSchema = z.object({
  trainedBy: z.string(),
  weights: z.record(z.enum(signNames), z.number()),
  figures: z.record(z.string(), z.unknown()),
});
export type TitleRanking = z.infer<typeof titleRankingSchema>;

/** Something found, and its signs. */
export interface Signed<T> {
  readonly found: T;
  readonly signs: TitleSigns;
}

/** Likeliest first; of texts as likely, what BM25 finds better. */
export function rankedByProbability(found: readonly Found[]): readonly Found[] {
  return [...found].sort((a, b) => b.probability - a.probability || b.bm25 - a.bm25);
}

/**
 * As people are shown it: a higher band never stands below a lower one; within a band the order found stays. What is
 * ranked by signs and not by its probability would look out of order otherwise.
 */
export function byBand<T extends Pick<Found, 'band'>>(found: readonly T[]): readonly T[] {
  return [...found].sort((a, b) => bands.indexOf(a.band) - bands.indexOf(b.band));
}

/** A draft of little more than a title has too little for the probability to rank by: its signs do. */
export function rankedForTitle(
  { weights }: TitleRanking,
  signed: readonly Signed<Found>[],
): readonly Found[] {
  return signed
    .map(({ found, signs }) => ({ found, place: placeOf(weights, signs) }))
    .sort((a, b) => b.place - a.place)
    .map(({ found }) => found);
}

export function placeOf(weights: TitleRanking['weights'], signs: TitleSigns): number {
  return signNames.reduce((sum, name) => sum + weights[name] * signs[name], 0);
}

/** @param text folded, title first */
export function signsOf(
  reader: TitleReader,
  { probability, bm25 }: Pick<Found, 'probability' | 'bm25'>,
  text: Uint16Array,
): TitleSigns {
  return {
    ...reader.read(text),
    log_odds: Math.log(probability / (1 - probability)),
    bm25: bm25 / Math.max(1, reader.length),
  };
}
