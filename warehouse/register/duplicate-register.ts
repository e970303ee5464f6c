import { gazetteerOfSeeds } from '../duplicates/areas-of-seeds.ts';
import type { Boilerplate } from '../duplicates/boilerplate.ts';
import { DuplicateIndex, type Draft, type SearchFilters } from '../duplicates/duplicate-index.ts';
import { searchDuplicates, type Match } from '../duplicates/duplicate-search.ts';
import { loadBoilerplate, loadModel } from '../duplicates/load-model.ts';
import type { Model } from '../duplicates/model.ts';
import type { Home } from '../home.ts';
import type { SuggestionEntry } from '../queries/suggestions/entries.ts';
import type { DatasetShape } from '../raw-views.ts';
import { SuggestionRegister, type RegisterState } from './suggestion-register.ts';

/** A match, with what the register knows of the suggestion. */
export interface KnownMatch extends Match {
  readonly entry: SuggestionEntry;
}

export interface DuplicateAnswer {
  readonly matches: readonly KnownMatch[];
  /** 文字重合率 of the draft: by all matches together, and by the one that covers most. */
  readonly overlap: {
    readonly total: number;
    readonly largest: { readonly id: string; readonly share: number } | null;
  };
  readonly register: RegisterState;
  readonly model: Model;
}

export interface DuplicateQuestion {
  readonly limit: number;
  readonly filters?: SearchFilters;
}

/** The register in force and an index over its texts that follows it: what the duplicate check asks. */
export class DuplicateRegister {
  readonly #register: SuggestionRegister;
  readonly #index: DuplicateIndex;
  readonly #model: Model;
  readonly #boilerplate: Boilerplate;
  #following: Promise<boolean> | null = null;

  private constructor(
    register: SuggestionRegister,
    index: DuplicateIndex,
    model: Model,
    boilerplate: Boilerplate,
  ) {
    this.#register = register;
    this.#index = index;
    this.#model = model;
    this.#boilerplate = boilerplate;
  }

  /** @param shapes the datasets of the contracts */
  static async open(home: Home, shapes: readonly DatasetShape[]): Promise<DuplicateRegister> {
    const model = loadModel();
    const index = new DuplicateIndex(model, await gazetteerOfSeeds());
    return new DuplicateRegister(
      await SuggestionRegister.open(home, shapes),
      index,
      model,
      loadBoilerplate(),
    );
  }

  /**
   * Takes in what was delivered since; calls in flight share one look.
   * @returns whether anything changed
   */
  follow(): Promise<boolean> {
    this.#following ??= this.#takeIn().finally(() => {
      this.#following = null;
    });
    return this.#following;
  }

  /** Earlier suggestions about the draft's matter, as of this moment. */
  async search(draft: Draft, { limit, filters = {} }: DuplicateQuestion): Promise<DuplicateAnswer> {
    await this.follow();
    const { matches, overlap } = searchDuplicates(this.#index, this.#boilerplate, draft, limit, filters);
    const entries = await this.#register.entries(matches.map(({ id }) => id));
    return {
      matches: matches.flatMap((match) => {
        const entry = entries.get(match.id);
        return entry === undefined ? [] : [{ ...match, entry }];
      }),
      overlap,
      register: this.#register.state,
      model: this.#model,
    };
  }

  /** The same for a suggestion of the register, itself left out; null when there is none of this id. */
  async similar(
    id: string,
    { limit, filters = {} }: DuplicateQuestion,
  ): Promise<(DuplicateAnswer & { readonly suggestion: SuggestionEntry }) | null> {
    await this.follow();
    const suggestion = (await this.#register.entries([id])).get(id);
    if (suggestion === undefined) return null;
    const answer = await this.search(suggestion, {
      limit,
      filters: { ...filters, except: new Set([...(filters.except ?? []), id]) },
    });
    return { ...answer, suggestion };
  }

  close(): void {
    this.#register.close();
  }

  async #takeIn(): Promise<boolean> {
    const changes = await this.#register.refresh();
    if (changes === null) return false;
    for (const id of changes.gone) this.#index.remove(id);
    if (changes.put.length > 0) this.#index.add(changes.put);
    return changes.put.length + changes.gone.length > 0;
  }
}
