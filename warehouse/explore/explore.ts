import { isUnknownTable, type Engine } from '../engine.ts';
import type { Dimension, MetricDefinition } from '../metrics/definition.ts';
import type { MonthRange } from '../metrics/period.ts';
import type { MetricRequest } from '../metrics/request.ts';
import type { Grain } from './buckets.ts';
import {
  checkOnePlan,
  isMonthly,
  monthsWithin,
  spansOf,
  yearBefore,
  yearBeforeFilters,
  type Comparison,
  type Span,
} from './comparison.ts';
import { coveredMonths } from './covered-months.ts';
import { joined, type ExploredRow } from './joined-rows.ts';
import { monthsOf, shifted } from './months.ts';
import { planOf } from './plans.ts';
import { answered, type Answered, type Side } from './side.ts';

export interface ExploreRequest {
  readonly measures: readonly MetricDefinition[];
  readonly by: readonly Dimension[];
  readonly filters: MetricRequest['filters'];
  readonly period: string | null;
  readonly grain: Grain | null;
  readonly compare: Comparison | null;
}

/** The months one side of a step speaks of. */
export interface SpokenMonths {
  /** From the first to the last, as the metric answers alone; null: it says nothing, or speaks of years. */
  readonly period: MonthRange | null;
  /** The months added up; of a value that stands for the year so far or the end of a month, that month. */
  readonly months: readonly string[];
}

/** What a measure speaks of in one step of time; without a grain there is one step. */
export interface ExploredStep extends SpokenMonths {
  readonly time: string | null;
  /** Whether the values speak of all the months that were asked for. */
  readonly isWhole: boolean;
  /** Null where nothing is compared. `isLike`: the same months on both sides; a plan is of a whole year. */
  readonly compared: (SpokenMonths & { readonly isLike: boolean }) | null;
}

export interface Explored {
  readonly rows: readonly ExploredRow[];
  /** By measure, its steps in order. */
  readonly steps: ReadonlyMap<string, readonly ExploredStep[]>;
}

/** The months a side speaks of in a step. */
function spokenIn(
  metric: MetricDefinition,
  range: MonthRange | null,
  period: MonthRange | null,
  covered: readonly string[],
  monthly: boolean,
): SpokenMonths {
  if (metric.time === 'flow' || monthly) return { period, months: monthsWithin(covered, range) };
  return { period, months: period === null ? [] : [period.to] };
}

const same = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((month, index) => month === others[index]);

const yearOf = ({ to }: MonthRange): MonthRange => ({
  from: `${to.slice(0, 4)}-01`,
  to: `${to.slice(0, 4)}-12`,
});

interface ComparedSide {
  readonly side: Side;
  readonly spans: readonly Span[];
}

/** What a measure is compared with; null: nothing is asked for, or there is nothing. */
function comparedSide(
  own: Side,
  before: Engine | null,
  request: ExploreRequest,
  spans: readonly Span[],
  spoken: ReadonlyMap<string | null, SpokenMonths>,
): ComparedSide | null {
  const { metric } = own;
  const monthly = isMonthly(request);
  switch (request.compare) {
    case 'previous_year': {
      const filters = yearBeforeFilters(metric, request);
      const earlier = spans.map((span) => yearBefore(span, spoken.get(span.time)?.months ?? [], monthly));
      return { side: { ...own, filters, later: 12 }, spans: earlier };
    }
    case 'previous_build':
      return before === null ? null : { side: { ...own, engine: before }, spans };
    case 'plan':
      checkOnePlan(metric, spans, monthly);
      return {
        side: { ...own, metric: planOf(metric), value: ({ denominator }) => denominator },
        spans,
      };
    case null:
      return null;
  }
}

async function comparedAnswer(
  { side, spans }: ComparedSide,
  request: ExploreRequest,
): Promise<{ readonly answer: Answered; readonly covered: readonly string[] }> {
  try {
    return {
      answer: await answered(side, spans, request),
      covered: await coveredMonths(side.engine, side.metric),
    };
  } catch (error) {
    // A build made before the measure was there has nothing to compare with.
    if (request.compare === 'previous_build' && isUnknownTable(error))
      return { answer: { parts: [], periods: new Map() }, covered: [] };
    throw error;
  }
}

function comparedMonths(
  { side, spans }: ComparedSide,
  { answer, covered }: Awaited<ReturnType<typeof comparedAnswer>>,
  request: ExploreRequest,
  step: SpokenMonths & { readonly time: string | null },
): NonNullable<ExploredStep['compared']> {
  const period = answer.periods.get(step.time) ?? null;
  if (request.compare === 'plan') {
    const year = period === null ? null : yearOf(period);
    return { period: year, months: year === null ? [] : monthsOf(year), isLike: false };
  }
  const span = spans.find(({ time }) => time === step.time);
  const asked = monthsWithin(span?.months ?? covered, span?.range ?? null);
  const reached = asked.filter((month) => covered.includes(month));
  const spoken = spokenIn(side.metric, span?.range ?? null, period, reached, isMonthly(request));
  const isLike =
    side.metric.time === 'annual' ||
    same(
      step.months,
      spoken.months.map((month) => shifted(month, side.later)),
    );
  return { ...spoken, isLike };
}

async function measured(
  engine: Engine,
  before: Engine | null,
  metric: MetricDefinition,
  request: ExploreRequest,
) {
  const { filters, compare } = request;
  const monthly = isMonthly(request);
  const engines = compare === 'previous_build' && before !== null ? [engine, before] : [engine];
  const spans = await spansOf(engines, metric, request);
  const own: Side = { engine, metric, filters, later: 0, value: ({ value }) => value };
  const current = await answered(own, spans, request);
  const covered = await coveredMonths(engine, metric);
  const spoken = new Map(
    spans.map(({ time, range }) => [
      time,
      spokenIn(metric, range, current.periods.get(time) ?? null, covered, monthly),
    ]),
  );
  const other = comparedSide(own, before, request, spans, spoken);
  const otherAnswer = other === null ? null : await comparedAnswer(other, request);
  const steps = spans.map(({ time, range }): ExploredStep => {
    const { period, months } = spoken.get(time) ?? { period: null, months: [] };
    const asked = range === null ? [] : metric.time === 'flow' || monthly ? monthsOf(range) : [range.to];
    const step = { time, period, months, isWhole: same(months, asked) };
    const compared =
      other === null || otherAnswer === null ? null : comparedMonths(other, otherAnswer, request, step);
    return { ...step, compared };
  });
  return { metric, current: current.parts, compared: otherAnswer?.answer.parts ?? [], steps };
}

/**
 * Several measures side by side, by the same dimensions and steps of time. Every value is the registry's own: a
 * row holds what each measure answers when asked alone. A comparison sets like months side by side: the months a
 * measure has are looked for on the other side, and what only one side has is a row all the same.
 * @param before the build to compare with, where that is asked for
 * @throws MetricRequestError when the request does not fit a measure
 */
export async function explore(
  engine: Engine,
  before: Engine | null,
  request: ExploreRequest,
): Promise<Explored> {
  const found: Awaited<ReturnType<typeof measured>>[] = [];
  for (const metric of request.measures) found.push(await measured(engine, before, metric, request));
  return {
    rows: joined(found, request.by, request.grain !== null),
    steps: new Map(found.map(({ metric, steps }) => [metric.id, steps])),
  };
}
