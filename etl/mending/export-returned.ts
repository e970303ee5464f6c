import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { z } from 'zod';
import { DuckDbEngine } from '../../warehouse/connection.ts';
import type { Receipt } from '../../warehouse/deliveries.ts';
import type { Home } from '../../warehouse/home.ts';
import { rejectPlace, settledRejects } from '../../warehouse/settled-rejects.ts';
import { findArchived } from '../archive.ts';
import { missingFileText } from '../removed-files.ts';
import { archivedPackage } from '../fiscal-package/packaged.ts';
import type { Contract } from '../contract.ts';
import type { Layout } from '../layout.ts';
import type { Sheet } from '../readers/sheet.ts';
import { recogniseFile, type FileFound } from '../recognise-file.ts';
import { findMarker, returnedColumns } from './marker.ts';
import { writeDelimited, writeWorkbook, type ReturnedTable } from './returned-files.ts';

/** Why there is no file of returned rows; the message says what to do. */
export class NothingReturned extends Error {
  override readonly name = 'NothingReturned';
}

export interface ReturnedFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
  readonly rows: number;
}

/** More rows than this are not mended by hand. */
const mostRows = 200_000;

const rejectsSchema = z.array(
  z.object({
    contract: z.string(),
    sheet: z.string().nullable(),
    row: z.int(),
    column: z.string().nullable(),
    reason: z.string(),
    suggestion: z.string().nullable().optional(),
    raw: z.array(z.string().nullable()).nullable(),
  }),
);
type Reject = z.infer<typeof rejectsSchema>[number];

async function outstanding(
  home: Home,
  receipts: readonly Receipt[],
  delivery: string,
): Promise<readonly Reject[]> {
  const engine = await DuckDbEngine.open(':memory:', { readOnly: false, threads: 1 });
  try {
    const file = home.rejectsParquet(delivery);
    const [found] = await engine.rows('select count(*) as n from glob($file)', { file });
    if (found?.n === 0) return [];
    const [counted] = await engine.rows('select count(distinct (sheet, row)) as n from read_parquet($file)', {
      file,
    });
    if (Number(counted?.n) > mostRows)
      throw new NothingReturned(
        `第 ${delivery} 号交付退回了 ${Number(counted?.n)} 行，超过 ${mostRows} 行，逐行更正不现实；请更正后整份重新报送`,
      );
    const settled = settledRejects(receipts);
    const rejects = rejectsSchema.parse(
      await engine.rows('select * from read_parquet($file) order by sheet nulls first, row', { file }),
    );
    return rejects.filter(({ sheet, row }) => !settled.has(rejectPlace(delivery, sheet, row)));
  } finally {
    engine.close();
  }
}

function grouped(rejects: readonly Reject[]): ReadonlyMap<number, readonly Reject[]> {
  const rows = new Map<number, Reject[]>();
  for (const reject of rejects) rows.set(reject.row, [...(rows.get(reject.row) ?? []), reject]);
  return rows;
}

/** The rejects of one sheet as a table in the department's own shape. */
function tableOf(
  sheet: Sheet,
  firstRow: number,
  rejects: readonly Reject[],
  { delivery, sha256 }: Receipt,
): ReturnedTable {
  const rows = grouped(rejects);
  const marker = findMarker(sheet);
  const head = sheet.head.slice(0, firstRow - 1).map(({ cells }) => cells.map((cell) => cell ?? ''));
  const own = (cells: readonly string[]) => (marker === null ? cells : cells.slice(0, marker.first));
  const raws = [...rows.values()].map(([first]) => own((first?.raw ?? []).map((cell) => cell ?? '')));
  const header = own(head.at(-1) ?? []);
  const width = Math.max(header.length, ...raws.map(({ length }) => length));
  const padded = (cells: readonly string[]) =>
    Array.from({ length: width }, (_, index) => cells[index] ?? '');
  return {
    name: sheet.name,
    isFilled: sheet.filled,
    titles: head.slice(0, -1).map(own),
    header: [
      ...padded(header),
      returnedColumns.reason(delivery, sha256),
      returnedColumns.suggestion,
      returnedColumns.handling,
      returnedColumns.row,
    ],
    rows: [...rows].map(([row, faults], index) => [
      ...padded(raws[index] ?? []),
      faults.map(({ reason }) => reason).join('；'),
      faults
        .flatMap(({ column, suggestion }) => (suggestion ? [`${column ?? ''}：${suggestion}`] : []))
        .join('；'),
      '',
      String(row),
    ]),
  };
}

export interface ExportOptions {
  readonly home: Home;
  readonly receipts: readonly Receipt[];
  readonly contracts: ReadonlyMap<string, Contract>;
  readonly layouts: readonly Layout[];
}

/**
 * The rows of a delivery that were not accepted and are not mended yet, as a file the department knows: its own
 * title and header rows, columns, order, encoding and separator or workbook, and at the end why each row came back,
 * what might be written instead, and which row it was. Taken in again, it mends the delivery.
 * @throws NothingReturned
 */
export async function exportReturned(delivery: string, options: ExportOptions): Promise<ReturnedFile> {
  const { home, receipts, contracts, layouts } = options;
  const receipt = receipts.find((entry) => entry.delivery === delivery);
  if (!receipt) throw new NothingReturned(`没有第 ${delivery} 号交付；请用 cockpit deliveries list 查看编号`);
  const archived = await findArchived(home, receipt.sha256);
  if (!archived)
    throw new NothingReturned(
      `无法做出退回表：${await missingFileText(home, receipt)}；也可以请部门更正后整份重新报送`,
    );
  const rejects = await outstanding(home, receipts, delivery);
  if (rejects.length === 0)
    throw new NothingReturned(
      `第 ${delivery} 号交付没有尚待更正的退回行；整份被拒收的文件请按原因更正后重新报送`,
    );
  // Constants are read from the name of the file the rows came in first.
  const first = receipts.find((entry) => entry.delivery === receipt.mends?.delivery) ?? receipt;
  const scratch = await mkdtemp(join(tmpdir(), 'cockpit-returned-'));
  let file: FileFound | null = null;
  try {
    const name = receipt.fileName;
    const packaged = await archivedPackage(home, first);
    file = await recogniseFile({ path: archived.path, name, scratch, packaged }, layouts, contracts, {
      identify: () => Promise.resolve(first === receipt ? null : { name: first.fileName, packaged }),
    });
    const { sheets } = file;
    const tables = sheets.flatMap(({ sheet, recognised }) => {
      const own = rejects.filter((reject) => reject.sheet === sheet.name);
      if (own.length === 0) return [];
      if ('code' in recognised)
        throw new NothingReturned(`现有的布局已不认识这份文件：${recognised.message}`);
      return [tableOf(sheet, recognised.firstRow, own, receipt)];
    });
    const isText = sheets[0]?.sheet.name === null;
    const plainName = name.replace(/\.gz$/i, '');
    const extension = extname(plainName);
    return {
      fileName: `${plainName.slice(0, plainName.length - extension.length)}-退回${isText ? extension : '.xlsx'}`,
      mediaType: isText ? 'text/csv' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      bytes: isText ? await writeDelimited(tables, archived.path) : writeWorkbook(tables),
      rows: tables.reduce((sum, table) => sum + table.rows.length, 0),
    };
  } finally {
    await file?.close();
    await rm(scratch, { recursive: true, force: true });
  }
}
