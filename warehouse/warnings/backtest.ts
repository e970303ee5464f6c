import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { runOn } from '../connection.ts';
import type { WarningRule } from './definition.ts';
import { prepareMacros, readClocks, ruleStatements, type Months } from './run-rule.ts';
import type { Threshold } from './thresholds.ts';

const findingSchema = z.object({
  subject: z.string(),
  subject_name: z.string().nullable(),
  severity: z.enum(['red', 'yellow', 'look']),
  detail: z.string(),
  period: z.string(),
});
export type BacktestFinding = z.output<typeof findingSchema>;

export interface BacktestMonth {
  /** `2026-10` */
  readonly month: string;
  readonly red: number;
  readonly yellow: number;
  readonly look: number;
  /** Subjects that were not found the month before. */
  readonly fresh: number;
}

export interface Backtest {
  /** The months that could be judged of those asked for; null: none. */
  readonly judged: Months | null;
  readonly months: readonly BacktestMonth[];
  readonly findings: readonly BacktestFinding[];
  /** Different subjects over all months. */
  readonly subjects: number;
}

const later = (a: string, b: string): string => (a > b ? a : b);
const earlier = (a: string, b: string): string => (a < b ? a : b);

function byMonth(findings: readonly BacktestFinding[]): BacktestMonth[] {
  const months = [...new Set(findings.map(({ period }) => period))].sort();
  return months.map((month) => {
    const own = findings.filter(({ period }) => period === month);
    const before = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)) - 2, 1))
      .toISOString()
      .slice(0, 10);
    const known = new Set(findings.filter(({ period }) => period === before).map(({ subject }) => subject));
    const count = (severity: BacktestFinding['severity']) =>
      own.filter((finding) => finding.severity === severity).length;
    return {
      month: month.slice(0, 7),
      red: count('red'),
      yellow: count('yellow'),
      look: count('look'),
      fresh: own.filter(({ subject }) => !known.has(subject)).length,
    };
  });
}

/** Runs a rule over past months of a build with given thresholds; changes nothing. */
export async function backtest(
  connection: DuckDBConnection,
  rule: WarningRule,
  asked: Months,
  thresholds: readonly Threshold[],
): Promise<Backtest> {
  await prepareMacros(connection);
  const clock = (await readClocks((sql) => runOn(connection, sql))).get(rule.clock);
  if (clock === undefined || clock.to < asked.from || clock.from > asked.to)
    return { judged: null, months: [], findings: [], subjects: 0 };
  const judged = { from: later(asked.from, clock.from), to: earlier(asked.to, clock.to) };
  const findings: BacktestFinding[] = [];
  for (const { sql, parameters } of await ruleStatements(rule, judged, thresholds)) {
    const rows = await runOn(
      connection,
      `select subject, subject_name, severity, detail, period from (\n${sql}\n) as found order by period, subject`,
      parameters,
    );
    findings.push(...rows.map((row) => findingSchema.parse(row)));
  }
  return {
    judged,
    months: byMonth(findings),
    findings,
    subjects: new Set(findings.map(({ subject }) => subject)).size,
  };
}
