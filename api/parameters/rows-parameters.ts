import { z } from 'zod';
import { isRatio, type MetricDefinition } from '../../warehouse/metrics/definition.ts';
import type { RowPlace } from '../../warehouse/metrics/rows/ledger-rows.ts';
import { ledgersOf, withoutRows, type MetricPart } from '../../warehouse/metrics/rows/ledgers.ts';
import { metricPartSchema } from '../contracts/rows.ts';
import { invalidParameters, ProblemError } from '../problem.ts';
import { parseMetricParameters, type MetricParameters } from './metric-parameters.ts';
import { once, oneOf, parameterErrors, wholeNumber } from './query-text.ts';

const mostRows = 1_000;

const placeSchema = z.tuple([
  z.string().max(200),
  z.int().nonnegative(),
  z.string().regex(/^-?\d{1,30}(\.\d{1,6})?$/),
]);

/** What `after` says: made by the server, so what does not decode was not ours. */
const after = once.transform((text, context): RowPlace => {
  try {
    const [batch, row, contribution] = placeSchema.parse(
      JSON.parse(Buffer.from(text, 'base64url').toString('utf8')),
    );
    return { batch, row, contribution };
  } catch {
    context.addIssue('无法识别；请照抄上一页答复中的 next');
    return z.NEVER;
  }
});

export const placeText = ({ batch, row, contribution }: RowPlace): string =>
  Buffer.from(JSON.stringify([batch, row, contribution])).toString('base64url');

export const rowsQuery = z.strictObject({
  part: oneOf(metricPartSchema.options).default('numerator'),
  ledger: once.optional(),
  limit: wholeNumber(1, mostRows).optional(),
  after: after.optional(),
});

export interface RowsParameters {
  readonly asked: MetricParameters;
  readonly part: MetricPart;
  readonly ledger: string;
  readonly ledgers: readonly string[];
  /** Null where none was asked for: a page of the usual length, or all rows of a file. */
  readonly limit: number | null;
  readonly after: RowPlace | null;
}

/** @throws ProblemError naming what is wrong and what is possible. */
export function parseRowsParameters(
  metric: MetricDefinition,
  query: Readonly<Record<string, unknown>>,
): RowsParameters {
  const own = new Set(Object.keys(rowsQuery.shape));
  const entries = Object.entries(query);
  const parsed = rowsQuery.safeParse(Object.fromEntries(entries.filter(([name]) => own.has(name))));
  if (!parsed.success)
    throw invalidParameters(
      parameterErrors(parsed.error, `part、ledger、limit（1–${mostRows}）、after`),
      'invalid_parameter',
    );
  const asked = parseMetricParameters(metric, Object.fromEntries(entries.filter(([name]) => !own.has(name))));
  const wrong = (parameter: string, message: string) =>
    invalidParameters([{ parameter, message }], 'invalid_parameter');
  if (asked.by.length > 0) throw wrong('by', '明细不按维度拆分；请把 by 换成筛选条件，例如 area=330302');
  const why = withoutRows.get(metric.id);
  if (why !== undefined) throw new ProblemError('no_rows', `指标“${metric.name}”没有明细：${why}`);
  const { part } = parsed.data;
  if (part === 'denominator' && !isRatio(metric))
    throw wrong('part', `指标“${metric.name}”是合计，没有分母；请用 part=numerator`);
  const ledgers = ledgersOf(metric.id, part);
  const ledger = parsed.data.ledger ?? ledgers[0] ?? '';
  if (!ledgers.includes(ledger)) throw wrong('ledger', `参数 ledger 应为 ${ledgers.join('、')} 之一`);
  return { asked, part, ledger, ledgers, limit: parsed.data.limit ?? null, after: parsed.data.after ?? null };
}
