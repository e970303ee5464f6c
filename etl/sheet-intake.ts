import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { runOn } from '../warehouse/connection.ts';
import type { Batch, Refusal } from '../warehouse/deliveries.ts';
import type { SqlParameters } from '../warehouse/engine.ts';
import {
  acceptedSql,
  acquitSql,
  faultsSql,
  keyTitles,
  linesSql,
  noFaultsSql,
  rejectRepeatedSql,
  repeatedSql,
  typedSql,
} from './check-sql.ts';
import { literal } from './column-sql.ts';
import { anyLabelPattern, sortOutLines } from './line-kinds.ts';
import type { BrokenRow, Sheet } from './readers/sheet.ts';
import type { Recognised } from './recognise.ts';
import { reconcileTotals } from './reconcile.ts';

/** What came of one sheet: a batch written to a temporary file, or the reason why not. */
export type SheetOutcome =
  | { readonly kind: 'accepted'; readonly batch: Batch; readonly parquet: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly rejected: number };

/** Only the parameters a statement names: DuckDB minds the others. */
function namedIn(sql: string, parameters: SqlParameters): SqlParameters {
  return Object.fromEntries(
    Object.entries(parameters).filter(([name]) => new RegExp(`\\$${name}\\b`).test(sql)),
  );
}

const countsSchema = z.object({
  lines: z.int(),
  good: z.int(),
  rejected: z.int(),
});

async function any(connection: DuckDBConnection, where: string): Promise<boolean> {
  const [row] = await runOn(connection, `select exists (select 1 ${where}) as found`);
  return row?.found === true;
}

async function count(connection: DuckDBConnection, broken: number): Promise<z.infer<typeof countsSchema>> {
  const [row] = await runOn(
    connection,
    `select
       (select count(*) from typed where _kind = 'data') + ${broken} as lines,
       (select count(*) from typed where _good) - (select count(*) from repeated) as good,
       (select count(*) from typed where not _good and _kind = 'data') + (select count(*) from repeated) + ${broken} as rejected`,
  );
  return countsSchema.parse(row);
}

async function keepRejects(
  connection: DuckDBConnection,
  recognised: Recognised,
  sheet: Sheet,
  broken: readonly BrokenRow[],
): Promise<void> {
  const place = { contract: recognised.contract.id, sheet: sheet.name };
  await runOn(
    connection,
    `insert into delivery_rejects
     select $contract, $sheet, row, "column", code, reason, raw from rejected`,
    place,
  );
  for (const { row, raw, code, reason } of broken)
    await runOn(
      connection,
      'insert into delivery_rejects values ($contract, $sheet, $row, null, $code, $reason, $raw)',
      { ...place, row, code, reason, raw: raw.map((cell) => cell ?? '') },
    );
}

const percent = (share: number) => `${(share * 100).toFixed(1)}%`;

/**
 * Reads, checks and writes one recognised sheet. Rejected rows are added to `delivery_rejects`.
 * @param parquet where the batch is written, for the caller to put in its place
 * @param maxRejectShare above this share of rejected rows the sheet is refused, 0–1
 */
export async function takeInSheet(
  connection: DuckDBConnection,
  sheet: Sheet,
  recognised: Recognised,
  batch: string,
  parquet: string,
  maxRejectShare: number,
): Promise<SheetOutcome> {
  const { contract, layout, origins } = recognised;
  const constants = Object.fromEntries(
    [...origins].flatMap(([name, origin]) =>
      origin.kind === 'constant' ? [[`constant_${name}`, origin.text]] : [],
    ),
  );
  const run = (sql: string, parameters: SqlParameters = {}) =>
    runOn(connection, sql, namedIn(sql, { ...constants, ...parameters }));
  const broken = await sheet.load(connection, 'sheet', recognised);
  await run(linesSql(recognised), { anyLabel: anyLabelPattern(layout) });
  await sortOutLines(connection, recognised.width, layout);
  await run(typedSql(recognised));
  // Reasons are worked out for the rows that are not sound only, and not at all when there are none.
  const hasFaults = await any(connection, "from typed where not _good and _kind = 'data'");
  await run(hasFaults ? faultsSql(recognised) : noFaultsSql);
  if (hasFaults) await run(acquitSql);
  await run(repeatedSql(recognised));
  if (await any(connection, 'from repeated'))
    await run(rejectRepeatedSql(recognised), { column: keyTitles(recognised) });
  const { lines, good, rejected } = await count(connection, broken.length);
  await keepRejects(connection, recognised, sheet, broken);
  const refuse = (code: string, message: string): SheetOutcome => ({
    kind: 'refused',
    refusal: { code, sheet: sheet.name, message },
    rejected,
  });
  if (lines > 0 && rejected / lines > maxRejectShare)
    return refuse(
      'too_many_rejects',
      `${lines} 行中有 ${rejected} 行不合格（${percent(rejected / lines)}，上限 ${percent(maxRejectShare)}），整份文件不予接受；` +
        '原有数据不受影响，请按逐行原因改正后重新报送',
    );
  const mismatches = await reconcileTotals(connection, recognised);
  const [first] = mismatches;
  if (first)
    return refuse(
      'totals_mismatch',
      `第 ${first.row} 行的合计与明细不符：“${first.column}”写的是 ${first.stated} 元，明细相加是 ${first.summed} 元` +
        `${mismatches.length > 1 ? `（共 ${mismatches.length} 处）` : ''}；请核对后重新报送`,
    );
  await run(
    `copy (${acceptedSql(recognised).replace('$batch', literal(batch))}) to ${literal(parquet)} (format parquet, compression zstd)`,
  );
  return {
    kind: 'accepted',
    parquet,
    batch: {
      batch,
      contract: contract.id,
      title: contract.title,
      owner: contract.owner,
      layout: layout.id,
      sheet: sheet.name,
      rows: good,
      rejected,
      supersedes: [],
      ...(await describe(connection, recognised, parquet)),
    },
  };
}

const describedSchema = z.object({ asOf: z.string().nullable() });
const totalsSchema = z.record(z.string(), z.string());
const partitionsSchema = z.array(z.object({ key: z.string(), rows: z.int() }));

/** Partitions, last day and totals of a written batch. */
async function describe(connection: DuckDBConnection, { contract }: Recognised, parquet: string) {
  const ask = (columns: string) =>
    runOn(connection, `select ${columns} from read_parquet($parquet)`, { parquet });
  const [row] = await ask(`cast(max(${contract.asOf ?? 'null'}) as varchar) as "asOf"`);
  const sums = contract.columns
    .filter(({ type }) => type === 'amount')
    .map(({ name }) => `cast(coalesce(sum(${name}), 0.00) as varchar) as ${name}`);
  const [totals = {}] = sums.length > 0 ? await ask(sums.join(', ')) : [];
  return {
    asOf: describedSchema.parse(row).asOf,
    totals: totalsSchema.parse(totals),
    partitions: partitionsSchema.parse(
      await runOn(
        connection,
        'select _partition as key, count(*) as rows from read_parquet($parquet) group by all order by all',
        { parquet },
      ),
    ),
  };
}
