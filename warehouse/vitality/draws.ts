import { aggregate, type Weights } from './aggregate/aggregate.ts';
import { countedColumn, countedOf, type Counted } from './counts.ts';
import type { Factors } from './definition/analysis-spec.ts';
import type { Definition } from './definition/schema.ts';
import type { Treatment, TreatSpec, TreatSpecs } from './definition/treat-spec.ts';
import { DefinitionError } from './definition.ts';
import { rawStage, type Frame } from './frame.ts';
import { seedFrom, streamOf, type Stream } from './numeric/random.ts';
import { prepare, type Prepared } from './pipeline.ts';
import { ranksOf } from './results.ts';
import type { IndexRun } from './run.ts';
import type { Column, Stage } from './table.ts';
import { weigh } from './weights/weights.ts';

/** One thing that is uncertain. Its place in [0, 1) decides what becomes of it in a draw. */
export type FactorName = 'weights' | 'normalise' | 'aggregate' | 'impute' | 'winmax' | 'counts';

export function factorsOf(factors: Factors): readonly FactorName[] {
  const names: readonly FactorName[] = ['weights', 'normalise', 'aggregate', 'impute', 'winmax', 'counts'];
  return names.filter((name) => factors[name] !== undefined && factors[name] !== false);
}

/** Score and rank of every unit of the nominal run, row by row; NaN where a draw has none. */
export interface Draw {
  readonly scores: Float64Array;
  readonly ranks: Float64Array;
}

/** The number of the alternative a place stands for: equal parts of [0, 1), one for each. */
function placeIn(alternatives: readonly unknown[] | undefined, place: number): number {
  return alternatives === undefined
    ? 0
    : Math.min(Math.floor(place * alternatives.length), alternatives.length - 1);
}

function chosen<T>(alternatives: readonly T[] | undefined, place: number): T | undefined {
  return alternatives?.[placeIn(alternatives, place)];
}

function withWinmax(specs: TreatSpecs | undefined, winmax: number | null): TreatSpecs | undefined {
  const step = (treatment: Treatment | null): Treatment | null =>
    treatment?.kind === 'winsorise' ? { ...treatment, winmax } : treatment;
  const changed = (spec: TreatSpec | null): TreatSpec | null =>
    spec && { ...spec, f1: step(spec.f1), f2: step(spec.f2) };
  return (
    specs && {
      global: changed(specs.global),
      byIndicator: Object.fromEntries(
        Object.entries(specs.byIndicator).map(([code, spec]) => [code, changed(spec)]),
      ),
    }
  );
}

function pick<T>(specs: Readonly<Record<string, T>>, stage: Stage): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(specs).filter(([code]) => stage.has(code)));
}

/** A definition that speaks of the columns of a stage only. */
function onlyFor(stage: Stage, definition: Definition): Definition {
  const { treat, normalise } = definition;
  return {
    ...definition,
    denominate: false,
    ...(treat && { treat: { ...treat, byIndicator: pick(treat.byIndicator, stage) } }),
    ...(normalise && { normalise: { ...normalise, byIndicator: pick(normalise.byIndicator, stage) } }),
  };
}

/**
 * Draws of the true rate or share behind each count, from its conjugate posterior: Gamma for a rate, Beta for a share.
 * Without a prior Jeffreys' is used, so that a count of 0 is not taken as certain.
 */
function drawnColumn(counted: Counted, stream: Stream): Column {
  const { counts, events, exposure, mean, prior } = counted;
  const out = countedColumn(counted);
  const values = out.values.map((value, row) => {
    if (Number.isNaN(value)) return value;
    const [made, size] = [events.values[row] ?? NaN, exposure.values[row] ?? NaN];
    // Half an event where the prior has none: nobody's count of 0 is certain, nor everybody's.
    const before = mean * prior > 0 ? mean * prior : 0.5;
    if (counts.kind === 'rate') return (stream.gamma(made + before) / (size + prior)) * counts.per;
    return stream.beta(made + before, size - made + ((1 - mean) * prior > 0 ? (1 - mean) * prior : 0.5));
  });
  return { ...out, values };
}

/** Evaluates an index under changed assumptions. Everything a draw does not touch is computed once. */
export class DrawMaker {
  private readonly done: IndexRun;
  private readonly factors: Factors;
  private readonly names: readonly FactorName[];
  private readonly target: string;
  private readonly raw: Stage;
  private readonly counted: ReadonlyMap<string, Counted>;
  private readonly cache = new Map<string, { prepared: Prepared; weights: Weights }>();
  private readonly rowOf: ReadonlyMap<string, number>;

  constructor(done: IndexRun, factors: Factors, target: string | undefined) {
    this.done = done;
    this.factors = factors;
    this.names = factorsOf(factors);
    this.target = target ?? done.hierarchy.top ?? '';
    if (!done.aggregated.has(this.target))
      throw new DefinitionError(`target：没有 ${this.target || '合成项'}`);
    this.raw = rawStage(done.given, done.hierarchy.indicators);
    this.counted = new Map(
      done.hierarchy.indicators.flatMap((indicator) => {
        const counted = countedOf(done.given, indicator);
        return counted === null ? [] : [[indicator.code, counted] as const];
      }),
    );
    if (factors.counts === true && this.counted.size === 0)
      throw new DefinitionError('counts：没有由计数构成的指标（indicators 的 counts）');
    this.rowOf = new Map(done.prepared.frame.units.map((_, row) => [keyOf(done.prepared.frame, row), row]));
  }

