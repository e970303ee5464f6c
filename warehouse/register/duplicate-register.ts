import { createHash } from 'node:crypto';
import { gazetteerOfSeeds } from '../duplicates/areas-of-seeds.ts';
import type { Boilerplate } from '../duplicates/boilerplate.ts';
import type { DenseStatus } from '../duplicates/dense.ts';
import { judgeWithMeaning, searchWithMeaning } from '../duplicates/dense-search.ts';
import { DuplicateIndex } from '../duplicates/duplicate-index.ts';
import type { SegmentMaker } from '../duplicates/segment-making.ts';
import type { Match } from '../duplicates/duplicate-search.ts';
import type { SearchFilters } from '../duplicates/search-filters.ts';
import type { Draft } from '../duplicates/suggestion.ts';
import {
  keepCalibration,
  keepJudgement,
  readCalibrations,
  readJudgements,
  recalibrate,
  withCalibration,
  type Calibration,
  type StaffJudgement,
} from '../duplicates/judgements.ts';
import { loadBoilerplate, loadModel } from '../duplicates/load-model.ts';
import { scoreOf, type Model } from '../duplicates/model.ts';
import type { Home } from '../home.ts';
import type { SuggestionEntry } from '../queries/suggestions/entries.ts';
import type { RegisterFilters } from '../queries/suggestions/within.ts';
import type { DatasetShape } from '../raw-views.ts';
import { MatterLinks, type MatterProgress } from './matter-links.ts';
import type { Matter } from './matters.ts';
import type { RegisterVectors } from './register-vectors.ts';
import { SuggestionRegister, type RegisterState } from './suggestion-register.ts';

/** So many documents are added at once, in some milliseconds; more go through the maker. */
const fewAtOnce = 256;
/** A calibration is refitted when so many judgements have come since the last. */
const judgementsPerCalibration = 10;

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
  /** The calibration fitted from this office's own judgements; null while there are too few. */
  readonly calibration: Calibration | null;
  readonly dense: DenseStatus;
}

export interface DuplicateQuestion {
  readonly limit: number;
  readonly filters?: SearchFilters;
  /** What the register knows of a suggestion, besides its text. */
  readonly where?: RegisterFilters;
}

/** A matter that was raised more than once. */
export interface RepeatedMatter {
  /** The lowest of the probabilities by which a suggestion was joined to the rest. */
  readonly probability: number;
  /** Oldest first. */
  readonly suggestions: readonly SuggestionEntry[];
  /** The sessions' years, each once, oldest first. */
  readonly years: readonly number[];
}

export interface RepeatedMatters {
  readonly matters: readonly RepeatedMatter[];
  readonly progress: MatterProgress;
  readonly register: RegisterState;
}

const yearsOf = (entries: readonly SuggestionEntry[]): readonly number[] =>
  [...new Set(entries.map(({ sessionYear }) => sessionYear))].sort((a, b) => a - b);

/** What a member of staff says of a draft and one match. */
export interface Verdict {
  /** The suggestion that was judged, or the text of a draft that is none yet. */
  readonly draft: { readonly id: string } | Draft;
  readonly match: string;
  readonly verdict: StaffJudgement['verdict'];
  readonly joined: boolean;
  readonly by: string;
}

/** A number that the register does not hold. */
export interface UnknownSuggestion {
  readonly unknown: string;
}

export interface DuplicateRegisterOptions {
  readonly home: Home;
  /** The datasets of the contracts. */
  readonly shapes: readonly DatasetShape[];
  readonly clock: () => Date;
  /** Builds large segments off the main thread; null builds them here. */
  readonly maker: SegmentMaker | null;
  /** The vectors of the register, where an embedding service is set up. */
  readonly vectors: RegisterVectors | null;
}

