import type { Engine, SqlParameters, SqlValue } from '../../engine.ts';
import { filterConditions } from '../compile.ts';
import { checkCodes } from '../known-codes.ts';
import { metricRelation } from '../registry.ts';
import { evaluateMetric, knownAreas, metricStatement } from '../evaluate.ts';
import type { MonthRange } from '../period.ts';
import { codeNames, nameColumnOf } from './code-names.ts';
import { MetricRequestError, type MetricRequest } from '../request.ts';
import { contributionColumn, ledgerRelation, ledgers, type MetricPart } from './ledgers.ts';

/** Which rows are asked for: those behind a part of a metric's value, of one of its ledgers. */
export interface RowsRequest {
  readonly request: Omit<MetricRequest, 'by'>;
  readonly part: MetricPart;
  readonly ledger: string;
}

export interface LedgerColumn {
  readonly name: string;
  readonly isMoney: boolean;
}

/** Columns of a ledger as they are shown, and the tables their codes are named in. */
interface ShownColumns {
  readonly columns: readonly LedgerColumn[];
  readonly expressions: readonly string[];
  readonly joins: readonly string[];
}

/** Where a page ends: file, row and, as a row may be counted and taken off, what it adds. */
export interface RowPlace {
  readonly batch: string;
  readonly row: number;
  readonly contribution: string;
}

export interface RowsStatement {
  /** The months the value speaks of. */
  readonly period: MonthRange | null;
  readonly columns: readonly LedgerColumn[];
  /** Every row, in the order of files; ends without a limit. */
  readonly sql: string;
  readonly parameters: SqlParameters;
  /** How many rows there are, and what they add up to. */
  readonly totalSql: string;
}

/** Keys that stand for a person: not needed to check a number. */
const unshown: ReadonlySet<string> = new Set(['person_key', 'author_key', 'deputy_key', '_batch', '_row']);

async function shownColumns(engine: Engine, table: string): Promise<LedgerColumn[]> {
  const rows = await engine.rows(
    `select column_name as name, data_type as type
     from duckdb_columns()
     where schema_name = 'marts' and table_name = $table and not data_type like '%[]'
     order by column_index`,
    { table },
  );
  return rows.flatMap(({ name, type }) =>
    typeof name === 'string' && !unshown.has(name)
      ? [{ name, isMoney: type === 'DECIMAL(18,2)' && /(^|_)amount($|_)/.test(name) }]
      : [],
  );
}

/** Every code is followed by its name, unless the ledger itself gives one. */
function withNames(columns: readonly LedgerColumn[]): ShownColumns {
  const own = new Set(columns.map(({ name }) => name));
  const shown = columns.map((column) => {
    const { name } = column;
    const source = codeNames(name);
    const plain = { columns: [column], expressions: [`wanted."${name}"`], joins: [] };
    if (source === null || own.has(nameColumnOf(name))) return plain;
    const alias = `"${name}_names"`;
    return {
      columns: [column, { name: nameColumnOf(name), isMoney: false }],
      expressions: [...plain.expressions, `${alias}.name as "${nameColumnOf(name)}"`],
      joins: [
        `left join (select ${source.code} as code, ${source.name} as name from ${source.table} where ${source.where}) as ${alias}
    on wanted."${name}" = ${alias}.code`,
      ],
    };
  });
  return {
    columns: shown.flatMap((each) => each.columns),
    expressions: shown.flatMap((each) => each.expressions),
    joins: shown.flatMap((each) => each.joins),
  };
}

/**
 * The statement that gives the rows behind a value, one to one with rows of delivered files.
 * @throws MetricRequestError when the request does not fit the metric.
 */
export async function rowsStatement(
  engine: Engine,
  { request, part, ledger: name }: RowsRequest,
): Promise<RowsStatement> {
  const { metric, filters } = request;
  const ledger = ledgers.get(name);
  if (ledger === undefined) throw new MetricRequestError('invalid_parameter', 'ledger', `没有台账 ${name}`);
  const asked: MetricRequest = { ...request, by: [] };
  const conditions: string[] = [];
  const parameters: Record<string, SqlParameters[string]> = {};
  let period: MonthRange | null = null;
  if (ledger.time === 'months') {
    period = (await metricStatement(engine, asked)).range;
    parameters.period_from = period === null ? null : `${period.from}-01`;
    parameters.period_to = period === null ? null : `${period.to}-01`;
    conditions.push('period between cast($period_from as date) and cast($period_to as date)');
  } else if (ledger.time === 'as_of') {
    const whole = await evaluateMetric(engine, asked);
    period = whole.period;
    // Months nothing was said of have no last one: nothing is counted then, and no row is behind it.
    const isSaid = whole.rows.some(({ numerator }) => numerator !== null);
    parameters.last_month = isSaid && period !== null ? `${period.to}-01` : null;
  }
  const areas = filters.area === undefined ? [] : await knownAreas(engine, {});
  const chosen = filterConditions(metric, filters, areas);
  await checkCodes(engine, asked, await metricRelation(metric));
  conditions.push(...chosen.conditions, 'contribution <> 0');
  Object.assign(parameters, chosen.parameters);

  const { columns, expressions, joins } = withNames(await shownColumns(engine, ledger.table));
  const relation = await ledgerRelation(name);
  const head = `with

ledger as (
${relation}
),

wanted as (
    select *, "${contributionColumn(metric.id, part)}" as contribution
    from ledger
    where ${conditions.join('\n        and ')}
)
`;
  const sql = `${head}
select
    ${[...expressions, 'wanted.contribution', 'batches.file_name as _file', 'batches.sheet as _sheet', 'wanted._batch', 'wanted._row'].join(',\n    ')}
from wanted
left join meta.batches as batches on wanted._batch = batches.batch${joins.map((join) => `\n${join}`).join('')}
order by wanted._batch, wanted._row, wanted.contribution`;
  const totalSql = `${head}
select count(*) as "rows", cast(coalesce(sum(contribution), 0) as double) as amount from wanted`;
  return { period, columns, sql, parameters, totalSql };
}

/** One page of a statement's rows, those after a place. */
export function pageOf(
  { sql, parameters }: RowsStatement,
  after: RowPlace | null,
  limit: number,
): { readonly sql: string; readonly parameters: SqlParameters } {
  const from =
    after === null
      ? ''
      : '\nwhere (_batch, _row, contribution) > ($after_batch, cast($after_row as bigint), cast($after_contribution as decimal(38, 6)))';
  return {
    sql: `select *, cast(contribution as varchar) as _place from (\n${sql}\n) as page${from}\norder by _batch, _row, contribution\nlimit $page_rows`,
    parameters: {
      ...parameters,
      page_rows: limit,
      ...(after === null
        ? {}
        : { after_batch: after.batch, after_row: after.row, after_contribution: after.contribution }),
    },
  };
}

/** What all rows of a statement are: how many, and their sum. */
export async function rowsTotal(
  engine: Engine,
  { totalSql, parameters }: RowsStatement,
): Promise<{ readonly rows: number; readonly amount: number }> {
  const [row] = await engine.rows(totalSql, parameters);
  const number = (value: SqlValue | undefined): number => (typeof value === 'number' ? value : 0);
  return { rows: number(row?.rows), amount: number(row?.amount) };
}
