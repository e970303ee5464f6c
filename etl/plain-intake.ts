import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { besidePath, linesPath } from '../warehouse/batch-files.ts';
import { runOn } from '../warehouse/connection.ts';
import type { Batch } from '../warehouse/deliveries.ts';
import {
  alsoDoubtfulSql,
  besideSql,
  doubtfulSql,
  isQuick,
  judgedSql,
  judgedViewSql,
  lookUpsSql,
  plainAmountsSql,
} from './plain-sql.ts';
import { literal } from './literal.ts';
import { readCsvSql } from './readers/delimited.ts';
import { isTextFault } from './readers/record.ts';
import { setAside, type SetAside } from './readers/set-aside.ts';
import type { OnBroken, Sheet, TextRow } from './readers/sheet.ts';
import { appendRows } from './readers/text-table.ts';
import type { Recognised } from './recognise.ts';

/** Below this many lines the general path is as quick: planning the statements is most of the time. */
export const quickFromLines = 20_000;
/** Above this share of doubtful lines the general path is quicker. */
const maxDoubtfulShare = 0.25;

/**
 * A large text file whose lines are nearly all plain. Those are known to be good; the others are in `sheet` for the
 * general path, whose verdict decides.
 */
export interface QuickPass {
  /** Plain lines: all good. */
  readonly rows: number;
  /** Doubts plain lines that share a key with a row of `typed`; true when `sheet` was loaded anew. */
  doubtMore(): Promise<boolean>;
  /** Completes the batch, whose lines are written already, by what is true of the others; how they are to be read. */
  complete(): Promise<NonNullable<Batch['lines']>>;
  /** What totals rows are held against, once the batch is complete. */
  amountsSql(rows: string): string;
}

const countsSchema = z.object({ lines: z.int(), blank: z.int(), doubtful: z.int() });

/** The lines of the file with these numbers (ascending, from 0), each with its line feed. */
async function* pick(file: string, rows: readonly number[]): AsyncGenerator<Buffer> {
  let line = 0;
  let next = 0;
  let torn: Buffer | null = null;
  for await (const part of createReadStream(file, { highWaterMark: 1 << 20 })) {
    const bytes: Buffer = torn === null ? (part as Buffer) : Buffer.concat([torn, part as Buffer]);
    let from = 0;
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, from)) {
      if (line === rows[next]) {
        yield bytes.subarray(from, end + 1);
        next += 1;
        if (next === rows.length) return;
      }
      from = end + 1;
      line += 1;
    }
    torn = from === bytes.length ? null : bytes.subarray(from);
  }
  if (torn !== null && line === rows[next]) yield Buffer.concat([torn, Buffer.from('\n')]);
}

/** The rows that are whole; of the others it is told. */
async function* whole(records: ReturnType<SetAside['records']>, onBroken: OnBroken): AsyncGenerator<TextRow> {
  for await (const record of records)
    if ('code' in record) onBroken(record);
    else yield record;
}

/**
 * Looks at a sheet the quick way; null when it has to take the general path as a whole.
 * @param folder where the batch is written, and what goes with the folder
 * @param onBroken told of lines that could not be split into cells, where the quick pass is taken
 */
export async function quickPass(
  connection: DuckDBConnection,
  sheet: Sheet,
  recognised: Recognised,
  batch: string,
  folder: string,
  fromLines: number,
  onBroken: OnBroken,
): Promise<QuickPass | null> {
  if (!sheet.text || !isQuick(recognised)) return null;
  const { file, delimiter, lines: allLines, hasRowsOnly } = await sheet.text();
  const { firstRow, width } = recognised;
  const expected = allLines - (firstRow - 1);
  if (expected < fromLines) return null;
  const parquet = linesPath(folder, batch);
  const scratch = join(folder, `${batch}.doubtful`);
  const body = { delimiter, firstRow, width };
  for (const sql of lookUpsSql(recognised)) await connection.run(sql);
  const count = async () =>
    countsSchema.parse(
      (
        await runOn(
          connection,
          `select count(*) as lines, count(*) filter (where _blank) as blank,
             (select count(*) from doubtful) as doubtful
           from judged`,
        )
      )[0],
    );
  /** Null when the text is not regular: not one row a line, and the numbers of lines are not to be trusted. */
  const judge = async (text: string, skip: number, aside: SetAside) => {
    const lines = { firstRow, gaps: aside.gaps };
    try {
      await connection.run(
        `copy (${judgedSql(recognised, readCsvSql(text, delimiter, width, skip))})
         to ${literal(parquet)} (format parquet, compression zstd, compression_level 1, preserve_order true)`,
      );
    } catch (error) {
      if (!isTextFault(error)) throw error;
      return null;
    }
    await connection.run(judgedViewSql(recognised, parquet, lines));
    await connection.run(doubtfulSql(recognised));
    const found = await count();
    return found.lines === aside.lines ? found : null;
  };
  let text = file;
  let skip = firstRow - 1;
  let aside: SetAside = { records: () => [], lines: expected, gaps: [] };
  let judgement = hasRowsOnly ? await judge(file, skip, aside) : null;
  if (judgement === null) {
    text = `${scratch}.regular`;
    const odd = await setAside(file, text, body, expected * maxDoubtfulShare);
    skip = 0;
    judgement = odd === null ? null : await judge(text, skip, odd);
    if (odd === null || judgement === null) {
      await rm(text, { force: true });
      return null;
    }
    aside = odd;
  }
  let counts = judgement;
  if (counts.doubtful > expected * maxDoubtfulShare) return null;
  if (!(await loadDoubtful())) return null;
  await appendRows(connection, 'set_aside', width, whole(aside.records(), onBroken));
  await addSetAside();

  async function loadDoubtful(): Promise<boolean> {
    const rows = z
      .array(z.object({ line: z.int() }))
      .parse(await runOn(connection, 'select _line as line from doubtful order by 1'))
      .map(({ line }) => line + skip);
    await pipeline(Readable.from(pick(text, rows)), createWriteStream(scratch));
    await connection.run(
      `create or replace temp table sheet as
       with texts as (
           select row_number() over () as place, * from ${readCsvSql(scratch, delimiter, width, 0)}
       ),
       places as (
           select row_number() over (order by _row) as place, _row from doubtful
       )
       select places._row, texts.* exclude (place)
       from places
       inner join texts on places.place = texts.place`,
    );
    await rm(scratch, { force: true });
    const [loaded] = await runOn(connection, 'select count(*) as n from sheet');
    return loaded?.n === rows.length;
  }
  async function addSetAside(): Promise<void> {
    await connection.run('insert into sheet from set_aside');
  }

  return {
    get rows() {
      return counts.lines - counts.blank - counts.doubtful;
    },
    doubtMore: async () => {
      await connection.run(alsoDoubtfulSql(recognised));
      const before = counts.doubtful;
      counts = await count();
      if (counts.doubtful === before) return false;
      if (!(await loadDoubtful())) throw new Error(`${file} is not read the same way twice`);
      await addSetAside();
      return true;
    },
    complete: async () => {
      const lines = { firstRow, gaps: aside.gaps };
      await connection.run(
        `copy (${besideSql(recognised)}) to ${literal(besidePath(folder, batch))} (format parquet, compression zstd)`,
      );
      return lines;
    },
    amountsSql: (rows) => plainAmountsSql(recognised, rows),
  };
}
