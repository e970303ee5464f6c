import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { runOn } from '../../warehouse/connection.ts';
import { ParseProcess, allowance, growth, type ParseLimits } from './parse-process.ts';
import {
  UnreadableFile,
  type Body,
  type BrokenRow,
  type OnBroken,
  type OpenedFile,
  type Sheet,
  type TextRow,
} from './sheet.ts';
import { textColumns } from './text-table.ts';
import { answerSchema, type Request } from './workbook-wire.ts';

type Load = (body: Body) => Promise<{ readonly csv: string; readonly broken: readonly BrokenRow[] }>;

/** A worksheet that stays in the parsing process; its body comes as a CSV file. */
class WorkbookSheet implements Sheet {
  readonly filled = true;
  readonly name: string;
  readonly head: readonly TextRow[];
  readonly isHidden: boolean;
  readonly #load: Load;

  constructor(name: string, head: readonly TextRow[], isHidden: boolean, load: Load) {
    this.name = name;
    this.isHidden = isHidden;
    this.head = head;
    this.#load = load;
  }

  async load(connection: DuckDBConnection, table: string, body: Body, onBroken: OnBroken): Promise<void> {
    const { csv, broken } = await this.#load(body);
    const cells = textColumns(body.width).map((name) => `, '${name}': 'VARCHAR'`);
    await runOn(
      connection,
      `create or replace temp table ${table} as
       select * from read_csv(
         $file, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', parallel = false,
         columns = {'_row': 'BIGINT'${cells.join('')}}, max_line_size = 4000000, strict_mode = true
       )`,
      { file: csv },
    );
    broken.forEach(onBroken);
  }
}

/**
 * Opens a workbook (.xlsx and its kin, or an old .xls) in the parsing process.
 * @param isArchive a zip, or an old container
 * @param scratch a folder of its own
 * @param onNotice told of what the workbook holds and is left alone: links to the outside, macros
 * @throws UnreadableFile
 */
export async function openWorkbook(
  file: string,
  isArchive: boolean,
  scratch: string,
  limits: ParseLimits,
  onNotice: (notice: string) => void = () => undefined,
): Promise<OpenedFile> {
  const { size } = await stat(file);
  const seconds = allowance(size, limits);
  const process = ParseProcess.take(limits);
  const ask = async (request: Request) => {
    const answer = answerSchema.parse(await process.ask(request, seconds, growth(size)));
    if (answer.kind === 'unreadable') throw new UnreadableFile(answer.code, answer.message);
    return answer;
  };
  try {
    const opened = await ask({ kind: 'open', file, archive: isArchive });
    const names = opened.kind === 'opened' ? opened.sheets : [];
    if (opened.kind === 'opened') opened.notices.forEach(onNotice);
    const sheets = names.map(({ name, head, isHidden }, index) => {
      const load: Load = async ({ firstRow, width, numeric, commas }) => {
        const csv = join(scratch, `sheet-${index + 1}.csv`);
        const body = { firstRow, width, numeric: [...numeric], commas: [...commas] };
        const loaded = await ask({ kind: 'load', sheet: index, body, target: csv });
        return { csv, broken: loaded.kind === 'loaded' ? loaded.broken : [] };
      };
      return new WorkbookSheet(name, head, isHidden, load);
    });
    return { sheets, close: () => process.release() };
  } catch (error) {
    await process.release();
    throw error;
  }
}
