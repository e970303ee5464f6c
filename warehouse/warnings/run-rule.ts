import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { runOn } from '../connection.ts';
import type { SqlRow } from '../engine.ts';
import { sqlBeside } from '../queries/sql-beside.ts';
import type { Clock, WarningRule } from './definition.ts';
import { ruleSql } from './registry.ts';
import { segments, type Threshold } from './thresholds.ts';

/** Months as `2026-10-01`, both included. */
export interface Months {
  readonly from: string;
  readonly to: string;
}

const clockSchema = z.array(z.object({ clock: z.string(), first_month: z.string(), last_month: z.string() }));

/** The first and the last month each clock speaks of. */
export async function readClocks(
  run: (sql: string) => Promise<readonly SqlRow[]>,
): Promise<ReadonlyMap<Clock, Months>> {
  const rows = clockSchema.parse(await run(sqlBeside(import.meta.dirname, 'clocks')));
  return new Map(
    rows.map(({ clock, first_month, last_month }) => [clock as Clock, { from: first_month, to: last_month }]),
  );
}

/** The macros rules are written with. */
export async function prepareMacros(connection: DuckDBConnection): Promise<void> {
  for (const statement of sqlBeside(import.meta.dirname, 'macros').split(';'))
    await runOn(connection, statement);
}

export interface RuleStatement {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, string | number>>;
}

/** What a rule says of some months: one statement for each run of months with the same thresholds. */
export async function ruleStatements(
  rule: WarningRule,
  months: Months,
  thresholds: readonly Threshold[],
): Promise<readonly RuleStatement[]> {
  const sql = await ruleSql(rule.id);
  return segments(thresholds, rule.id, months.from, months.to).map(({ from, to, values }) => ({
    sql,
    parameters: { from, to, ...values },
  }));
}
