import type { NormaliseSpec, NormaliseSpecs } from './definition/normalise-spec.ts';
import { DefinitionError } from './definition.ts';
import type { Frame } from './frame.ts';
import { grouped } from './groups.ts';
import type { Indicator } from './hierarchy.ts';
import { ln } from './numeric/elementary.ts';
import { standardDeviation } from './numeric/moments.ts';
import { quantile, ranksUp } from './numeric/order.ts';
import { mean } from './numeric/sum.ts';
import type { Status } from './status.ts';
import { copyOf, hasValue, put, type Column, type Stage } from './table.ts';

/** Goalposts in an indicator's natural unit, as they were used: what a later definition may freeze. */
export interface Goalposts {
  readonly lower: number;
  readonly upper: number;
}

/** A value's place on the scale, or why there is none. */
type Scale = ((value: number, row: number) => number) | { readonly undefined: Status };

interface Situation {
  readonly indicator: Indicator;
  /** Values of the rows normalised together, multiplied by the direction; gaps left out. */
  readonly present: readonly number[];
  /** The column multiplied by its direction. */
  readonly column: Column;
  readonly frame: Frame;
  /** The rows normalised together. */
  readonly rows: readonly number[];
}

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity);
const greatest = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity);

function ranked(present: Situation, finish: (rank: number, count: number) => number): Scale {
  const ranks = ranksUp(present.rows.map((row) => present.column.values[row] ?? NaN));
  const byRow = new Map(present.rows.map((row, at) => [row, ranks[at] ?? NaN]));
  const count = present.present.length;
  return (_, row) => finish(byRow.get(row) ?? NaN, count);
}

function referenceOf(situation: Situation, reference: number | string): number {
  const { rows, column, frame } = situation;
  const row =
    typeof reference === 'number'
      ? rows[reference - 1]
      : rows.find((each) => frame.units[each] === reference);
  if (row === undefined)
    throw new DefinitionError(`归一：没有参照单位 ${reference}（共 ${rows.length} 个单位）`);
  return column.values[row] ?? NaN;
}

/** Whether two ends lie so far apart that the way between them is no number, so that every share of it would be 0. */
const tooFar = (low: number, high: number): boolean => !Number.isFinite(high - low);

/** The target multiplied by the direction; an indicator's own logarithm applies to it too. */
function targetOf({ indicator }: Situation, given: number | null): number {
  if (given !== null) return given;
  const target = indicator.target ?? NaN;
  return (indicator.transform === 'ln' ? ln(target) : target) * indicator.direction;
}

/** Distance to a target, which lies high on a scale that runs from the least value. */
function distanceTo(target: number, { present }: Situation, flipped: boolean, cap: boolean): Scale {
  if (Number.isNaN(target)) return { undefined: 'no_goalposts' };
  const from = flipped ? greatest(present) : least(present);
  if (target === from) return { undefined: 'reference_at_minimum' };
  if (tooFar(from, target)) return { undefined: 'infinite' };
  return (value) => {
    const share = flipped ? (from - value) / (from - target) : (value - from) / (target - from);
    return cap && share > 1 ? 1 : share;
  };
}

/** What happens at and beyond the posts. */
interface Ends {
  readonly scale: number;
  readonly truncate: boolean;
  readonly floor?: number | null;
}

function between(lower: number, upper: number, { scale, truncate, floor = null }: Ends): Scale {
  if (!Number.isFinite(lower) || !Number.isFinite(upper) || lower === upper)
    return { undefined: 'no_goalposts' };
  if (tooFar(lower, upper)) return { undefined: 'infinite' };
  return (value) => {
    const share = (value - lower) / (upper - lower);
    const score = (truncate ? Math.min(Math.max(share, 0), 1) : share) * scale;
    return floor === null ? score : Math.max(score, floor);
  };
}

/** Goalposts in the natural unit, laid on values multiplied by the direction: a minus turns them round. */
function natural(indicator: Indicator, posts: Goalposts, rest: Ends): Scale {
  const [low, high] =
    indicator.transform === 'ln' ? [ln(posts.lower), ln(posts.upper)] : [posts.lower, posts.upper];
  return indicator.direction === -1 ? between(-high, -low, rest) : between(low, high, rest);
}

