import type { Boilerplate } from './boilerplate.ts';
import {
  absent,
  embedWithin,
  textToEmbed,
  type DenseStatus,
  type DenseVectors,
  type EmbeddingProvider,
} from './dense.ts';
import { judgeWithCosine, type DenseModel } from './dense-model.ts';
import type { DuplicateIndex, Found } from './duplicate-index.ts';
import { explain, type SearchResult } from './duplicate-search.ts';
import type { SearchFilters } from './search-filters.ts';
import type { Draft } from './suggestion.ts';

/** What lets meaning take part: the provider, the register's vectors, and the model that judges by both. */
export interface Dense {
  readonly provider: EmbeddingProvider;
  readonly vectors: DenseVectors;
  /** Learned with this provider and on the first model in force; null: the first model judges what meaning adds. */
  readonly model: DenseModel | null;
  /** Why there is no model, for people. */
  readonly withoutModel: string | null;
  readonly budgetMs: number;
}

export interface DenseSearchResult extends SearchResult {
  readonly dense: DenseStatus;
}

/** Documents near in meaning that are put among the candidates. */
const nearestTaken = 50;
/** Of reciprocal rank fusion: Cormack, Clarke & Büttcher, SIGIR 2009. */
const fusionOffset = 60;

/**
 * A search in which meaning takes part if it can: within its budget, documents near in meaning join the candidates
 * and are compared as they are. Whether it did is part of the answer.
 */
export async function searchWithMeaning(
  index: DuplicateIndex,
  boilerplate: Boilerplate,
  dense: Dense | null,
  draft: Draft,
  count: number,
  filters: SearchFilters = {},
): Promise<DenseSearchResult> {
  const asked = dense === null ? null : embedWithin(dense.provider, textToEmbed(draft), dense.budgetMs);
  // Both go on at once: the words are looked up while the vector is under way.
  const lexical = index.find(draft, Math.max(count, nearestTaken), filters);
  const answer = asked === null ? null : await asked;
  const alone = (status: DenseStatus): DenseSearchResult => ({
    ...explain(index, boilerplate, draft, lexical.slice(0, count)),
    dense: status,
  });
  if (dense === null || answer === null) return alone(absent('没有配置语义服务'));
  if (answer.vector === null) return alone(answer.status);
  if (dense.vectors.size === 0) return alone(absent('登记簿的语义向量还没有做好'));
  const found = joined(index, dense, answer.vector, draft, { lexical, count, filters });
  return {
    ...explain(index, boilerplate, draft, found.slice(0, count)),
    dense: { took: true, provider: dense.provider.name, note: noteOf(index, dense) },
  };
}

/** A draft and one document as a search would judge them; null when the index holds no such document. */
export async function judgeWithMeaning(
  index: DuplicateIndex,
  dense: Dense | null,
  draft: Draft,
  id: string,
): Promise<Found | null> {
  const found = index.judgeOne(draft, id);
  if (found === null || !dense?.model) return found;
  const { vector } = await embedWithin(dense.provider, textToEmbed(draft), dense.budgetMs);
  const cosine = vector === null ? null : dense.vectors.cosine(id, vector);
  return cosine === null ? found : judgeWithCosine(dense.model, found, cosine);
}

function joined(
  index: DuplicateIndex,
  { vectors, model }: Dense,
  vector: Float32Array,
  draft: Draft,
  {
    lexical,
    count,
    filters,
  }: { readonly lexical: readonly Found[]; readonly count: number; readonly filters: SearchFilters },
): readonly Found[] {
  const near = vectors.nearest(vector, nearestTaken, (id) => index.mayFind(id, filters));
  const known = new Map(lexical.map((found) => [found.id, found]));
  const added = near.flatMap(({ id }) => (known.has(id) ? [] : [id]));
  for (const found of index.judgeThese(draft, added, filters)) known.set(found.id, found);
  if (model === null)
    return fused(
      lexical,
      near.flatMap(({ id }) => known.get(id) ?? []),
      count,
    );
  return [...known.values()]
    .map((found) => {
      const cosine = vectors.cosine(found.id, vector);
      return cosine === null ? found : judgeWithCosine(model, found, cosine);
    })
    .sort((a, b) => b.probability - a.probability || b.bm25 - a.bm25);
}

/**
 * The first `count` of two rankings, joined by reciprocal rank: first what stands high in both, then by turns. What
 * the first model holds for the same matter is not pushed out by what is only near.
 */
function fused(lexical: readonly Found[], near: readonly Found[], count: number): readonly Found[] {
  const scores = new Map<string, { readonly found: Found; readonly score: number }>();
  for (const ranking of [lexical, near])
    ranking.slice(0, count).forEach((found, rank) => {
      const score = (scores.get(found.id)?.score ?? 0) + 1 / (fusionOffset + rank + 1);
      scores.set(found.id, { found, score });
    });
  const ranked = [...scores.values()].sort((a, b) => b.score - a.score).map(({ found }) => found);
  const isLikely = ({ band }: Found): boolean => band === '高度疑似' || band === '疑似';
  const room = count - ranked.filter(isLikely).length;
  const others = new Set(ranked.filter((found) => !isLikely(found)).slice(0, Math.max(0, room)));
  return ranked.filter((found) => isLikely(found) || others.has(found)).slice(0, count);
}

function noteOf(index: DuplicateIndex, { vectors, withoutModel }: Dense): string | null {
  const parts = [
    ...(vectors.size < index.size ? [`登记簿 ${index.size} 件中 ${vectors.size} 件有语义向量`] : []),
    ...(withoutModel === null ? [] : [withoutModel]),
  ];
  return parts.length === 0 ? null : parts.join('；');
}
