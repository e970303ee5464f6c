import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { batchFiles, rowsOf, type BatchFiles } from '../warehouse/batch-files.ts';
import { runOn } from '../warehouse/connection.ts';
import type { Batch, Mends, Refusal } from '../warehouse/deliveries.ts';
import type { SqlParameters, SqlRow } from '../warehouse/engine.ts';
import { acceptedSql, countSql, describeSql, linesSql, typedSql } from './check-sql.ts';
import { leftOut } from './left-out.ts';
import { literal } from './literal.ts';
import { anyLabelPattern, sortOutLines } from './line-kinds.ts';
import { settleReturned, unguardSql, type ReturnedSheet } from './mending/returned-sheet.ts';
import { suggest } from './mending/suggest.ts';
import { quickFromLines, quickPass } from './plain-intake.ts';
import type { BrokenRow, Sheet } from './readers/sheet.ts';
import type { Recognised } from './recognise.ts';
import { isMismatch, mismatchText, reconcileTotals, totalsVerdicts } from './reconcile.ts';
import {
  acquitSql,
  dropRepeatedSql,
  faultsSql,
  BrokenLines,
  keyTitles,
  rejectRepeatedSql,
  repeatedSql,
} from './rejects-sql.ts';

/** What came of one sheet: a batch written to temporary files, or the reason why not. */
export type SheetOutcome =
  | {
      readonly kind: 'accepted';
      readonly batch: Batch;
      readonly files: BatchFiles;
      /** Rows that came again, mended; none but in a sheet of returned rows. */
      readonly mended: Mends['rows'];
      /** What was read as no data, in words. */
      readonly notices: readonly string[];
    }
  | {
      readonly kind: 'refused';
      readonly refusal: Refusal;
      readonly rejected: number;
      readonly notices: readonly string[];
    };

type Run = (sql: string, parameters?: SqlParameters) => Promise<readonly SqlRow[]>;

/** Only the parameters a statement names: DuckDB minds the others. */
function namedIn(sql: string, parameters: SqlParameters): SqlParameters {
  return Object.fromEntries(
    Object.entries(parameters).filter(([name]) => new RegExp(`\\$${name}\\b`).test(sql)),
  );
}

const countsSchema = z.object({
  lines: z.int(),
  sound: z.int(),
  totals: z.int(),
  toDate: z.int(),
  keys: z.int(),
});

/** Explains what is not good into `delivery_rejects`, and leaves `typed._good` final. */
async function sortOut(run: Run, recognised: Recognised) {
  const count = async () => countsSchema.parse((await run(countSql(recognised)))[0]);
  let counts = await count();
  if (counts.sound < counts.lines) {
    await run(faultsSql(recognised));
    await run(acquitSql);
    counts = await count();
  }
  if (counts.keys < counts.sound) {
    await run(repeatedSql(recognised));
    await run(rejectRepeatedSql(recognised), { column: keyTitles(recognised) });
    await run(dropRepeatedSql);
  }
  return { ...counts, good: counts.keys };
}

const describedSchema = z.array(
  z.object({
    key: z.string().nullable(),
    rows: z.int(),
    asOf: z.string().nullable(),
    totals: z.record(z.string(), z.string()).nullable(),
  }),
);

/** Partitions, last day and totals of the batch. */
async function describe(run: Run, recognised: Recognised, accepted?: string) {
  const described = describedSchema.parse(await run(describeSql(recognised, accepted)));
  const whole = described.find(({ key }) => key === null);
  return {
    asOf: whole?.asOf ?? null,
    totals: whole?.totals ?? {},
    partitions: described.flatMap(({ key, rows, totals }) =>
      key === null ? [] : [{ key, rows, totals: totals ?? {} }],
    ),
  };
}

const percent = (share: number) => `${(share * 100).toFixed(1)}%`;

/**
 * Reads, checks and writes one recognised sheet. Rejected rows are added to `delivery_rejects`.
 * @param folder where the batch is written, for the caller to put in its place
 * @param returned what the sheet is held against when it brings rejected rows again; it is never refused for rejects
 * @param maxRejectShare above this share of rejected rows the sheet is refused, 0–1
 * @param fromLines a text file of fewer lines takes the general path alone
 */
