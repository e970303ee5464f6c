import { DenseVectors, textToEmbed, unit, type EmbeddingProvider } from '../duplicates/dense.ts';
import type { ChosenDenseModel } from '../duplicates/dense-model-files.ts';
import type { Dense } from '../duplicates/dense-search.ts';
import { embeddedAtOnce } from '../duplicates/learn-dense.ts';
import type { TextChanges } from '../queries/suggestions/text-changes.ts';
import type { SuggestionText } from '../duplicates/suggestion.ts';

/** After a failure the service is left alone for so long, milliseconds. */
const pauseMs = 30_000;

/** The vectors of the register's texts, made in the background as the register changes: nobody waits for them. */
export class RegisterVectors {
  readonly dense: Dense;
  readonly #provider: EmbeddingProvider;
  readonly #vectors = new DenseVectors();
  readonly #pending = new Map<string, SuggestionText>();
  readonly #ending = new AbortController();
  #ended = false;
  readonly #onError: (error: unknown) => void;
  #working: Promise<void> | null = null;

  constructor(
    provider: EmbeddingProvider,
    { model, withoutModel }: ChosenDenseModel,
    budgetMs: number,
    onError: (error: unknown) => void,
  ) {
    this.#provider = provider;
    this.#onError = onError;
    this.dense = { provider, vectors: this.#vectors, model, withoutModel, budgetMs };
  }

  follow({ put, gone }: TextChanges): void {
    for (const id of gone) {
      this.#pending.delete(id);
      this.#vectors.delete(id);
    }
    for (const text of put) this.#pending.set(text.id, text);
    this.#working ??= this.#work().finally(() => {
      this.#working = null;
    });
  }

  /** Resolves when every text has its vector. */
  async settled(): Promise<void> {
    await this.#working;
  }

  close(): void {
    this.#ended = true;
    this.#ending.abort();
  }

  /** Asked anew after every wait. */
  #hasEnded(): boolean {
    return this.#ended;
  }

  async #work(): Promise<void> {
    while (this.#pending.size > 0 && !this.#hasEnded()) {
      const texts = [...this.#pending.values()].slice(0, embeddedAtOnce);
      try {
        const vectors = await this.#provider.embed(texts.map(textToEmbed), this.#ending.signal);
        texts.forEach((text, at) => {
          const vector = vectors[at];
          // A text that changed meanwhile is waiting again.
          if (vector === undefined || this.#pending.get(text.id) !== text) return;
          this.#vectors.set(text.id, unit(vector));
          this.#pending.delete(text.id);
        });
      } catch (error) {
        if (this.#hasEnded()) return;
        this.#onError(error);
        await pause(this.#ending.signal);
      }
    }
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, pauseMs);
    timer.unref();
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
