import * as XLSX from '@e965/xlsx';
import { stringify } from 'csv-stringify/sync';
import iconv from 'iconv-lite';
import { readFile } from 'node:fs/promises';
import { detectDelimiter } from '../readers/delimited.ts';
import { detectEncoding, type Encoding } from '../readers/encoding.ts';
import { headRows } from '../readers/sheet.ts';
import { guarded } from '../../warehouse/columns/live-cells.ts';

/** Rows on their way back to a department, cells as delivered. */
export interface ReturnedTable {
  /** Null: a text file. */
  readonly name: string | null;
  /** Cells of a merged title hold its text each. */
  readonly isFilled: boolean;
  readonly titles: readonly (readonly string[])[];
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const iconvName: Readonly<Record<Encoding, string>> = {
  'utf-8': 'utf8',
  'utf-8-bom': 'utf8',
  'utf-16le': 'utf16le',
  'utf-16be': 'utf16be',
  gb18030: 'gb18030',
};

/** The head of a text file is enough to see how its lines are separated. */
const lookedAt = 64 * 1024;

/** A text file in the encoding, with the separator and line ends, of the one delivered. */
export async function writeDelimited(tables: readonly ReturnedTable[], original: string): Promise<Buffer> {
  // A file that only its layout can read (gzip, a western encoding) goes back as UTF-8.
  const encoding = await detectEncoding(original).catch((): Encoding => 'utf-8-bom');
  const start = (await readFile(original)).subarray(0, lookedAt);
  const text = iconv.decode(start, iconvName[encoding]);
  const lines = text.split('\n', headRows * 2).join('\n');
  const written = tables
    .map(({ titles, header, rows }) =>
      stringify(
        [...titles, header, ...rows].map((cells) => cells.map(guarded)),
        {
          delimiter: detectDelimiter(lines),
          record_delimiter: text.includes('\r\n') ? '\r\n' : '\n',
        },
      ),
    )
    .join('');
  return iconv.encode(written, iconvName[encoding], {
    addBOM: encoding !== 'utf-8' && encoding !== 'gb18030',
  });
}

/** Runs of equal cells in a row, where a merged cell was. */
function spans(cells: readonly string[], row: number): readonly XLSX.Range[] {
  const found: XLSX.Range[] = [];
  let from = 0;
  for (let index = 1; index <= cells.length; index++) {
    if (index < cells.length && cells[index] === cells[from]) continue;
    if (index - from > 1 && cells[from] !== '')
      found.push({ s: { r: row, c: from }, e: { r: row, c: index - 1 } });
    from = index;
  }
  return found;
}

/** A workbook with a sheet for each table. Every cell is a text and formatted as one: what is typed over it stays one. */
export function writeWorkbook(tables: readonly ReturnedTable[]): Buffer {
  const book = XLSX.utils.book_new();
  for (const { name, isFilled, titles, header, rows } of tables) {
    const merges = isFilled ? titles.flatMap(spans) : [];
    const sheet = XLSX.utils.aoa_to_sheet(
      [...titles, header, ...rows].map((cells) =>
        cells.map((cell) => ({ t: 's', v: guarded(cell), z: '@' })),
      ),
    );
    sheet['!merges'] = [...merges];
    XLSX.utils.book_append_sheet(book, sheet, name ?? '退回');
  }
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
}