/** The register in force and an index over its texts that follows it: what the duplicate check asks. */
export class DuplicateRegister {
  readonly #options: DuplicateRegisterOptions;
  readonly #register: SuggestionRegister;
  readonly #index: DuplicateIndex;
  readonly #shipped: Model;
  readonly #boilerplate: Boilerplate;
  readonly #links: MatterLinks;
  #model: Model;
  #calibrations: readonly Calibration[];
  #following: Promise<boolean> | null = null;
  #keeping: Promise<void> = Promise.resolve();
  #repeated: {
    readonly of: readonly Matter[];
    readonly register: RegisterState;
    readonly matters: readonly RepeatedMatter[];
  } | null = null;

  private constructor(
    options: DuplicateRegisterOptions,
    register: SuggestionRegister,
    index: DuplicateIndex,
    model: Model,
    calibrations: readonly Calibration[],
  ) {
    this.#options = options;
    this.#register = register;
    this.#index = index;
    this.#shipped = model;
    this.#boilerplate = loadBoilerplate();
    this.#links = new MatterLinks(index);
    this.#calibrations = calibrations;
    this.#model = withCalibration(model, calibrations);
    this.#index.useModel(this.#model);
  }

  static async open(options: DuplicateRegisterOptions): Promise<DuplicateRegister> {
    const model = loadModel();
    const index = new DuplicateIndex(model, await gazetteerOfSeeds(), options.maker);
    const register = await SuggestionRegister.open(options.home, options.shapes);
    return new DuplicateRegister(options, register, index, model, await readCalibrations(options.home));
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
  async search(
    draft: Draft,
    { limit, filters = {}, where = {} }: DuplicateQuestion,
  ): Promise<DuplicateAnswer> {
    await this.follow();
    const isAsked = Object.values(where).some((value) => value !== undefined);
    const admitted = isAsked ? await this.#register.within(where) : null;
    const { matches, overlap, dense } = await searchWithMeaning(
      this.#index,
      this.#boilerplate,
      this.#options.vectors?.dense ?? null,
      draft,
      limit,
      admitted === null ? filters : { ...filters, accepts: (id) => admitted.has(id) },
    );
    const entries = await this.#register.entries(matches.map(({ id }) => id));
    return {
      matches: matches.flatMap((match) => {
        const entry = entries.get(match.id);
        return entry === undefined ? [] : [{ ...match, entry }];
      }),
      overlap,
      register: this.#register.state,
      model: this.#model,
      calibration: this.#calibrations.filter(({ model }) => model === this.#model.version).at(-1) ?? null,
      dense,
    };
  }

  /** The filters whose value neither the register nor its areas know. */
  async unknown(where: RegisterFilters): Promise<readonly (keyof RegisterFilters)[]> {
    await this.follow();
    return this.#register.unknown(where);
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

  /**
   * The matters of the register that were raised more than once (反复提出), most years first, then the latest; as far
   * as the comparison has come.
   */
  async repeated(): Promise<RepeatedMatters> {
    await this.follow();
    const [matters, register] = [this.#links.matters(), this.#register.state];
    // A wall asks every few seconds: what it was told holds until a link or the register changes.
    if (this.#repeated?.of !== matters || this.#repeated.register !== register)
      this.#repeated = { of: matters, register, matters: await this.#known(matters) };
    return { matters: this.#repeated.matters, progress: this.#links.progress, register };
  }

  async #known(matters: readonly Matter[]): Promise<readonly RepeatedMatter[]> {
    const entries = await this.#register.entries(matters.flatMap(({ ids }) => ids));
    return matters
      .map(({ ids, probability }) => ({
        probability,
        suggestions: ids
          .flatMap((id) => entries.get(id) ?? [])
          .sort((a, b) => (a.submittedOn < b.submittedOn ? -1 : a.submittedOn > b.submittedOn ? 1 : 0)),
      }))
      .map((matter) => ({ ...matter, years: yearsOf(matter.suggestions) }))
      .filter(({ suggestions }) => suggestions.length > 1)
      .sort(
        (a, b) =>
          b.years.length - a.years.length ||
          b.suggestions.length - a.suggestions.length ||
          (b.years.at(-1) ?? 0) - (a.years.at(-1) ?? 0),
      );
  }

  /** Resolves when every suggestion taken in has been compared with its nearest. */
  settled(): Promise<void> {
    return this.#links.settled();
  }

  /**
   * Keeps what a member of staff says of a draft and a match, and refits the calibration when there is ground for it.
   * What was shown is worked out here again, so that nobody can put another number on record.
   * @returns what was kept, or the number that the register does not hold
   */
  async judge({ draft, match, verdict, joined, by }: Verdict): Promise<StaffJudgement | UnknownSuggestion> {
    await this.follow();
    const text = 'id' in draft ? this.#index.textOf(draft.id) : draft;
    if (text === null) return { unknown: 'id' in draft ? draft.id : '' };
    const dense = this.#options.vectors?.dense ?? null;
    const found = await judgeWithMeaning(this.#index, dense, text, match);
    if (found === null) return { unknown: match };
    const judgement: StaffJudgement = {
      at: this.#options.clock().toISOString(),
      by,
      draft: 'id' in draft ? draft.id : draftName(draft),
      match,
      verdict,
      joined,
      probability: found.probability,
      score: scoreOf(this.#shipped, found.comparison.features),
      model: this.#shipped.version,
    };
    await this.#inTurn(async () => {
      await keepJudgement(this.#options.home, judgement);
      await this.#recalibrate();
    });
    return judgement;
  }

  close(): void {
    this.#links.close();
    this.#register.close();
    this.#options.vectors?.close();
  }

  /** One after the other: two judgements at once would both be the one that makes the next calibration. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#keeping.then(work);
    this.#keeping = done.catch(() => undefined);
    return done;
  }

  async #recalibrate(): Promise<void> {
    const version = (this.#calibrations.at(-1)?.version ?? 0) + 1;
    const made = this.#options.clock().toISOString();
    const calibration = recalibrate(this.#shipped, await readJudgements(this.#options.home), {
      version,
      made,
    });
    const known = this.#calibrations.at(-1)?.judgements ?? 0;
    if (calibration === null || calibration.judgements < known + judgementsPerCalibration) return;
    const isNew = await keepCalibration(this.#options.home, calibration);
    // Another process was first: its calibration holds, and the next judgements are counted from it.
    this.#calibrations = isNew
      ? [...this.#calibrations, calibration]
      : await readCalibrations(this.#options.home);
    this.#model = withCalibration(this.#shipped, this.#calibrations);
    this.#index.useModel(this.#model);
  }

  async #takeIn(): Promise<boolean> {
    const changes = await this.#register.refresh();
    if (changes === null) return false;
    for (const id of changes.gone) this.#index.remove(id);
    if (changes.put.length > fewAtOnce) await this.#index.load(changes.put);
    else if (changes.put.length > 0) this.#index.add(changes.put);
    this.#links.follow(changes);
    this.#options.vectors?.follow(changes);
    return changes.put.length + changes.gone.length > 0;
  }
}

/** A draft that has no number yet is known by its text. */
function draftName({ title, body }: Draft): string {
  return `draft:${createHash('sha256').update(`${title}\n${body}`).digest('hex').slice(0, 16)}`;
}
