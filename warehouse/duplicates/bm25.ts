/**
 * BM25F over two fields (Zaragoza et al. 2004, Robertson & Zaragoza 2009): a term's frequencies in title and body,
 * each normalised by the field's length and weighted, saturate together.
 */
export const bm25 = {
  k1: 0.8,
  title: { weight: 2.5, b: 0.3 },
  body: { weight: 1, b: 0.6 },
} as const;

/** Mean lengths in code units; the norms of a segment are made with those of its time. */
export interface MeanLengths {
  readonly title: number;
  readonly body: number;
}

/** An impact is kept in 8 bits: 255 is the limit of saturation, k1 + 1. */
const steps = 255;

/** The saturated weight of a term in a document, 1 … 255. */
export function impactOf(inTitle: number, inBody: number, titleNorm: number, bodyNorm: number): number {
  const frequency = (bm25.title.weight * inTitle) / titleNorm + (bm25.body.weight * inBody) / bodyNorm;
  return Math.max(1, Math.round((frequency / (bm25.k1 + frequency)) * steps));
}

export function titleNorm(length: number, mean: MeanLengths): number {
  return 1 - bm25.title.b + (bm25.title.b * length) / Math.max(1, mean.title);
}

export function bodyNorm(length: number, mean: MeanLengths): number {
  return 1 - bm25.body.b + (bm25.body.b * length) / Math.max(1, mean.body);
}

/** The weight of a term by how rare it is (Robertson–Spärck Jones, kept positive), for one step of impact. */
export function termWeight(frequency: number, documents: number): number {
  return (Math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5)) * (bm25.k1 + 1)) / steps;
}