function goalposts(situation: Situation, spec: NormaliseSpec & { kind: 'goalposts' }): Scale {
  const { indicator } = situation;
  if (spec.posts !== null) {
    const { lower, upper, scale } = spec.posts;
    const rest = { scale, truncate: spec.truncate, floor: spec.floor };
    return spec.flipped ? between(upper, lower, rest) : between(lower, upper, rest);
  }
  const own = indicator.goalposts ?? spec.natural;
  if (own === null) return { undefined: 'no_goalposts' };
  return natural(indicator, own, {
    scale: indicator.goalposts?.scale ?? spec.scale,
    truncate: indicator.goalposts?.trunc2posts ?? spec.truncate,
    floor: spec.floor,
  });
}

function scaleOf(spec: NormaliseSpec, situation: Situation, frozen: Goalposts | undefined): Scale {
  const { present } = situation;
  switch (spec.kind) {
    case 'none':
      return (value) => value;
    case 'minmax': {
      const [low, high] = [least(present), greatest(present)];
      if (low === high) return { undefined: 'zero_range' };
      if (tooFar(low, high)) return { undefined: 'infinite' };
      return (value) => ((value - low) / (high - low)) * (spec.upper - spec.lower) + spec.lower;
    }
    case 'scaled':
      if (spec.upper === spec.lower) return { undefined: 'zero_range' };
      return (value) => ((value - spec.lower) / (spec.upper - spec.lower)) * 100;
    case 'zscore': {
      if (present.length < 2) return { undefined: 'too_few_values' };
      const [centre, spread] = [mean(present), standardDeviation(present)];
      if (spread === 0 || least(present) === greatest(present)) return { undefined: 'zero_range' };
      return (value) => ((value - centre) / spread) * spec.sd + spec.mean;
    }
    case 'rank':
      return ranked(situation, (rank) => rank);
    case 'borda':
      return ranked(situation, (rank) => rank - 1);
    case 'prank':
      if (present.length < 2) return { undefined: 'too_few_values' };
      return ranked(situation, (rank, count) => (rank - 1) / (count - 1));
    case 'dist2max': {
      const [low, high] = [least(present), greatest(present)];
      if (low === high) return { undefined: 'zero_range' };
      if (tooFar(low, high)) return { undefined: 'infinite' };
      return (value) => 1 - (high - value) / (high - low);
    }
    case 'dist2ref': {
      const reference = referenceOf(situation, spec.reference);
      if (Number.isNaN(reference)) return { undefined: 'reference_missing' };
      const low = least(present);
      if (reference === low) return { undefined: 'reference_at_minimum' };
      if (tooFar(low, reference)) return { undefined: 'infinite' };
      return (value) => {
        const share = 1 - (reference - value) / (reference - low);
        return spec.cap && share > 1 ? 1 : share;
      };
    }
    case 'dist2targ':
      return distanceTo(targetOf(situation, spec.target), situation, spec.flipped, spec.cap);
    case 'fracmax': {
      const high = greatest(present);
      // Over a maximum of 0 a value other than 0 comes out infinite, 0 itself undefined.
      return (value) => value / high;
    }
    case 'goalposts':
      return goalposts(situation, spec);
    case 'frozen':
      return frozen === undefined
        ? { undefined: 'no_goalposts' }
        : between(
            ...(situation.indicator.direction === -1
              ? ([-frozen.upper, -frozen.lower] as const)
              : ([frozen.lower, frozen.upper] as const)),
            spec,
          );
  }
}

/** COINr's `use_iMeta`: the parameters of a method from the indicator's own columns. */
function fromMeta(spec: NormaliseSpec, indicator: Indicator): NormaliseSpec {
  const of = (name: string): number => {
    const value = indicator.parameters[name];
    if (typeof value !== 'number')
      throw new DefinitionError(`归一 use_iMeta：指标 ${indicator.code} 的元数据缺少数值列 ${name}`);
    return value;
  };
  const flag = (name: string, otherwise: boolean) => {
    const value = indicator.parameters[name];
    return value === undefined ? otherwise : Boolean(value);
  };
  switch (spec.kind) {
    case 'minmax':
      return { ...spec, lower: of('minmax_lower'), upper: of('minmax_upper') };
    case 'scaled':
      return { ...spec, lower: of('scaled_lower'), upper: of('scaled_upper') };
    case 'zscore':
      return { ...spec, mean: of('zscore_mean'), sd: of('zscore_sd') };
    case 'dist2targ':
      return { ...spec, target: null, cap: flag('dist2targ_cap_max', spec.cap) };
    case 'goalposts':
      return {
        ...spec,
        posts: null,
        natural: { lower: of('goalpost_lower'), upper: of('goalpost_upper') },
        scale: of('goalpost_scale'),
        truncate: flag('goalpost_trunc2posts', spec.truncate),
      };
    default:
      throw new DefinitionError(`归一方法 ${spec.kind} 不能从元数据取参数`);
  }
}

