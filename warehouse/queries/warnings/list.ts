import { z } from 'zod';
import type { Engine } from '../../engine.ts';
import { sqlBeside } from '../sql-beside.ts';

const sql = sqlBeside(import.meta.dirname, 'list');

export const warningRowSchema = z.object({
  id: z.string(),
  rule: z.string(),
  ruleName: z.string(),
  severity: z.enum(['red', 'yellow', 'look']),
  subjectName: z.string().nullable(),
  detail: z.string(),
  area: z.string().nullable(),
  areaName: z.string().nullable(),
  department: z.string().nullable(),
  explainedBy: z.string(),
  unit: z.enum(['yuan', 'ratio', 'points', 'count', 'days']),
  partUnit: z.enum(['yuan', 'count', 'days']),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  value: z.number().nullable(),
  threshold: z.number().nullable(),
  period: z.string(),
  since: z.string(),
  monthsRunning: z.int(),
  standsUntil: z.string(),
});
export type WarningRow = z.output<typeof warningRowSchema>;

const totalSchema = z.object({ total: z.int() });

export interface WarningFilter {
  /** `2026-10`: those that stand at its end. */
  readonly month: string;
  /** Empty lists ask for all. */
  readonly severities: readonly string[];
  readonly rules: readonly string[];
  readonly areas: readonly string[];
  readonly departments: readonly string[];
  readonly limit: number;
  readonly offset: number;
}

/** Warnings that stand at a month's end, a page of them, and how many there are in all. */
export async function listWarnings(
  engine: Engine,
  filter: WarningFilter,
): Promise<{ readonly total: number; readonly rows: WarningRow[] }> {
  const found = await engine.rows(sql, { ...filter, month: `${filter.month}-01` });
  const [first] = found;
  return {
    total: first === undefined ? 0 : totalSchema.parse(first).total,
    rows: found.map((row) => warningRowSchema.parse(row)),
  };
}

/** The last month any rule was judged for, `2026-10`; null in a build without data. */
export async function latestWarningMonth(engine: Engine): Promise<string | null> {
  const [row] = await engine.rows(
    "select strftime(max(judged_to), '%Y-%m') as month from marts.dim_warning_rule",
  );
  return typeof row?.month === 'string' ? row.month : null;
}

const areaSchema = z.object({ code: z.string() });

/** An area that is a sum (全市) stands for its leaves. */
export async function leafAreas(engine: Engine, areas: readonly string[]): Promise<string[]> {
  if (areas.length === 0) return [];
  const rows = await engine.rows(
    `select code from marts.dim_area
     where is_leaf and (code in (select unnest($areas)) or parent_code in (select unnest($areas)))`,
    { areas },
  );
  return rows.map((row) => areaSchema.parse(row).code);
}

const judgedSchema = z.object({ rule: z.string(), month: z.string().nullable() });

/** The last month each rule was judged for, `2026-10`, by rule. */
export async function judgedMonths(engine: Engine): Promise<ReadonlyMap<string, string | null>> {
  const rows = await engine.rows(
    "select code as rule, strftime(judged_to, '%Y-%m') as month from marts.dim_warning_rule order by code",
  );
  return new Map(rows.map((row) => judgedSchema.parse(row)).map(({ rule, month }) => [rule, month]));
}
