import type { DuplicateIndex } from '../duplicates/duplicate-index.ts';
import type { TextChanges } from '../queries/suggestions/text-changes.ts';
import { groupByMatter, type Link, type Matter } from './matters.ts';

/** Nearest suggestions that each is compared with. */
const compared = 10;
/** Links less likely than this join nothing and are not kept. */
const keptFrom = 0.05;

export interface MatterProgress {
  readonly done: number;
  readonly total: number;
}

/**
 * Which suggestions of a register are about one matter, worked out in the background a suggestion at a time, so that
 * the thread stays free for requests. A change of the register costs the suggestions that changed, not all.
 */
export class MatterLinks {
  readonly #index: DuplicateIndex;
  /** Between two suggestions to do, the thread is given back. */
  readonly #yield: () => Promise<void>;
  readonly #links = new Map<string, Map<string, number>>();
  readonly #todo = new Set<string>();
  #working: Promise<void> | null = null;
  #ended = false;
  #matters: readonly Matter[] | null = null;

  constructor(
    index: DuplicateIndex,
    giveWay: () => Promise<void> = () => new Promise((resolve) => setImmediate(resolve)),
  ) {
    this.#index = index;
    this.#yield = giveWay;
  }

  get progress(): MatterProgress {
    return { done: this.#index.size - this.#todo.size, total: this.#index.size };
  }

  follow({ put, gone }: TextChanges): void {
    for (const id of [...gone, ...put.map((text) => text.id)]) this.#forget(id);
    for (const id of gone) this.#todo.delete(id);
    for (const { id } of put) this.#todo.add(id);
    this.#working ??= this.#work().finally(() => {
      this.#working = null;
    });
  }

  /** The matters as far as they are known; see `progress`. */
  matters(): readonly Matter[] {
    this.#matters ??= groupByMatter(this.#all());
    return this.#matters;
  }

  /** Resolves when every suggestion has been compared. */
  async settled(): Promise<void> {
    await this.#working;
  }

  close(): void {
    this.#ended = true;
  }

  async #work(): Promise<void> {
    for (;;) {
      await this.#yield();
      const [id] = this.#todo;
      if (id === undefined || this.#ended) return;
      this.#todo.delete(id);
      for (const found of this.#index.nearest(id, compared))
        if (found.probability >= keptFrom) this.#link(id, found.id, found.probability);
    }
  }

  #link(a: string, b: string, probability: number): void {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const known = this.#links.get(from) ?? new Map<string, number>();
      this.#links.set(from, known.set(to, Math.max(probability, known.get(to) ?? 0)));
    }
    this.#matters = null;
  }

  #forget(id: string): void {
    for (const other of this.#links.get(id)?.keys() ?? []) this.#links.get(other)?.delete(id);
    this.#links.delete(id);
    this.#matters = null;
  }

  #all(): readonly Link[] {
    return [...this.#links].flatMap(([a, others]) =>
      [...others].flatMap(([b, probability]) => (a < b ? [{ a, b, probability }] : [])),
    );
  }
}
