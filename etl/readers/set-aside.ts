import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { parse } from 'csv-parse';
import { dialect, maxLineBytes, maxRecordBytes, rowOf, type ParsedRecord } from './record.ts';
import type { BrokenRow, TextRow } from './sheet.ts';

const [lineFeed, carriageReturn, quote] = [10, 13, 34];

/** What was not one plain line of a text, parsed by itself. */
export interface SetAside {
  /** Rows that are whole after all: cells over several lines, separators too many at the end. */
  readonly rows: readonly TextRow[];
  readonly broken: readonly BrokenRow[];
}

interface Scanned {
  /** Separators outside quotes. */
  readonly separators: number;
  /** Every quote stands where RFC 4180 has it. */
  readonly isPlain: boolean;
  /** A cell goes on over the end of the line. */
  readonly isOpen: boolean;
}

/** A line as csv-parse takes it with `relax_quotes`: a quote opens at the start of a cell only. */
function scan(bytes: Buffer, from: number, to: number, separator: number, startsOpen: boolean): Scanned {
  let separators = 0;
  let isPlain = !startsOpen;
  let isOpen = startsOpen;
  let isStart = !startsOpen;
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (isOpen) {
      if (byte !== quote) continue;
      if (bytes[at + 1] === quote && at + 1 < to) at += 1;
      else {
        isOpen = false;
        if (at + 1 < to && bytes[at + 1] !== separator) isPlain = false;
      }
    } else if (byte === separator) {
      separators += 1;
      isStart = true;
    } else {
      if (byte === quote) {
        if (isStart) isOpen = true;
        else isPlain = false;
      } else if (byte === carriageReturn) isPlain = false;
      isStart = false;
    }
  }
  return { separators, isPlain: isPlain && !isOpen, isOpen };
}

/** Parses records that were put one after the other in a buffer; the first stands at line `places[0]`. */
async function parseAside(
  text: Buffer,
  places: readonly number[],
  delimiter: string,
  lineEnd: string,
  width: number,
): Promise<SetAside> {
  const rows: TextRow[] = [];
  const broken: BrokenRow[] = [];
  let next = 0;
  const parser = parse({ ...dialect(delimiter), record_delimiter: lineEnd });
  parser.end(text);
  for await (const parsed of parser) {
    const row = rowOf((parsed as ParsedRecord).record, places[next] ?? 0, width);
    next += 1;
    if (row === null) continue;
    if ('code' in row) broken.push(row);
    else rows.push(row);
  }
  if (next !== places.length) throw new Error(`${next} records where ${places.length} were set aside`);
  return { rows, broken };
}

/** Sorts the lines of a text, one after the other, and keeps what is not one plain row. */
class LineSorter {
  readonly places: number[] = [];
  readonly aside: Buffer[] = [];
  readonly #separator: number;
  readonly #width: number;
  readonly #firstRow: number;
  #line = 0;
  #open: { readonly row: number; readonly parts: Buffer[]; bytes: number } | null = null;
  #hasReturns: boolean | null = null;
  #lastReturned = false;
  #isMixed = false;

  constructor(separator: number, width: number, firstRow: number) {
    this.#separator = separator;
    this.#width = width;
    this.#firstRow = firstRow;
  }

  /** The file's line end; before the first is known, the one of the last line. */
  get lineEnd(): string {
    return (this.#hasReturns ?? this.#lastReturned) ? '\r\n' : '\n';
  }

  /** A cell that is not closed. */
  get isOpen(): boolean {
    return this.#open !== null;
  }

  /** Line ends of two kinds, or a cell without end: reading row by row says what is wrong. */
  get isHopeless(): boolean {
    return this.#isMixed || (this.#open?.bytes ?? 0) > maxRecordBytes;
  }

  /** One line, its line feed included. True when it is one plain row. */
  add(bytes: Buffer, from: number, end: number): boolean {
    this.#line += 1;
    const ends = end - 2 >= from && bytes[end - 2] === carriageReturn;
    this.#lastReturned = ends;
    const to = end - (ends && this.#hasReturns !== false ? 2 : 1);
    const { separators, isPlain, isOpen } = scan(bytes, from, to, this.#separator, this.isOpen);
    if (!isOpen) {
      this.#hasReturns ??= ends;
      if (ends !== this.#hasReturns) this.#isMixed = true;
    }
    if (this.#open !== null || isOpen) {
      this.#open ??= { row: this.#line, parts: [], bytes: 0 };
      this.#open.parts.push(Buffer.from(bytes.subarray(from, end)));
      this.#open.bytes += end - from;
      if (!isOpen) {
        this.#keep(this.#open.row, this.#open.parts);
        this.#open = null;
      }
      return false;
    }
    if (isPlain && separators === this.#width - 1 && end - from < maxLineBytes) return true;
    if (to > from) this.#keep(this.#line, [Buffer.from(bytes.subarray(from, end))]);
    return false;
  }

  #keep(row: number, parts: readonly Buffer[]): void {
    if (row < this.#firstRow) return;
    this.places.push(row);
    this.aside.push(...parts);
  }
}

/**
 * Copies a text with an empty row of separators in the place of every line that is not one plain row: blank, torn,
 * too long, part of a cell over several lines. So each row keeps the number of its line, and a few odd lines do not
 * send millions of others the slow way. Takes one pass over the bytes.
 * @param target where the copy is written
 * @param maxAside more records than this, and it is not worth it
 * @returns null where it is not worth it, or reading row by row has to say what is wrong
 */
export async function setAside(
  file: string,
  target: string,
  { delimiter, firstRow, width }: { delimiter: string; firstRow: number; width: number },
  maxAside: number,
): Promise<SetAside | null> {
  const separator = delimiter.charCodeAt(0);
  if (delimiter.length !== 1 || separator > 127) return null;
  const empty = delimiter.repeat(width - 1);
  const sorter = new LineSorter(separator, width, firstRow);
  const copy = createWriteStream(target);
  const put = async (bytes: Buffer) => {
    if (bytes.length > 0 && !copy.write(bytes)) await once(copy, 'drain');
  };
  const isHopeless = () => sorter.isHopeless || sorter.places.length > maxAside;
  try {
    let torn: Buffer = Buffer.alloc(0);
    for await (const part of createReadStream(file, { highWaterMark: 1 << 20 })) {
      const bytes: Buffer = torn.length === 0 ? (part as Buffer) : Buffer.concat([torn, part as Buffer]);
      let from = 0;
      let copied = 0;
      const pieces: Buffer[] = [];
      for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, from)) {
        if (!sorter.add(bytes, from, at + 1)) {
          pieces.push(bytes.subarray(copied, from), Buffer.from(empty + sorter.lineEnd));
          copied = at + 1;
        }
        from = at + 1;
      }
      await put(Buffer.concat([...pieces, bytes.subarray(copied, from)]));
      torn = bytes.subarray(from);
      if (isHopeless() || torn.length > maxRecordBytes) return null;
    }
    if (torn.length > 0) {
      const last = Buffer.concat([torn, Buffer.from(sorter.lineEnd)]);
      await put(sorter.add(last, 0, last.length) ? last : Buffer.from(empty + sorter.lineEnd));
    }
  } finally {
    copy.end();
    await once(copy, 'close');
  }
  if (isHopeless() || sorter.isOpen) return null;
  return parseAside(Buffer.concat(sorter.aside), sorter.places, delimiter, sorter.lineEnd, width);
}
