import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { CsvError, parse as parseStream } from 'csv-parse';
import { parse as parseText } from 'csv-parse/sync';
import { runOn } from '../../warehouse/connection.ts';
import type { LayoutEncoding } from '../layout.ts';
import { detectEncoding, writeAsUtf8 } from './encoding.ts';
import { literal } from '../literal.ts';
import {
  checkWidth,
  dialect,
  isTextFault,
  linesOf,
  maxLineBytes,
  maxRecordBytes,
  maxRowBytes,
  rowOf,
  type ParsedRecord,
} from './record.ts';
import {
  UnreadableFile,
  headRows,
  type Body,
  type OnBroken,
  type Sheet,
  type TextFile,
  type TextRow,
} from './sheet.ts';
import { surveyText, type TextSurvey } from './text-survey.ts';
import { appendRows, textColumns } from './text-table.ts';

const headBytes = 512 * 1024;
const delimiters = [',', '\t', ';', '|'] as const;

/** What a layout insists on; what it leaves open is detected. */
export interface TextStyle {
  readonly encoding?: LayoutEncoding | undefined;
  readonly delimiter?: string | undefined;
}

/** The first complete lines of the file, as text. */
export async function readHead(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const buffer = Buffer.alloc(Math.min(headBytes, size));
    await handle.read(buffer, 0, buffer.length, 0);
    if (buffer.length === size) return buffer.toString('utf8');
    const lastLine = buffer.lastIndexOf(10);
    return buffer.subarray(0, lastLine === -1 ? buffer.length : lastLine + 1).toString('utf8');
  } finally {
    await handle.close();
  }
}

function parseHead(text: string, delimiter: string): readonly TextRow[] {
  const records = parseText(text, { ...dialect(delimiter), to: headRows }) as unknown as ParsedRecord[];
  let line = 1;
  return records.map((parsed) => {
    const row = line;
    line += linesOf(parsed);
    return { row, cells: parsed.record };
  });
}

/** The delimiter under which most rows are equally wide, and widest; what stands in quotes does not count. */
export function detectDelimiter(text: string): string {
  const lines = text
    .replace(/"[^"]*"/g, '')
    .split('\n', headRows * 2)
    .filter((line) => line.trim() !== '');
  const scoreOf = (delimiter: string): number => {
    const widths = new Map<number, number>();
    for (const line of lines) {
      const width = line.split(delimiter).length;
      if (width > 1) widths.set(width, (widths.get(width) ?? 0) + 1);
    }
    return Math.max(0, ...[...widths].map(([width, rows]) => Math.log2(width) * rows));
  };
  return delimiters.reduce((best, next) => (scoreOf(next) > scoreOf(best) ? next : best));
}

/** A regular file as DuckDB itself reads it: SQL for a table `(c0 varchar, c1 varchar, …)`. */
export function readCsvSql(file: string, delimiter: string, width: number, skip: number): string {
  return `read_csv(
    ${literal(file)}, auto_detect = false, header = false, skip = ${skip}, delim = ${literal(delimiter)},
    quote = '"', escape = '"',
    columns = {${textColumns(width)
      .map((name) => `'${name}': 'VARCHAR'`)
      .join(', ')}},
    max_line_size = ${maxLineBytes}, null_padding = false, strict_mode = true
  )`;
}

/** A text file with separators, already in UTF-8. */
class DelimitedSheet implements Sheet {
  readonly name = null;
  readonly filled = false;
  readonly head: readonly TextRow[];
  readonly #file: string;
  readonly #delimiter: string;
  #survey: TextSurvey | null;

  constructor(file: string, delimiter: string, head: readonly TextRow[], survey: TextSurvey | null) {
    this.#survey = survey;
    this.#file = file;
    this.#delimiter = delimiter;
    this.head = head;
  }

  async load(connection: DuckDBConnection, table: string, body: Body, onBroken: OnBroken): Promise<void> {
    if (await this.#loadRegular(connection, table, body)) return;
    await this.#loadRowByRow(connection, table, body, onBroken);
  }

  /**
   * Lets DuckDB read the file. True only when it read exactly one row a line: then row n of the table is line n
   * of the file. Blank lines, cells over several lines, ragged rows and broken quotes all break that, and the
   * file is read row by row instead.
   */
  async #loadRegular(connection: DuckDBConnection, table: string, body: Body): Promise<boolean> {
    const { lines, hasRowsOnly } = await this.text();
    if (!hasRowsOnly) return false;
    try {
      await connection.run(
        `create or replace temp table text_rows as
         from ${readCsvSql(this.#file, this.#delimiter, body.width, body.firstRow - 1)}`,
      );
    } catch (error) {
      if (!isTextFault(error)) throw error;
      return false;
    }
    const [counted] = await runOn(connection, 'select count(*) as n from text_rows');
    const regular = counted?.n === lines - (body.firstRow - 1);
    if (regular)
      await runOn(
        connection,
        `create or replace temp table ${table} as
         select rowid + $firstRow as _row, * from text_rows`,
        { firstRow: body.firstRow },
      );
    await runOn(connection, 'drop table text_rows');
    return regular;
  }

