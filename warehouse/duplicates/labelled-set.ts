import { z } from 'zod';
import { DuckDbEngine } from '../connection.ts';
import { QueryError } from '../engine.ts';
import { sqlBeside } from '../queries/sql-beside.ts';
import type { SuggestionText } from './suggestion.ts';

const linesOfCsv = sqlBeside(import.meta.dirname, 'lines_of_csv');
const corpusOfParquet = sqlBeside(import.meta.dirname, 'corpus_of_parquet');

/** Two messages and what people said of them; 1 the same matter, 0 another, null not judged or disputed. */
export interface LabelledPair {
  readonly a: string;
  readonly b: string;
  readonly label: 0 | 1 | null;
  /** How many judged it; null where the file does not say. */
  readonly judges: number | null;
}

/** A file that cannot be read as pairs or messages; the message says which, and what was expected. */
export class LabelledSetError extends Error {
  override readonly name = 'LabelledSetError';
}

const id = z.union([z.string().trim().min(1), z.number()]).transform(String);
const pairRow = z.object({ message_a: id, message_b: id, label: z.string().nullish() }).loose();
const messageRow = z
  .object({ message_id: id, title: z.string().nullish(), body: z.string().nullish() })
  .loose();

/** Pairs from a CSV file: `message_a`, `message_b`, and, if known, `label` (1, 0, disputed) and `judge_1`, `judge_2` … */
export async function readPairs(file: string): Promise<readonly LabelledPair[]> {
  const rows = await readRows(
    file,
    linesOfCsv,
    pairRow,
    'message_a、message_b，以及可选的 label（1、0 或 disputed）',
  );
  return rows.map((row) => {
    const judgements = Object.entries(row).filter(([name]) => /^judge_\d+$/.test(name));
    return {
      a: row.message_a,
      b: row.message_b,
      label: labelOf(row.label),
      judges: judgements.length === 0 ? null : judgements.filter(([, value]) => value !== null).length,
    };
  });
}

/** 1 and 0 as spreadsheets write them, 1.0 and 0.0; anything else is no label. */
function labelOf(text: string | null | undefined): 0 | 1 | null {
  const number = text === null || text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return number === 1 ? 1 : number === 0 ? 0 : null;
}

/** Messages from a Parquet or CSV file: `message_id`, `title`, `body`. */
export async function readCorpus(file: string): Promise<readonly SuggestionText[]> {
  const sql = file.toLowerCase().endsWith('.parquet') ? corpusOfParquet : linesOfCsv;
  const rows = await readRows(file, sql, messageRow, 'message_id、title、body');
  return rows.map((row) => ({
    id: row.message_id,
    title: row.title ?? '',
    body: row.body ?? '',
    submittedOn: null,
  }));
}

/** A CSV file with a header, as text. */
export async function readTable(file: string): Promise<readonly Readonly<Record<string, string | null>>[]> {
  return readRows(file, linesOfCsv, z.record(z.string(), z.string().nullable()), '表头');
}

function whatIsWrong({ issues }: z.ZodError): string {
  const [issue] = issues;
  const [row, column] = issue?.path ?? [];
  return `第 ${Number(row ?? 0) + 1} 条记录的 ${String(column ?? '')} 是空的，或者没有这一列`;
}

/** Columns go by their names in small letters, without the blanks around them. */
function named<T>(row: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name.trim().toLowerCase(), value]));
}

async function readRows<T>(
  file: string,
  sql: string,
  schema: z.ZodType<T>,
  expected: string,
): Promise<readonly T[]> {
  const engine = await DuckDbEngine.open(':memory:', { readOnly: false });
  try {
    const rows = (await engine.rows(sql, { file })).map(named);
    // Without a row nothing tells whether the columns are there.
    if (rows.length === 0) throw new LabelledSetError(`${file} 里没有一条记录；应有列 ${expected}`);
    const parsed = z.array(schema).safeParse(rows);
    if (parsed.success) return parsed.data;
    throw new LabelledSetError(`${file} ${whatIsWrong(parsed.error)}；应有列 ${expected}`);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    const [reason = ''] = (error.cause instanceof Error ? error.cause.message : error.message).split('\n');
    const isForeign = /invalid unicode|not utf-8/i.test(String(error.cause));
    throw new LabelledSetError(
      isForeign
        ? `无法读取 ${file}：不是 UTF-8 编码；请另存为 UTF-8 后重试`
        : `无法读取 ${file}：${reason}；应是含有列 ${expected} 的文件`,
      { cause: error },
    );
  } finally {
    engine.close();
  }
}
