import type { DuckDBConnection } from '@duckdb/node-api';
import { runOn } from '../connection.ts';
import { headComment, referencedTables } from '../models/references.ts';
import type { ModelRun } from '../models/run-models.ts';
import { sqlBeside } from '../queries/sql-beside.ts';
import { severities, severityNames, type WarningRule } from './definition.ts';
import { ruleSql, warningRules } from './registry.ts';
import { prepareMacros, readClocks, ruleStatements } from './run-rule.ts';
import { shippedThresholds, type Threshold } from './thresholds.ts';

const findingColumns = `rule varchar, stands_months integer, subject varchar, subject_name varchar,
  area_code varchar, department_code varchar, project_code varchar, keys varchar[], severity varchar,
  numerator decimal(24, 4), denominator decimal(24, 4), value double, threshold double, detail varchar, period date`;

const ruleColumns = `code varchar, name varchar, severities varchar[], clock varchar, unit varchar, part_unit varchar,
  statement varchar, numerator varchar, denominator varchar, explained_by varchar, legal_basis varchar, sql varchar,
  sort_order integer, judged_from date, judged_to date`;

async function createTables(
  connection: DuckDBConnection,
  rules: readonly WarningRule[],
  thresholds: readonly Threshold[],
): Promise<void> {
  await runOn(connection, 'create schema if not exists meta');
  await runOn(connection, `create table meta.warning_finding (${findingColumns})`);
  await runOn(connection, `create table marts.dim_warning_rule (${ruleColumns})`);
  await runOn(
    connection,
    `create table meta.warning_threshold (
       rule varchar, name varchar, value double, unit varchar, who varchar, said_on date, why varchar, source varchar,
       effective_from date, place integer
     )`,
  );
  for (const [place, { when, effective_from: effectiveFrom, ...entry }] of thresholds.entries())
    await runOn(
      connection,
      `insert into meta.warning_threshold values (
         $rule, $name, $value, $unit, $who, cast($when as date), $why, $source, cast($effectiveFrom as date), $place
       )`,
      { ...entry, when, effectiveFrom, place },
    );
  await runOn(
    connection,
    'create table marts.dim_warning_severity (code varchar, name varchar, sort_order integer)',
  );
  for (const [at, severity] of severities.entries())
    await runOn(connection, 'insert into marts.dim_warning_severity values ($severity, $name, $at)', {
      severity,
      name: severityNames[severity],
      at,
    });
  const clocks = await readClocks((sql) => runOn(connection, sql));
  for (const [at, rule] of rules.entries()) {
    const months = clocks.get(rule.clock) ?? null;
    await runOn(
      connection,
      `insert into marts.dim_warning_rule values (
         $id, $name, $severities, $clock, $unit, $partUnit, $statement, $numerator, $denominator, $explainedBy,
         $legalBasis, $sql, $at, cast($from as date), cast($to as date)
       )`,
      {
        id: rule.id,
        name: rule.name,
        severities: rule.severities,
        clock: rule.clock,
        unit: rule.unit,
        partUnit: rule.partUnit,
        statement: rule.statement,
        numerator: rule.numerator,
        denominator: rule.denominator,
        explainedBy: rule.explainedBy,
        legalBasis: rule.legalBasis,
        sql: await ruleSql(rule.id),
        at,
        from: months?.from ?? null,
        to: months?.to ?? null,
      },
    );
    if (months === null) continue;
    for (const { sql, parameters } of await ruleStatements(rule, months, thresholds))
      await runOn(
        connection,
        `insert into meta.warning_finding by name
         select *, $rule as rule, cast($standsMonths as integer) as stands_months from (\n${sql}\n) as found`,
        { ...parameters, rule: rule.id, standsMonths: rule.standsMonths },
      ).catch((error: unknown) => {
        const span = `${String(parameters.from).slice(0, 7)} 至 ${String(parameters.to).slice(0, 7)}`;
        const said = error instanceof Error ? error.message : String(error);
        throw new Error(`预警规则“${rule.name}”（${rule.id}）在 ${span} 算不出来：${said}`, { cause: error });
      });
  }
}

/** The models the rules read: what a warning is made from. */
async function readByRules(rules: readonly WarningRule[]): Promise<string[]> {
  const read = await Promise.all(rules.map(async ({ id }) => referencedTables(await ruleSql(id))));
  return [...new Set(read.flat())].sort();
}

/**
 * A step of the build after its models: runs every rule over all the months its sources speak of, into
 * `marts.fct_warning`. The thresholds it was made with are in `meta.warning_threshold`.
 */
export async function publishWarnings(
  connection: DuckDBConnection,
  thresholds: readonly Threshold[] = shippedThresholds,
  rules: readonly WarningRule[] = [...warningRules.values()],
): Promise<ModelRun[]> {
  await prepareMacros(connection);
  // One commit: on disk, each of many small inserts would wait for its own.
  await runOn(connection, 'begin');
  await createTables(connection, rules, thresholds);
  await runOn(connection, 'commit');
  const made: ModelRun[] = [];
  for (const [name, file] of [
    ['marts.fct_warning', 'warning'],
    ['marts.mart_warning_month', 'warning_month'],
  ] as const) {
    const sql = sqlBeside(import.meta.dirname, file);
    await runOn(connection, `create table ${name} as\n${sql}`);
    const [counted] = await runOn(connection, `select count(*) as rows from ${name}`);
    made.push({
      name,
      purpose: headComment(sql),
      sql,
      dependsOn: file === 'warning' ? await readByRules(rules) : referencedTables(sql),
      rows: Number(counted?.rows ?? 0),
    });
  }
  await runOn(connection, 'drop table meta.warning_finding');
  return made;
}
