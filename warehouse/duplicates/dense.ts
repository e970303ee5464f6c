import { z } from 'zod';
import type { Draft } from './suggestion.ts';

/** Turns texts into vectors of one length; texts about the same have a large cosine. */
export interface EmbeddingProvider {
  /** Names model and version: vectors of different ones are never compared. */
  readonly name: string;
  embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]>;
}

/** Whether meaning took part in a search; note and reason are for people. */
export type DenseStatus =
  | {
      readonly took: true;
      readonly provider: string;
      /** What to know of it: that it has no model of its own yet, or has not read the whole register. */
      readonly note: string | null;
    }
  | { readonly took: false; readonly note: '语义检索未参与'; readonly reason: string };

export function absent(reason: string): DenseStatus {
  return { took: false, note: '语义检索未参与', reason };
}

/** What of a draft or a suggestion is embedded. */
export const textToEmbed = ({ title, body }: Draft): string => `${title}\n${body}`;

const embeddingsReply = z.object({
  data: z.array(z.object({ index: z.number().int().nonnegative(), embedding: z.array(z.number()).min(1) })),
});

export interface EmbeddingServer {
  /** The address of an OpenAI-compatible server, up to `/v1`. */
  readonly url: string;
  readonly model: string;
  readonly key?: string | undefined;
}

/** Embeddings of a server on the intranet that speaks OpenAI's protocol (`POST /embeddings`). */
export function serverProvider(
  { url, model, key }: EmbeddingServer,
  request: typeof fetch = fetch,
): EmbeddingProvider {
  return {
    name: `${model}@${new URL(url).host}`,
    async embed(texts, signal) {
      const response = await request(`${url.replace(/\/+$/, '')}/embeddings`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        },
        body: JSON.stringify({ model, input: texts }),
        signal,
      });
      if (!response.ok) throw new Error(`语义服务答复 ${response.status}`);
      const { data } = embeddingsReply.parse(await response.json());
      const vectors = [...data].sort((a, b) => a.index - b.index).map(({ embedding }) => unit(embedding));
      if (vectors.length !== texts.length)
        throw new Error(`语义服务应返回 ${texts.length} 个向量，实际 ${vectors.length} 个`);
      return vectors;
    },
  };
}

/** Scales a vector to length 1, so that a dot product is a cosine. */
export function unit(values: ArrayLike<number>): Float32Array {
  const vector = Float32Array.from(values);
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return length === 0 ? vector : vector.map((value) => value / length);
}

export interface DenseHit {
  readonly id: string;
  readonly cosine: number;
}

/** The vectors of a register, one row a document. All are looked at: at a hundred thousand that is a few milliseconds. */
export class DenseVectors {
  #ids: string[] = [];
  #width = 0;
  #values = new Float32Array(0);
  readonly #rows = new Map<string, number>();

  get size(): number {
    return this.#rows.size;
  }

  set(id: string, vector: Float32Array): void {
    if (this.#width === 0) this.#width = vector.length;
    if (vector.length !== this.#width) throw new RangeError(`vectors have ${this.#width} dimensions here`);
    const row = this.#rows.get(id) ?? this.#ids.length;
    if ((row + 1) * this.#width > this.#values.length) {
      const values = new Float32Array(Math.max((row + 1) * this.#width, this.#values.length * 2));
      values.set(this.#values);
      this.#values = values;
    }
    this.#values.set(vector, row * this.#width);
    this.#ids[row] = id;
    this.#rows.set(id, row);
  }

  delete(id: string): void {
    const row = this.#rows.get(id);
    if (row === undefined) return;
    // The last row takes the place of the one that goes.
    const last = this.#ids.length - 1;
    const moved = this.#ids[last] ?? '';
    this.#values.copyWithin(row * this.#width, last * this.#width, (last + 1) * this.#width);
    this.#ids[row] = moved;
    this.#ids.length = last;
    this.#rows.set(moved, row);
    this.#rows.delete(id);
  }

  cosine(id: string, vector: Float32Array): number | null {
    const row = this.#rows.get(id);
    return row === undefined ? null : this.#dot(row, vector);
  }

  /** The nearest that are accepted, nearest first. */
  nearest(
    vector: Float32Array,
    count: number,
    accepts: (id: string) => boolean = () => true,
  ): readonly DenseHit[] {
    const hits: DenseHit[] = [];
    this.#ids.forEach((id, row) => {
      const cosine = this.#dot(row, vector);
      if (hits.length >= count && cosine <= (hits.at(-1)?.cosine ?? 1)) return;
      if (!accepts(id)) return;
      const place = hits.findIndex((hit) => hit.cosine < cosine);
      hits.splice(place < 0 ? hits.length : place, 0, { id, cosine });
      hits.length = Math.min(hits.length, count);
    });
    return hits;
  }

  #dot(row: number, vector: Float32Array): number {
    let sum = 0;
    const from = row * this.#width;
    for (let at = 0; at < this.#width; at++) sum += (this.#values[from + at] ?? 0) * (vector[at] ?? 0);
    return sum;
  }
}

/** Embeds one text within a budget of milliseconds; a provider that is late or fails says so, and nobody waits for it. */
export async function embedWithin(
  provider: EmbeddingProvider,
  text: string,
  budgetMs: number,
): Promise<
  | { readonly vector: Float32Array; readonly status: DenseStatus }
  | { readonly vector: null; readonly status: DenseStatus }
> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), budgetMs);
  });
  try {
    const first = await Promise.race([provider.embed([text], controller.signal), late]);
    if (first === 'late') return { vector: null, status: absent(`${budgetMs} 毫秒内没有答复`) };
    const [vector] = first;
    if (vector === undefined) return { vector: null, status: absent('没有返回向量') };
    return { vector: unit(vector), status: { took: true, provider: provider.name, note: null } };
  } catch (error) {
    return { vector: null, status: absent(error instanceof Error ? error.message : String(error)) };
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
}
