import { contracts } from '../../etl/sources/registry.ts';
import { dimensions, type Dimension, type MetricDefinition } from '../../warehouse/metrics/definition.ts';
import { evaluateMetric, type MetricAnswer, type MetricRow } from '../../warehouse/metrics/evaluate.ts';
import type { MonthRange } from '../../warehouse/metrics/period.ts';
import type { PublishedBuild } from '../../warehouse/opened-build.ts';
import { yearBefore, type ReportPeriod } from './report-period.ts';
import type { MetricReference, RankReference, Span } from './template.ts';
import type { Reading } from './wording.ts';

/** Years that a history goes back, the report's own included. */
const shownYears = 4;

export const noRow: MetricRow = {
  key: {},
  label: {},
  value: null,
  numerator: null,
  denominator: null,
  status: 'no_data',
};

/** An answer with what was asked for, as the API takes it. */
export interface Asked extends MetricAnswer {
  /** null: the metric has no months. */
  readonly asked: string | null;
  readonly filters: Readonly<Record<string, string>>;
}

/** A difference from the same months of the year before, and how the API is asked for the two. */
export interface Difference extends Reading {
  readonly asked: string | null;
  /** null: there is nothing to compare with. */
  readonly before: string | null;
}

/** Whether it is delivered by the month; otherwise it is counted from a ledger of events. */
const isMonthly = ({ sources }: MetricDefinition): boolean =>
  sources.some((id) => contracts.get(id)?.partition.some(({ name }) => name === 'period') === true);

const only = ({ value, status }: MetricRow): Reading => ({ value, status });

/** What a build says of a report's months: every number of a report comes through here, as the API's do. */
export class Readings {
  readonly #build: PublishedBuild;
  readonly period: ReportPeriod;

  constructor(build: PublishedBuild, period: ReportPeriod) {
    this.#build = build;
    this.period = period;
  }

  span(span: Span): MonthRange {
    const { range, ytd } = this.period;
    if (span === 'period') return range;
    if (span === 'ytd') return ytd;
    return { from: `${Number(ytd.from.slice(0, 4)) - shownYears + 1}-01`, to: range.to };
  }

  async ask(reference: MetricReference, by: readonly Dimension[] = []): Promise<Asked> {
    const { metric, span } = reference;
    const { from, to } = this.span(span);
    // An annual metric has no months. Of a cumulative one the last month that was delivered is meant.
    const asked = metric.time === 'annual' ? null : `${from}..${to}`;
    return this.#ask(reference, by, asked);
  }

  async one(reference: MetricReference): Promise<Reading & { readonly answer: Asked }> {
    const answer = await this.ask(reference);
    return { ...only(answer.rows[0] ?? noRow), answer };
  }

  /** What the values of the filters are called; a code where a build has no name for it. */
  async names(reference: MetricReference): Promise<Readonly<Record<string, string>>> {
    const named: Record<string, string> = {};
    for (const [name, given] of Object.entries(reference.filters)) {
      const value = this.#resolved(given);
      const dimension = dimensions.find((known) => known === name);
      if (dimension === undefined || dimension === 'year') {
        named[name] = dimension === 'year' ? `${value}年` : value;
        continue;
      }
      const { rows } = await this.ask(reference, [dimension]);
      const labelOf = (code: string) => rows.find(({ key }) => key[dimension] === code)?.label[dimension];
      named[name] = value
        .split(',')
        .map((code) => labelOf(code) ?? code)
        .join('、');
    }
    return named;
  }

  /** The first or last few of a breakdown. What has no code (the reserve has no department) is nobody's. */
  async ranked(
    reference: RankReference,
  ): Promise<{ readonly found: readonly MetricRow[]; readonly answer: Asked }> {
    const { kind, by, most, above, below, except } = reference;
    const answer = await this.ask(reference, [by]);
    const found = answer.rows
      .flatMap((row) => (row.value === null ? [] : [{ ...row, value: row.value }]))
      .filter(({ key }) => typeof key[by] === 'string' && !except.includes(key[by]))
      .filter(({ value }) => (above === null || value > above) && (below === null || value < below))
      .sort((a, b) => (kind === 'top' ? b.value - a.value : a.value - b.value))
      .slice(0, most);
    return { found, answer };
  }

