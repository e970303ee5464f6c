import type { Treatment, TreatSpec, TreatSpecs } from './definition/treat-spec.ts';
import { DefinitionError } from './definition.ts';
import type { Frame } from './frame.ts';
import { ln, pow } from './numeric/elementary.ts';
import { shapeOf } from './numeric/moments.ts';
import type { Status } from './status.ts';
import { copyOf, hasValue, put, type Column, type Stage } from './table.ts';

/** What treatment did to one indicator (at one time). */
export interface TreatmentReport {
  readonly code: string;
  readonly time: number | null;
  /** Before, after the first step, after the second; null where undefined or not reached. */
  readonly skew: readonly (number | null)[];
  readonly kurt: readonly (number | null)[];
  readonly applied: readonly Treatment['kind'][];
  /** Points moved by winsorisation. */
  readonly winsorised: number;
  readonly passes: boolean;
  /** Why the indicator was left untreated, if it was. */
  readonly status: Status;
}

interface Checked {
  readonly skew: number;
  readonly kurt: number;
  /** null: not decidable (fewer than 4 values, or no spread). */
  readonly passes: boolean | null;
}

/** |G1| < skew or G2 < kurt. With one of the two undefined the other may still decide, as in R's three-valued or. */
export function checkSkewKurt(values: readonly number[], skew: number, kurt: number): Checked {
  const { skew: s, kurt: k } = shapeOf(values);
  const low = Math.abs(s) < skew || k < kurt;
  return { skew: s, kurt: k, passes: low ? true : Number.isNaN(s) || Number.isNaN(k) ? null : false };
}

interface Treated {
  readonly values: readonly number[];
  /** Places that were moved. */
  readonly moved: ReadonlySet<number>;
  readonly count: number;
}

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity);
const greatest = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity);

/** The outermost value at one end, and the next one in; NaN when there is no other. */
function outermost(
  values: readonly number[],
  upwards: boolean,
): { readonly extreme: number; readonly next: number } {
  let [extreme, next] = [NaN, NaN];
  for (const value of values) {
    const beyond = upwards ? value > extreme : value < extreme;
    if (Number.isNaN(extreme)) extreme = value;
    else if (beyond) [extreme, next] = [value, extreme];
    else if (value !== extreme && (Number.isNaN(next) || (upwards ? value > next : value < next)))
      next = value;
  }
  return { extreme, next };
}

/**
 * Moves the greatest values (the least when skew is negative), ties together, to the next value, one step after the
 * other, until the check passes or `winmax` points have been moved. Returns null when the check cannot be made.
 */
function winsorise(given: readonly number[], spec: Treatment & { kind: 'winsorise' }): Treated | null {
  const values = [...given];
  let [high, low]: [readonly number[], readonly number[]] = [[], []];
  let count = 0;
  let { passes, skew: current } = checkSkewKurt(values, spec.skew, spec.kurt);
  while ((passes === false || spec.force) && count < (spec.winmax ?? Infinity)) {
    const upwards = current >= 0;
    const { extreme, next } = outermost(values, upwards);
    if (Number.isNaN(next)) return null;
    const places: number[] = [];
    for (let place = 0; place < values.length; place++)
      if (values[place] === extreme) {
        values[place] = next;
        places.push(place);
      }
    if (upwards) high = places;
    else low = places;
    count = high.length + low.length;
    ({ passes, skew: current } = checkSkewKurt(values, spec.skew, spec.kurt));
    if (passes === null) return null;
  }
  return { values, moved: new Set([...high, ...low]), count };
}

function transformed(
  values: readonly number[],
  spec: Exclude<Treatment, { kind: 'winsorise' }>,
): readonly number[] {
  const [low, high] = [least(values), greatest(values)];
  switch (spec.kind) {
    case 'log_CT':
      return values.map((value) => ln(value - low + 0.01 * (high - low)));
    case 'log_CT_plus': {
      const margin = 0.01 * (high - low);
      return shapeOf(values).skew > 0
        ? values.map((value) => ln(value - low + margin))
        : values.map((value) => -ln(high + margin - value));
    }
    case 'log_CT_orig':
      return values.map((value) => ln(value - low + 1));
    case 'log_GII':
      // COINr computes this one and hands back the values it was given; its name does here what it does there.
      return values;
    case 'log_gii':
      return values.map((value) => ln(((high - 1) * (value - low)) / (high - low) + 1));
    case 'boxcox': {
      const positive = spec.makepos ? values.map((value) => value - low + 1) : values;
      return spec.lambda === 0
        ? positive.map((value) => ln(value))
        : positive.map((value) => (pow(value, spec.lambda) - 1) / spec.lambda);
    }
  }
}

