import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { ColumnStream } from '../../warehouse/columns/column.ts';
import { cellText, shownColumns } from './cell-values.ts';
import type { FaceTable } from './face.ts';

/** The rows a sheet may have, its heading left out; a longer table goes on on the next sheet. */
const mostRows = 1_048_575;
const mostCharacters = 32_767;
/** The same rows give the same bytes: no time of writing. */
const mtime = new Date('2000-01-01T00:00:00Z');
/** A number that Excel would round (more than 15 digits) is written as text. */
const mostDigits = 15;

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const part = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Characters that XML cannot hold are left out, those it would read as marks are written as entities. */
const xml = (text: string): string =>
  text
    .replace(unwritable, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
const unwritable = /[^\P{Cc}\t\n\r]|\uFFFE|\uFFFF|\p{Cs}/gu;

const textCell = (text: string): string =>
  `<c t="inlineStr"><is><t xml:space="preserve">${xml(text.slice(0, mostCharacters))}</t></is></c>`;

function numberCell(text: string): string {
  const digits = text.replace(/e.*$/i, '').replace(/\D/g, '').replace(/^0+/, '');
  return digits.length > mostDigits ? textCell(text) : `<c><v>${text}</v></c>`;
}

/** A row for each text, a sheet for each million of them. */
async function* sheetRows(table: FaceTable, stream: ColumnStream): AsyncGenerator<string[]> {
  const shown = shownColumns(table, stream);
  for await (const { rows, parts } of stream.batches) {
    const lines: string[] = [];
    for (let row = 0; row < rows; row++) {
      let line = '<row>';
      for (const { field, index } of shown) {
        const own = parts[index];
        const cell = own === undefined ? null : cellText(field, own, row);
        line += cell === null ? '<c/>' : cell.isNumber ? numberCell(cell.text) : textCell(cell.text);
      }
      lines.push(`${line}</row>`);
    }
    yield lines;
  }
}

/** Rows dealt out to sheets; the last is followed by null. */
class Sheets {
  readonly #source: AsyncGenerator<string[]>;
  #left: string[] = [];
  isDone = false;

  constructor(source: AsyncGenerator<string[]>) {
    this.#source = source;
  }

  async look(): Promise<void> {
    while (this.#left.length === 0 && !this.isDone) {
      const next = await this.#source.next();
      if (next.done === true) this.isDone = true;
      else this.#left = next.value;
    }
  }

  async *sheet(heading: string): AsyncGenerator<Buffer> {
    yield Buffer.from(`${head}<worksheet xmlns="${main}"><sheetData>${heading}`);
    let room = mostRows;
    await this.look();
    while (!this.isDone && room > 0) {
      const rows = this.#left.splice(0, room);
      room -= rows.length;
      yield Buffer.from(rows.join(''));
      await this.look();
    }
    yield Buffer.from('</sheetData></worksheet>');
  }
}

function book(sheets: number): { readonly path: string; readonly text: string }[] {
  const each = (line: (number: number) => string): string =>
    Array.from({ length: sheets }, (_, index) => line(index + 1)).join('');
  return [
    {
      path: '[Content_Types].xml',
      text: `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${part}.sheet.main+xml"/>${each((number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${part}.worksheet+xml"/>`)}</Types>`,
    },
    {
      path: '_rels/.rels',
      text: `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      path: 'xl/workbook.xml',
      text: `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${each((number) => `<sheet name="明细${sheets === 1 ? '' : number}" sheetId="${number}" r:id="rId${number}"/>`)}</sheets></workbook>`,
    },
    {
      path: 'xl/_rels/workbook.xml.rels',
      text: `<Relationships xmlns="${packaged}/relationships">${each((number) => `<Relationship Id="rId${number}" Type="${relations}/worksheet" Target="worksheets/sheet${number}.xml"/>`)}</Relationships>`,
    },
  ];
}

/** A workbook written while the rows arrive, so that a ledger of any length fits: texts are texts, nothing is a formula. */
export async function* workbookFace(table: FaceTable, stream: ColumnStream): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const heading = `<row>${table.columns.map(({ title }) => textCell(title)).join('')}</row>`;
  const sheets = new Sheets(sheetRows(table, stream));
  const opened: Readable[] = [];
  zip.on('error', (error: Error) => {
    if (zip.outputStream instanceof Readable) zip.outputStream.destroy(error);
  });
  const add = (number: number): void => {
    const source = Readable.from(sheets.sheet(heading), { objectMode: false });
    opened.push(source);
    source.once('end', () => {
      if (!sheets.isDone) {
        add(number + 1);
        return;
      }
      for (const { path, text } of book(number))
        zip.addBuffer(Buffer.from(`${head}${text}`), path, { mtime });
      zip.end();
    });
    zip.addReadStream(source, `xl/worksheets/sheet${number}.xml`, { mtime, compressionLevel: 1 });
  };
  add(1);
  try {
    for await (const bytes of zip.outputStream) yield Buffer.from(bytes);
  } finally {
    for (const source of opened) source.destroy();
  }
}