  async text(): Promise<TextFile> {
    this.#survey ??= await surveyText(this.#file);
    const { lines, longestLine } = this.#survey;
    return {
      file: this.#file,
      delimiter: this.#delimiter,
      lines,
      hasRowsOnly: longestLine <= maxRowBytes,
    };
  }

  async #loadRowByRow(
    connection: DuckDBConnection,
    table: string,
    body: Body,
    onBroken: OnBroken,
  ): Promise<void> {
    const parser = createReadStream(this.#file).pipe(parseStream(dialect(this.#delimiter)));
    async function* rows(): AsyncGenerator<TextRow> {
      let line = 1;
      for await (const parsed of parser) {
        const row = line;
        line += linesOf(parsed as ParsedRecord);
        if (row < body.firstRow) continue;
        const read = rowOf((parsed as ParsedRecord).record, row, body.width);
        if (read === null) continue;
        if ('code' in read) onBroken(read);
        else yield read;
      }
    }
    try {
      await appendRows(connection, table, body.width, rows());
    } catch (error) {
      throw explain(error);
    }
  }
}

function explain(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error;
  const line = 'lines' in error ? `（第 ${String(error.lines)} 行附近）` : '';
  if (error.code === 'CSV_QUOTE_NOT_CLOSED')
    return new UnreadableFile(
      'unclosed_quote',
      `有一个引号没有配对${line}，其后的内容无法分列；请补上引号后重新报送`,
    );
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return new UnreadableFile(
      'record_too_long',
      `有一行超过 ${maxRecordBytes / 1024 / 1024} MB${line}，不像一行台账；请检查引号是否配对后重新报送`,
    );
  return new UnreadableFile('malformed_text', `文件无法分列${line}：${error.message}`);
}

/** The separator that a first line `sep=;` names, as spreadsheets write it; null when there is none. */
function statedDelimiter(text: string): string | null {
  return /^\ufeff?"?sep=([,;|\t])"?\r?(\n|$)/i.exec(text)?.[1] ?? null;
}

/** The file in UTF-8 without a mark, with line feeds: itself, or a copy. */
async function asUtf8(file: string, scratch: string, style: TextStyle, survey: TextSurvey): Promise<string> {
  const encoding = style.encoding ?? (await detectEncoding(file, survey.isUtf8));
  const copy = join(scratch, 'utf8.txt');
  if (encoding !== 'utf-8') await writeAsUtf8(file, encoding, copy);
  const utf8 = encoding === 'utf-8' ? file : copy;
  const start = await readHead(utf8);
  if (!start.includes('\r') || start.includes('\n')) return utf8;
  const fed = join(scratch, 'line-feeds.txt');
  await writeAsUtf8(utf8, 'utf-8', fed, true);
  return fed;
}

/**
 * Opens a text file (CSV, TSV and their kin) of any of the known encodings.
 * @param scratch a folder of its own for the UTF-8 copy, if one is needed
 * @param known what a survey of the file came to already
 * @throws UnreadableFile
 */
export async function openDelimited(
  file: string,
  scratch: string,
  style: TextStyle = {},
  known?: TextSurvey,
): Promise<readonly Sheet[]> {
  const survey = known ?? (await surveyText(file));
  const utf8 = await asUtf8(file, scratch, style, survey);
  const text = await readHead(utf8);
  if (text.trim() === '') {
    const { size } = await stat(file);
    throw new UnreadableFile(
      size === 0 ? 'empty_file' : 'blank_file',
      `文件没有内容（${size} 字节，只有空白）；请重新导出后再报送`,
    );
  }
  if (!text.trimEnd().includes('\n') && /[\u0085\u2028\u2029\v\f]/.test(text))
    throw new UnreadableFile(
      'strange_line_ends',
      '文件只有一行，换行用的是不常见的字符（如 U+2028、U+0085）；请用常见的换行重新导出后再报送',
    );
  const delimiter = style.delimiter ?? statedDelimiter(text) ?? detectDelimiter(text);
  try {
    const head = parseHead(text, delimiter);
    for (const { row, cells } of head) checkWidth(cells.length, row);
    return [new DelimitedSheet(utf8, delimiter, head, utf8 === file ? survey : null)];
  } catch (error) {
    throw explain(error);
  }
}
