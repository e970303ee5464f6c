import { z } from 'zod';
import type { Boilerplate } from './boilerplate.ts';
import { absent, embedWithin, type DenseStatus, type DenseVectors, type EmbeddingProvider } from './dense.ts';
import type { DuplicateIndex, Found } from './duplicate-index.ts';
import { explain, type SearchResult } from './duplicate-search.ts';
import type { SearchFilters } from './search-filters.ts';
import type { Draft } from './suggestion.ts';
import { fitLogistic } from './logistic-regression.ts';
import { bandOf, logistic } from './model.ts';

/** A second calibrated model, over the log-odds of the first and the cosine of one provider's vectors. */
export const denseModelSchema = z.object({
  provider: z.string(),
  logOdds: z.number(),
  cosine: z.number(),
  bias: z.number(),
});
export type DenseModel = z.infer<typeof denseModelSchema>;

export interface DenseExample {
  /** What the first model says, 0 … 1. */
  readonly probability: number;
  readonly cosine: number;
  readonly label: 0 | 1;
}

const logOdds = (probability: number): number => {
  const p = Math.min(1 - 1e-6, Math.max(1e-6, probability));
  return Math.log(p / (1 - p));
};

/** Learns the second model from judged pairs; every provider needs its own, since cosines mean different things. */
export function learnDenseModel(provider: string, examples: readonly DenseExample[]): DenseModel {
  const fit = fitLogistic(
    examples.map(({ probability, cosine }) => [logOdds(probability), cosine]),
    examples.map(({ label }) => label),
    1,
  );
  const [first = 0, second = 0] = fit.weights.map((weight, index) => weight / (fit.scales[index] ?? 1));
  const bias = fit.bias - first * (fit.means[0] ?? 0) - second * (fit.means[1] ?? 0);
  return { provider, logOdds: first, cosine: second, bias };
}

export interface Dense {
  readonly provider: EmbeddingProvider;
  readonly vectors: DenseVectors;
  /** Null until judged pairs have been seen with this provider: meaning then only adds candidates. */
  readonly model: DenseModel | null;
  readonly budgetMs: number;
}

export interface DenseSearchResult extends SearchResult {
  readonly dense: DenseStatus;
}

/** Documents near in meaning that are put among the candidates. */
const nearestTaken = 50;

/**
 * A search in which meaning takes part if it can: within its budget, documents near in meaning join the candidates,
 * and the second model judges all. Whether it did is part of the answer.
 */
export async function searchWithMeaning(
  index: DuplicateIndex,
  boilerplate: Boilerplate,
  dense: Dense | null,
  draft: Draft,
  count: number,
  filters: SearchFilters = {},
): Promise<DenseSearchResult> {
  const asked =
    dense === null ? null : embedWithin(dense.provider, `${draft.title}\n${draft.body}`, dense.budgetMs);
  // Both go on at once: the words are looked up while the vector is under way.
  const lexical = index.find(draft, Math.max(count, nearestTaken), filters);
  const answer = asked === null ? null : await asked;
  const vector = answer?.vector ?? null;
  const status = answer?.status ?? absent('没有配置语义服务');
  const found =
    dense === null || vector === null ? lexical : joined(index, dense, vector, draft, lexical, filters);
  return { ...explain(index, boilerplate, draft, found.slice(0, count)), dense: status };
}

function joined(
  index: DuplicateIndex,
  { vectors, model, provider }: Dense,
  vector: Float32Array,
  draft: Draft,
  lexical: readonly Found[],
  filters: SearchFilters,
): readonly Found[] {
  const known = new Set(lexical.map(({ id }) => id));
  const near = vectors
    .nearest(vector, nearestTaken)
    .flatMap(({ id }) => (known.has(id) ? [] : (index.judgeOne(draft, id, filters) ?? [])));
  const all = [...lexical, ...near].map((found): Found => {
    const cosine = vectors.cosine(found.id, vector);
    if (model?.provider !== provider.name || cosine === null) return found;
    // What a guard holds back is no likelier for being near in meaning: the stance is what differs.
    if (found.guards.length > 0) return found;
    const probability = logistic(
      model.logOdds * logOdds(found.probability) + model.cosine * cosine + model.bias,
    );
    return { ...found, probability, band: bandOf(probability) };
  });
  return model === null ? all : all.sort((a, b) => b.probability - a.probability);
}
