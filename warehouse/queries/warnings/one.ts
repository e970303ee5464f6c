import { z } from 'zod';
import type { Engine, SqlParameters } from '../../engine.ts';
import type { WarningRule } from '../../warnings/definition.ts';
import { proofSql } from '../../warnings/registry.ts';
import { sqlBeside } from '../sql-beside.ts';
import { warningRowSchema } from './list.ts';

const oneSql = sqlBeside(import.meta.dirname, 'one');
const pastSql = sqlBeside(import.meta.dirname, 'past');
const rowsSql = sqlBeside(import.meta.dirname, 'proof_rows');
const sumsSql = sqlBeside(import.meta.dirname, 'proof_sums');

const oneSchema = warningRowSchema.extend({
  subject: z.string(),
  project: z.string().nullable(),
  keys: z.array(z.string()),
  sql: z.string(),
  judgedFrom: z.string().nullable(),
  judgedTo: z.string().nullable(),
});
export type WholeWarning = z.output<typeof oneSchema>;

export async function findWarning(engine: Engine, id: string): Promise<WholeWarning | null> {
  const [row] = await engine.rows(oneSql, { id });
  return row === undefined ? null : oneSchema.parse(row);
}

const pastSchema = z.object({
  id: z.string(),
  sameSubject: z.boolean(),
  severity: z.enum(['red', 'yellow', 'look']),
  subjectName: z.string().nullable(),
  detail: z.string(),
  value: z.number().nullable(),
  threshold: z.number().nullable(),
  period: z.string(),
});
export type PastWarning = z.output<typeof pastSchema>;

/** What the same rule found before, the same subject's own first. */
export async function pastWarnings(
  engine: Engine,
  { id, rule, subject, period }: WholeWarning,
  limit: number,
): Promise<PastWarning[]> {
  const rows = await engine.rows(pastSql, { id, rule, subject, month: `${period}-01`, limit });
  return rows.map((row) => pastSchema.parse(row));
}

const thresholdSchema = z.object({
  name: z.string(),
  value: z.number(),
  unit: z.string(),
  who: z.string(),
  when: z.iso.date(),
  why: z.string(),
  source: z.string(),
  effectiveFrom: z.iso.date(),
  inForce: z.boolean(),
});

/** A rule's thresholds as the build was made with, the one in force in the month marked. */
export async function ruleThresholds(
  engine: Engine,
  rule: string,
  month: string,
): Promise<z.output<typeof thresholdSchema>[]> {
  const rows = await engine.rows(
    `select
       name, value, unit, who, said_on as "when", why, source, effective_from as "effectiveFrom",
       place = last_value(place) over (
         partition by name, date_trunc('month', effective_from) <= cast($month as date)
         order by effective_from, place
         rows between unbounded preceding and unbounded following
       ) and date_trunc('month', effective_from) <= cast($month as date) as "inForce"
     from meta.warning_threshold
     where rule = $rule
     order by name, effective_from, place`,
    { rule, month: `${month}-01` },
  );
  return rows.map((row) => thresholdSchema.parse(row));
}

/** numerator, denominator: their amounts add up to it · record: what the finding is read from. */
const partSchema = z.enum(['numerator', 'denominator', 'record']);

const proofRowSchema = z.object({
  part: partSchema,
  contract: z.string(),
  what: z.string().nullable(),
  note: z.string().nullable(),
  amount: z.number().nullable(),
  day: z.string().nullable(),
  batch: z.string(),
  row: z.int(),
  fileName: z.string().nullable(),
  sheet: z.string().nullable(),
});
export type ProofRow = z.output<typeof proofRowSchema>;

const proofSumSchema = z.object({ part: partSchema, rows: z.int(), amount: z.number().nullable() });
export type ProofSum = z.output<typeof proofSumSchema>;

/** The proof's statement: its parameters are those its text names. */
async function proofOf(
  warning: WholeWarning,
  rule: WarningRule,
): Promise<{ readonly sql: string; readonly parameters: SqlParameters }> {
  const sql = await proofSql(rule.proof);
  const all: SqlParameters = {
    area: warning.area,
    department: warning.department,
    project: warning.project,
    keys: warning.keys,
    period: `${warning.period}-01`,
  };
  const named = new Set([...sql.matchAll(/\$([a-z]+)/g)].map(([, name]) => name));
  return { sql, parameters: Object.fromEntries(Object.entries(all).filter(([name]) => named.has(name))) };
}

export interface Proof {
  readonly sql: string;
  readonly sums: readonly ProofSum[];
  readonly rows: readonly ProofRow[];
}

/** The rows a warning's numbers are made of, each with the file it came in; a page of them, and the sums of all. */
export async function warningProof(
  engine: Engine,
  warning: WholeWarning,
  rule: WarningRule,
  page: { readonly limit: number; readonly offset: number },
): Promise<Proof> {
  const { sql, parameters } = await proofOf(warning, rule);
  const over = (statement: string) => statement.replace('from proof', () => `from (\n${sql}\n) as proof`);
  const [sums, rows] = await Promise.all([
    engine.rows(over(sumsSql), parameters),
    engine.rows(over(rowsSql), { ...parameters, ...page }),
  ]);
  return {
    sql,
    sums: sums.map((row) => proofSumSchema.parse(row)),
    rows: rows.map((row) => proofRowSchema.parse(row)),
  };
}