function applied(values: readonly number[], spec: Treatment): Treated | null {
  if (spec.kind === 'winsorise') return winsorise(values, spec);
  const made = transformed(values, spec);
  return made.every((value) => Number.isFinite(value)) ? { values: made, moved: new Set(), count: 0 } : null;
}

const known = (value: number): number | null => (Number.isFinite(value) ? value : null);

interface Outcome {
  readonly values: readonly number[];
  readonly moved: ReadonlySet<number>;
  readonly report: Omit<TreatmentReport, 'code' | 'time'>;
}

/** COINr's Treat() on the values of one indicator, gaps left out. Where it would stop with an error the indicator is left as it was. */
export function treatValues(values: readonly number[], spec: TreatSpec): Outcome {
  const checks: Checked[] = [];
  const check = (each: readonly number[]): boolean | null => {
    const found = checkSkewKurt(each, spec.skew, spec.kurt);
    checks.push(found);
    return spec.pass === 'never' ? (found.passes === null ? null : false) : found.passes;
  };
  const report = (kinds: readonly Treatment['kind'][], winsorised: number, status: Status) => ({
    skew: checks.map(({ skew }) => known(skew)),
    kurt: checks.map(({ kurt }) => known(kurt)),
    applied: kinds,
    winsorised,
    passes: checks.at(-1)?.passes === true,
    status,
  });
  const untouched = (status: Status): Outcome => ({
    values,
    moved: new Set(),
    report: report([], 0, status),
  });
  const first = check(values);
  if (values.length < 4) return untouched('too_few_values');
  if (first === null) return untouched('zero_range');
  if (first) return untouched('ok');
  let current: Treated = { values, moved: new Set(), count: 0 };
  const kinds: Treatment['kind'][] = [];
  let passes: boolean | null = false;
  for (const [step, treatment] of [spec.f1, spec.f2].entries()) {
    if (treatment === null || (step === 1 && passes)) continue;
    const made = applied(step === 1 && !spec.combine ? values : current.values, treatment);
    if (made === null) return untouched(treatment.kind === 'boxcox' ? 'not_positive' : 'zero_range');
    if (step === 1 && !spec.combine) kinds.length = 0;
    current = made;
    kinds.push(treatment.kind);
    passes = check(made.values);
    if (passes === null) return untouched('zero_range');
  }
  return { values: current.values, moved: current.moved, report: report(kinds, current.count, 'ok') };
}

/** The stage `treated`, each time for itself, with a report for every indicator. */
export function treat(
  stage: Stage,
  frame: Frame,
  specs: TreatSpecs,
): { readonly stage: Stage; readonly reports: readonly TreatmentReport[] } {
  for (const code of Object.keys(specs.byIndicator))
    if (!stage.has(code)) throw new DefinitionError(`treat.indiv_specs：没有指标 ${code}`);
  const reports: TreatmentReport[] = [];
  const out = new Map<string, Column>();
  for (const [code, column] of stage) {
    const spec = Object.hasOwn(specs.byIndicator, code) ? specs.byIndicator[code] : specs.global;
    if (!spec) {
      out.set(code, column);
      continue;
    }
    const made = copyOf(column);
    for (const slice of frame.slices) {
      const rows = slice.filter((row) => hasValue(column, row));
      const { values, moved, report } = treatValues(
        rows.map((row) => column.values[row] ?? NaN),
        spec,
      );
      reports.push({ code, time: frame.times?.[slice[0] ?? -1] ?? null, ...report });
      rows.forEach((row, place) => {
        if (report.applied.length > 0)
          put(made, row, values[place] ?? NaN, moved.has(place) ? 'winsorised' : 'ok');
      });
    }
    out.set(code, made);
  }
  return { stage: out, reports };
}