export async function takeInSheet(
  connection: DuckDBConnection,
  sheet: Sheet,
  recognised: Recognised,
  batch: string,
  folder: string,
  maxRejectShare: number,
  returned?: ReturnedSheet,
  fromLines = quickFromLines,
): Promise<SheetOutcome> {
  const { contract, layout, origins } = recognised;
  const place = { contract: contract.id, sheet: sheet.name };
  const run: Run = (sql, parameters = {}) =>
    runOn(connection, sql, namedIn(sql, { ...place, ...parameters }));
  // Variables, not parameters: a statement with parameters is planned twice, and planning is most of a small sheet.
  for (const [name, origin] of origins)
    if (origin.kind === 'constant') await run(`set variable constant_${name} = $text`, { text: origin.text });
  const broken = new BrokenLines(await connection.createAppender('delivery_rejects'), place);
  const keep = (row: BrokenRow) => broken.add(row);
  const quick = returned
    ? null
    : await quickPass(connection, sheet, recognised, batch, folder, fromLines, keep);
  if (!quick) await sheet.load(connection, 'sheet', recognised, keep);
  broken.close();
  const type = async () => {
    await run(linesSql(recognised), { anyLabel: anyLabelPattern(layout) });
    if (returned) await run(unguardSql(recognised));
    await sortOutLines(connection, recognised);
    await run(typedSql(recognised));
  };
  await type();
  if (await quick?.doubtMore()) await type();
  let { lines, totals, toDate, good } = await sortOut(run, recognised);
  const mended = returned ? await settleReturned(connection, recognised, returned, place) : [];
  if (returned)
    ({ lines, totals, toDate, sound: good } = countsSchema.parse((await run(countSql(recognised)))[0]));
  await suggest(connection, recognised, place);
  const notices = await leftOut(connection, recognised, sheet.name);
  const plainRows = quick?.rows ?? 0;
  const all = plainRows + lines + broken.rows.length;
  const rejected = lines + broken.rows.length - good;
  const refuse = (code: string, message: string): SheetOutcome => ({
    kind: 'refused',
    refusal: { code, sheet: sheet.name, message },
    rejected,
    notices,
  });
  if (!returned && all > 0 && rejected / all > maxRejectShare)
    return refuse(
      'too_many_rejects',
      `${all} 行中有 ${rejected} 行不合格（${percent(rejected / all)}，上限 ${percent(maxRejectShare)}），整份文件不予接受；` +
        '原有数据不受影响，请按逐行原因改正后重新报送',
    );
  const readAs = await quick?.complete();
  const files = batchFiles(folder, { batch, lines: readAs });
  if (!quick)
    await run(
      `copy (${acceptedSql(recognised).replace('$batch', literal(batch))})
       to ${literal(files.parquet)} (format parquet, compression zstd, compression_level 1)`,
    );
  const { findings, blank } =
    totals > 0
      ? await reconcileTotals(connection, recognised, quick?.amountsSql(rowsOf(files)), broken.rows)
      : { findings: [], blank: 0 };
  const [first, ...more] = findings.filter(isMismatch);
  if (first) return refuse('totals_mismatch', mismatchText(first, more.length));
  return {
    kind: 'accepted',
    files,
    mended,
    notices,
    batch: {
      batch,
      contract: contract.id,
      title: contract.title,
      owner: contract.owner,
      layout: layout.id,
      sheet: sheet.name,
      ...(sheet.isHidden && { hidden: true }),
      currency: layout.currency,
      rows: plainRows + good,
      rejected,
      supersedes: [],
      ...(readAs && { lines: readAs }),
      ...(totals + toDate > 0 && {
        totalsRows: {
          ...totalsVerdicts(totals - blank, findings),
          blank,
          toDate,
        },
      }),
      ...(await describe(run, recognised, quick ? rowsOf(files) : undefined)),
    },
  };
}