  /** @param places one in [0, 1) for each of the factors, in the order of `factorsOf` */
  draw(places: readonly number[]): Draw {
    const at = (name: FactorName): number | undefined => {
      const index = this.names.indexOf(name);
      return index < 0 ? undefined : places[index];
    };
    const definition = this.definitionFor(at);
    const { prepared, weights } = this.preparedFor(definition, at);
    const scores = aggregate(
      prepared.final,
      this.done.hierarchy,
      definition.aggregate,
      this.noisy(weights, at('weights')),
      prepared.frame.slices,
    ).get(this.target);
    return this.aligned(prepared.frame, scores);
  }

  private definitionFor(at: (name: FactorName) => number | undefined): Definition {
    const { definition } = this.done.index;
    const { normalise, aggregate: aggregation, impute, winmax } = this.factors;
    const winsorised = chosen(winmax, at('winmax') ?? 0);
    return {
      ...definition,
      ...(normalise && { normalise: chosen(normalise, at('normalise') ?? 0) }),
      ...(aggregation && { aggregate: chosen(aggregation, at('aggregate') ?? 0) }),
      ...(impute && { impute: chosen(impute, at('impute') ?? 0) }),
      ...(winsorised !== undefined && { treat: withWinmax(definition.treat, winsorised) }),
    };
  }

  private preparedFor(
    definition: Definition,
    at: (name: FactorName) => number | undefined,
  ): { readonly prepared: Prepared; readonly weights: Weights } {
    const { given, hierarchy } = this.done;
    const { normalise, aggregate: aggregation, impute, winmax } = this.factors;
    const key = [
      placeIn(normalise, at('normalise') ?? 0),
      placeIn(aggregation, at('aggregate') ?? 0),
      placeIn(impute, at('impute') ?? 0),
      placeIn(winmax, at('winmax') ?? 0),
    ].join();
    let found = this.cache.get(key);
    if (found === undefined) {
      const prepared = prepare(definition, hierarchy, given, this.raw);
      found = { prepared, weights: weigh(definition, hierarchy, prepared).weights };
      this.cache.set(key, found);
    }
    const place = at('counts');
    if (place === undefined) return found;
    const stream = streamOf(seedFrom(place));
    const drawn = new Map([...this.counted].map(([code, counted]) => [code, drawnColumn(counted, stream)]));
    return { prepared: this.redone(definition, found.prepared, drawn), weights: found.weights };
  }

  /** The steps once more for what is drawn; for its columns alone, where no step looks across columns. */
  private redone(definition: Definition, before: Prepared, drawn: Stage): Prepared {
    const { given, hierarchy } = this.done;
    if (definition.screen !== undefined || definition.impute?.kind === 'row')
      return prepare(definition, hierarchy, given, this.raw, drawn);
    const made = prepare(
      onlyFor(drawn, definition),
      { ...hierarchy, indicators: hierarchy.indicators.filter(({ code }) => drawn.has(code)) },
      given,
      drawn,
      drawn,
    );
    return { ...before, final: new Map([...before.final, ...made.final]) };
  }

  /** Weights moved by up to ±noise of themselves, each on its own. */
  private noisy(weights: Weights, place: number | undefined): Weights {
    const { weights: spec } = this.factors;
    if (spec === undefined || place === undefined) return weights;
    const stream = streamOf(seedFrom(place));
    const byCode = new Map<string, number>();
    for (const [code, weight] of weights.byCode) {
      const level = this.done.hierarchy.levels.get(code) ?? 0;
      const moved = spec.levels === undefined || spec.levels.includes(level);
      byCode.set(code, moved ? weight * (1 + (2 * stream.uniform() - 1) * spec.noise) : weight);
    }
    return { byCode, perUnit: weights.perUnit };
  }

  /** The draw in the rows of the nominal run, whatever units it kept. */
  private aligned(frame: Frame, column: Column | undefined): Draw {
    const { units } = this.done.prepared.frame;
    const scores = new Float64Array(units.length).fill(NaN);
    const ranks = new Float64Array(units.length).fill(NaN);
    if (column === undefined) return { scores, ranks };
    const ranked = ranksOf(column, frame, { decimals: this.done.index.definition.decimals });
    frame.units.forEach((_, row) => {
      const place = this.rowOf.get(keyOf(frame, row));
      if (place === undefined) return;
      scores[place] = column.values[row] ?? NaN;
      ranks[place] = ranked[row] ?? NaN;
    });
    return { scores, ranks };
  }
}

const keyOf = (frame: Frame, row: number): string =>
  `${frame.units[row] ?? ''}\u0000${frame.times?.[row] ?? ''}`;