  /**
   * The months an answer speaks of: of figures that are delivered by the month, those that were; of a ledger of
   * events, those asked for, up to the day it reaches: a month without any event is no gap.
   */
  spoken({ metric, span }: MetricReference, { period }: Asked): MonthRange | null {
    if (period === null || metric.time === 'annual') return null;
    if (isMonthly(metric)) return metric.time === 'stock' ? { from: period.to, to: period.to } : period;
    const { from, to } = this.span(span);
    const reached = this.#reached(metric) ?? period.to;
    const last = reached < to ? reached : to;
    return metric.time === 'stock' ? { from: last, to: last } : { from: from < last ? from : last, to: last };
  }

  /** Whether it speaks of fewer months than were meant: then that has to be said. */
  isNarrower({ metric, span }: MetricReference, spoken: MonthRange | null): boolean {
    // A history is meant to end where the data end.
    if (spoken === null || span === 'history') return false;
    const { from, to } = this.span(span);
    return spoken.to !== to || (metric.time === 'flow' && spoken.from !== from);
  }

  /** Whether what was delivered reaches the last month: then nothing found means that there was nothing. */
  async isCovered(reference: MetricReference): Promise<boolean> {
    const { metric, span } = reference;
    const { to } = this.span(span);
    if (!isMonthly(metric)) return (this.#reached(metric) ?? '') >= to;
    return (await this.ask(reference)).period?.to === to && (await this.one(reference)).value !== null;
  }

  /** The last month a ledger of events reaches, by the day its data are as of. */
  #reached({ sources }: MetricDefinition): string | null {
    const days = this.#build.report.datasets.flatMap(({ contract, asOf }) =>
      asOf !== null && sources.includes(contract) ? [asOf] : [],
    );
    return days.sort().at(-1)?.slice(0, 7) ?? null;
  }

  /** Against the same months of the year before; no_data where they have not both been delivered. */
  async difference(reference: MetricReference): Promise<Difference> {
    const { value, status, answer } = await this.one(reference);
    const now = this.spoken(reference, answer);
    if (value === null || now === null) return { value: null, status, asked: answer.asked, before: null };
    const isFlow = reference.metric.time === 'flow';
    const months = { from: isFlow ? yearBefore(now.from) : yearBefore(now.to), to: yearBefore(now.to) };
    const before = await this.#ask(reference, [], isFlow ? `${months.from}..${months.to}` : months.to);
    const was = before.rows[0] ?? noRow;
    const isSame =
      !isMonthly(reference.metric) ||
      (before.period?.to === months.to && (!isFlow || before.period.from === months.from));
    const { asked } = answer;
    if (was.value === null || !isSame)
      return { value: null, status: was.value === null ? was.status : 'no_data', asked, before: null };
    return { value: value - was.value, status: 'ok', asked, before: before.asked };
  }

  async #ask(
    { metric, filters }: MetricReference,
    by: readonly Dimension[],
    asked: string | null,
  ): Promise<Asked> {
    const resolved = Object.fromEntries(
      Object.entries(filters).map(([name, value]) => [name, this.#resolved(value)]),
    );
    const answer = await evaluateMetric(this.#build.engine, {
      metric,
      by,
      period: asked,
      filters: Object.fromEntries(Object.entries(resolved).map(([name, value]) => [name, value.split(',')])),
    });
    return { ...answer, asked, filters: resolved };
  }

  #resolved(value: string): string {
    const year = this.period.ytd.from.slice(0, 4);
    if (value === '@year') return year;
    return value === '@last_year' ? String(Number(year) - 1) : value;
  }
}