function presentOf(column: Column, rows: readonly number[]): number[] {
  return rows.filter((row) => hasValue(column, row)).map((row) => column.values[row] ?? NaN);
}

/** Multiplies by the direction, after the indicator's own logarithm. */
function directed(column: Column, { direction, transform }: Indicator): Column {
  const out = copyOf(column);
  column.values.forEach((value, row) => {
    if (!hasValue(column, row)) return;
    if (transform === 'ln' && value <= 0) put(out, row, NaN, 'not_positive');
    else out.values[row] = (transform === 'ln' ? ln(value) : value) * direction;
  });
  return out;
}

function frozenPosts(
  column: Column,
  { direction }: Indicator,
  { times }: Frame,
  spec: NormaliseSpec & { kind: 'frozen' },
): Goalposts | undefined {
  const rows = (times ?? []).flatMap((time, row) => (time === spec.time ? [row] : []));
  const present = presentOf(column, rows).map((value) => value * direction);
  if (present.length === 0) return undefined;
  const [low, high] = spec.quantiles;
  return { lower: quantile(present, low), upper: quantile(present, high) };
}

/** The rows that are normalised together: all, each time for itself, and peers among peers. */
export function together(frame: Frame, specs: NormaliseSpecs): readonly (readonly number[])[] {
  const all = frame.units.map((_, row) => row);
  const groups = specs.acrossTimes ? [all] : frame.slices;
  if (specs.within === null) return groups;
  const peers = frame.cells(specs.within, '归一的同组列').map((cell) => String(cell ?? ''));
  return groups.flatMap((rows) => [...grouped(rows, (row) => peers[row]).values()]);
}

/** One indicator on the common scale, and the frozen goalposts it was laid between, if any. */
export function normaliseColumn(
  given: Column,
  indicator: Indicator,
  frame: Frame,
  specs: NormaliseSpecs,
  groups: readonly (readonly number[])[],
): { readonly column: Column; readonly posts: Goalposts | undefined } {
  const own = Object.hasOwn(specs.byIndicator, indicator.code)
    ? specs.byIndicator[indicator.code]
    : undefined;
  const named = own ?? specs.global;
  const spec = specs.fromMeta && own === undefined ? fromMeta(named, indicator) : named;
  const column = directed(given, indicator);
  const out = copyOf(column);
  const posts = spec.kind === 'frozen' ? frozenPosts(column, indicator, frame, spec) : undefined;
  for (const rows of groups) {
    const present = presentOf(column, rows);
    if (present.length === 0) {
      for (const row of rows) if (given.status[row] === 0) put(out, row, NaN, 'all_missing');
      continue;
    }
    const scale = scaleOf(spec, { indicator, present, column, frame, rows }, posts);
    for (const row of rows) {
      if (!hasValue(column, row)) continue;
      if (typeof scale === 'function') put(out, row, scale(column.values[row] ?? NaN, row));
      else put(out, row, NaN, scale.undefined);
    }
  }
  return { column: out, posts };
}

/** The stage `normalised`. */
export function normalise(
  stage: Stage,
  frame: Frame,
  indicators: readonly Indicator[],
  specs: NormaliseSpecs,
): { readonly stage: Stage; readonly goalposts: Readonly<Record<string, Goalposts>> } {
  for (const code of Object.keys(specs.byIndicator))
    if (!stage.has(code)) throw new DefinitionError(`normalise.indiv_specs：没有指标 ${code}`);
  const groups = together(frame, specs);
  const out = new Map<string, Column>();
  const goalposts: Record<string, Goalposts> = {};
  for (const indicator of indicators) {
    const column = stage.get(indicator.code);
    if (column === undefined) continue;
    const made = normaliseColumn(column, indicator, frame, specs, groups);
    out.set(indicator.code, made.column);
    if (made.posts) goalposts[indicator.code] = made.posts;
  }
  return { stage: out, goalposts };
}
