import type { Dimension, MetricRow, MetricValues } from '../../../api/contracts/metrics.ts';
import type { BarTone } from '../../figures/bar-tone.ts';
import { readRow, scaleFor } from '../../figures/format.ts';
import type { MoneyScale, Reading } from '../../figures/format.ts';
import { rowQuery } from '../../wire/metric-query.ts';
import type { MetricQuery } from '../../wire/metric-query.ts';
import { byCode, farthestFirst, largestFirst, nameOf, worstFirst } from '../rows.ts';
import { severityOf } from '../thresholds.ts';
import type { Severity } from '../thresholds.ts';

/** One figure of a row, with the question that opens it. */
export interface RowFigure {
  readonly name: string;
  readonly reading: Reading;
  readonly query: MetricQuery;
}

export interface RankedRow {
  readonly key: string;
  readonly name: string;
  /** What is written; the name in full is shown when pointed at. */
  readonly short: string;
  readonly value: number | null;
  readonly figure: RowFigure;
  readonly second: RowFigure | null;
  readonly severity: Severity | null;
}

/** What a list of bars asks and how it reads the answer. */
export interface RankSpec {
  /** Broken down by one dimension, the one the rows stand for. */
  readonly query: MetricQuery;
  /** Broken down alike: a second figure at the end of each row. */
  readonly second?: MetricQuery;
  /** Signed: a change is always written with its sign. */
  readonly signed?: 'second' | 'both';
  readonly order: 'largest' | 'smallest' | 'farthest' | 'given';
  /** Rows by the second figure instead of the first. */
  readonly orderBySecond?: boolean;
  /** Where the bars should be by now, as a question with one answer. */
  readonly mark?: MetricQuery;
  /** The same, where it is fixed: one, for a plan that should be met. */
  readonly markAt?: number;
  /** What the whole width stands for; the largest value when absent. */
  readonly full?: number;
  /** What the whole width stands for at the least: three lists of one each are not three full bars. */
  readonly atLeast?: number;
  readonly tone: BarTone;
  readonly short?: (name: string) => string;
  /** The figure by whose metric's thresholds a row calls for somebody; none does when absent. */
  readonly judged?: 'first' | 'second';
  /** What should not be at all calls for somebody from the first one on, this loudly. */
  readonly alarm?: { readonly figure: 'first' | 'second'; readonly severity: Severity };
  /** All rows are shown, in two columns if need be. */
  readonly complete?: boolean;
  /** Codes in the order in which their rows come; others after them. */
  readonly codes?: readonly string[];
  /** Rows whose value is zero or unknown say nothing here. */
  readonly onlyAbove?: number;
}

const same = (name: string): string => name;

/** The dimension the rows stand for: the first of the breakdown. */
export const dimensionOf = ({ query }: RankSpec): Dimension => query.by?.[0] ?? 'area';

const orders = {
  largest: largestFirst,
  smallest: worstFirst,
  farthest: farthestFirst,
  given: (rows: readonly MetricRow[]): MetricRow[] => [...rows],
} as const;

/** A unit said in the caption is not said again in every row. */
const bare = (unit: string | undefined, reading: Reading): Reading =>
  unit === 'yuan' || unit === 'points' ? { text: reading.text, suffix: '' } : reading;

const read = (
  values: MetricValues,
  row: MetricRow,
  query: MetricQuery,
  name: string,
  scale: MoneyScale,
  signed: boolean,
): RowFigure => ({
  name: `${name} ${values.metric.name}`,
  reading: bare(values.metric.unit, readRow(values.metric.unit, row, { scale, signed })),
  query: rowQuery(query, row),
});

/** A row that the second answer does not speak of: a dash says so, where a gap would leave it open. */
const unknown = ({ key, label }: MetricRow): MetricRow => ({
  key,
  label,
  value: null,
  numerator: null,
  denominator: null,
  status: 'no_data',
});

interface Judged {
  readonly values: MetricValues | null;
  readonly row: MetricRow | null;
}

function severityIn({ judged, alarm }: RankSpec, first: Judged, second: Judged): Severity | null {
  const alarming = alarm?.figure === 'first' ? first : second;
  if (alarm !== undefined && (alarming.row?.value ?? 0) > 0) return alarm.severity;
  if (judged === undefined) return null;
  const { values, row } = judged === 'first' ? first : second;
  return severityOf(values?.metric ?? null, row?.value ?? null);
}

/** The scale all amounts of one answer are written in. */
export const scaleOf = (values: MetricValues | null): MoneyScale =>
  scaleFor(values?.metric.unit === 'yuan' ? values.rows.map((row) => row.value) : []);

/** Rows that have a code, in the order asked for, each with its figures. */
export function rankedRows(
  spec: RankSpec,
  values: MetricValues | null,
  second: MetricValues | null,
): readonly RankedRow[] {
  if (values === null) return [];
  const dimension = dimensionOf(spec);
  const short = spec.short ?? same;
  const others = byCode(second?.rows ?? [], dimension);
  const scale = scaleOf(values);
  const secondScale = scaleOf(second);
  const coded = values.rows.filter(
    (row) =>
      typeof row.key[dimension] === 'string' &&
      (spec.onlyAbove === undefined || (row.value ?? 0) > spec.onlyAbove),
  );
  const places = new Map(
    orders[spec.order](spec.orderBySecond ? (second?.rows ?? []) : coded).map((row, place) => [
      row.key[dimension],
      place,
    ]),
  );
  const place = (row: MetricRow): number => {
    const own = spec.codes?.indexOf(row.key[dimension] ?? '') ?? -1;
    return own >= 0 ? own - (spec.codes?.length ?? 0) : (places.get(row.key[dimension]) ?? 0);
  };
  return coded
    .filter((row) => places.has(row.key[dimension]))
    .toSorted((left, right) => place(left) - place(right))
    .map((row) => {
      const name = nameOf(row, dimension);
      const other = others.get(row.key[dimension] ?? null);
      return {
        key: row.key[dimension] ?? name,
        name,
        short: short(name),
        value: row.value,
        figure: read(values, row, spec.query, name, scale, spec.signed === 'both'),
        second:
          second === null || spec.second === undefined
            ? null
            : read(second, other ?? unknown(row), spec.second, name, secondScale, spec.signed !== undefined),
        severity: severityIn(spec, { values, row }, { values: second, row: other ?? null }),
      };
    });
}
