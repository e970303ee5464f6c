import type { DenseExample } from './dense-model.ts';
import { textToEmbed, unit, type EmbeddingProvider } from './dense.ts';
import type { LabelledComparison } from './train.ts';
import { judge, type Model } from './model.ts';
import type { Draft } from './suggestion.ts';

/** Texts asked for at a time. */
export const embeddedAtOnce = 32;

/**
 * Judged pairs as the first model and a provider see them; each text is embedded once.
 * @param textOf the text of a message of the corpus
 */
export async function denseExamples(
  provider: EmbeddingProvider,
  model: Model,
  pairs: readonly LabelledComparison[],
  textOf: (id: string) => Draft | null,
): Promise<readonly DenseExample[]> {
  const ids = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  const vectors = new Map<string, Float32Array>();
  for (let at = 0; at < ids.length; at += embeddedAtOnce) {
    const some = ids.slice(at, at + embeddedAtOnce);
    const found = await provider.embed(
      some.map((id) => textToEmbed(textOf(id) ?? { title: '', body: '' })),
      new AbortController().signal,
    );
    some.forEach((id, place) => {
      const vector = found[place];
      if (vector !== undefined) vectors.set(id, unit(vector));
    });
  }
  return pairs.flatMap(({ a, b, label, comparison }) => {
    const [first, second] = [vectors.get(a), vectors.get(b)];
    if (first === undefined || second === undefined) return [];
    const cosine = first.reduce((sum, value, at) => sum + value * (second[at] ?? 0), 0);
    return [{ a, b, label, judgement: judge(model, comparison), cosine }];
  });
}
