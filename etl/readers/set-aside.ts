import { once } from 'node:events';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { parse } from 'csv-parse';
import { checkWidth, dialect, maxRecordBytes, maxRowBytes, rowOf, type ParsedRecord } from './record.ts';
import type { BrokenRow, TextRow } from './sheet.ts';

const [tab, lineFeed, carriageReturn, space, quote] = [9, 10, 13, 32, 34];

/** Blank lines in a row, from which on they are left out of the copy instead of standing in it as empty rows. */
const gapFrom = 5_000;
/** Each gap is an arm of a CASE later on. */
const maxGaps = 500;
const partBytes = 1 << 20;

/** A run of blank lines that the copy does not have. */
export interface Gap {
  /** Rows of the copy that stand before it. */
  readonly after: number;
  /** Lines left out so far, those of this gap included. */
  readonly leftOut: number;
}

/** What was not one plain line of a text, and what the copy has of the others. */
export interface SetAside {
  /**
   * What was set aside, parsed by itself, once: rows that are whole after all (cells over several lines, separators too
   * many at the end), and broken ones. They may be as many as lines, and are never held all at once.
   */
  records(): AsyncIterable<TextRow | BrokenRow> | Iterable<TextRow | BrokenRow>;
  /** Rows of the copy: one a line of the text from `firstRow` on, but for the gaps. */
  readonly lines: number;
  readonly gaps: readonly Gap[];
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

/** Parses records that were put one after the other in a file; the first stood at line `places[0]`. */
async function* parseAside(
  file: string,
  places: readonly number[],
  delimiter: string,
  width: number,
): AsyncGenerator<TextRow | BrokenRow> {
  let next = 0;
  const parser = createReadStream(file).pipe(parse(dialect(delimiter)));
  for await (const parsed of parser) {
    const row = rowOf((parsed as ParsedRecord).record, places[next] ?? 0, width);
    next += 1;
    if (row !== null) yield row;
  }
  await rm(file, { force: true });
  if (next !== places.length) throw new Error(`${next} records where ${places.length} were set aside`);
}

/** A file written through one buffer; `settle` waits until the disk has kept up. */
class Copy {
  readonly #file: WriteStream;
  #part = Buffer.allocUnsafe(partBytes);
  #filled = 0;

  constructor(target: string) {
    this.#file = createWriteStream(target);
  }

  write(bytes: Buffer, from = 0, to = bytes.length): void {
    for (let at = from; at < to;) {
      const copied = bytes.copy(this.#part, this.#filled, at, to);
      this.#filled += copied;
      at += copied;
      if (this.#filled === partBytes) this.#pass();
    }
  }

  #pass(): void {
    this.#file.write(this.#part.subarray(0, this.#filled));
    this.#part = Buffer.allocUnsafe(partBytes);
    this.#filled = 0;
  }

  async settle(): Promise<void> {
    if (this.#file.writableNeedDrain) await once(this.#file, 'drain');
  }

  async close(): Promise<void> {
    if (this.#filled > 0) this.#pass();
    this.#file.end();
    await once(this.#file, 'close');
  }
}

/** Sorts the lines of a text, one after the other: plain rows and what stands for the others go to the copy. */
class LineSorter {
  readonly places: number[] = [];
  readonly gaps: Gap[] = [];
  /** Rows of the copy. */
  lines = 0;
  readonly #copy: Copy;
  readonly #aside: Copy;
  readonly #separator: number;
  readonly #width: number;
  readonly #firstRow: number;
  readonly #empty: Buffer;
  #line = 0;
  /** Lines since the last row of the copy. */
  #missing = 0;
  #leftOut = 0;
  #isTooLong = false;
  #open: { readonly row: number; readonly parts: Buffer[]; bytes: number } | null = null;

  constructor(copy: Copy, aside: Copy, separator: number, width: number, firstRow: number) {
    this.#copy = copy;
    this.#aside = aside;
    this.#separator = separator;
    this.#width = width;
    this.#firstRow = firstRow;
    this.#empty = Buffer.from(`${String.fromCharCode(separator).repeat(width - 1)}\n`);
  }

  /** A cell that is not closed. */
  get isOpen(): boolean {
    return this.#open !== null;
  }

  /** A cell or a line without end: reading row by row says what is wrong. */
  get isHopeless(): boolean {
    return this.#isTooLong || (this.#open?.bytes ?? 0) > maxRecordBytes;
  }

  /** One line, its line feed included. */
  add(bytes: Buffer, from: number, end: number): void {
    this.#line += 1;
    const isBody = this.#line >= this.#firstRow;
    const to = end - 2 >= from && bytes[end - 2] === carriageReturn ? end - 2 : end - 1;
    if (!this.isOpen && isBlank(bytes, from, to)) {
      if (isBody) this.#missing += 1;
      return;
    }
    const { separators, isPlain, isOpen } = scan(bytes, from, to, this.#separator, this.isOpen);
    if (isPlain && separators === this.#width - 1 && end - from <= maxRowBytes) {
      if (isBody) this.#pass(bytes, from, to, end);
      return;
    }
    checkWidth(separators + 1, this.#line);
    this.#isTooLong ||= end - from > maxRecordBytes;
    if (isBody) this.#missing += 1;
    const part = Buffer.from(bytes.subarray(from, end));
    if (this.isOpen || isOpen) {
      this.#open ??= { row: this.#line, parts: [], bytes: 0 };
      this.#open.parts.push(part);
      this.#open.bytes += part.length;
      if (isOpen) return;
      this.#keep(this.#open.row, this.#open.parts);
      this.#open = null;
    } else this.#keep(this.#line, [part]);
  }

  /** A plain row into the copy, and before it what stands for the lines that are not. */
  #pass(bytes: Buffer, from: number, to: number, end: number): void {
    if (this.#missing >= gapFrom && this.gaps.length < maxGaps) {
      this.#leftOut += this.#missing;
      this.gaps.push({ after: this.lines, leftOut: this.#leftOut });
    } else {
      for (let row = 0; row < this.#missing; row++) this.#copy.write(this.#empty);
      this.lines += this.#missing;
    }
    this.#missing = 0;
    this.lines += 1;
    if (to === end - 1) this.#copy.write(bytes, from, end);
    else {
      this.#copy.write(bytes, from, to);
      this.#copy.write(bytes, end - 1, end);
    }
  }

  #keep(row: number, parts: readonly Buffer[]): void {
    if (row < this.#firstRow) return;
    this.places.push(row);
    for (const part of parts) this.#aside.write(part);
  }
}

/** Nothing but spaces; no separator either. */
function isBlank(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (byte !== space && byte !== tab && byte !== carriageReturn) return false;
  }
  return true;
}

/**
 * Copies a text from its first row of data on, with an empty row in the place of every line that is not one plain row:
 * blank, torn, too long, part of a cell over several lines. So each row keeps the number of its line (long runs of
 * blank lines are left out, and told of), and a few odd lines do not send millions of others the slow way. Line ends
 * become line feeds. Takes one pass over the bytes.
 * @param target where the copy is written
 * @param maxAside more records than this, and it is not worth it
 * @returns null where it is not worth it, or reading row by row has to say what is wrong
 * @throws UnreadableFile
 */
export async function setAside(
  file: string,
  target: string,
  { delimiter, firstRow, width }: { delimiter: string; firstRow: number; width: number },
  maxAside: number,
): Promise<SetAside | null> {
  const separator = delimiter.charCodeAt(0);
  if (delimiter.length !== 1 || separator > 127) return null;
  const copy = new Copy(target);
  const kept = `${target}.aside`;
  const aside = new Copy(kept);
  const sorter = new LineSorter(copy, aside, separator, width, firstRow);
  const isHopeless = () => sorter.isHopeless || sorter.places.length > maxAside;
  try {
    let torn: Buffer = Buffer.alloc(0);
    for await (const part of createReadStream(file, { highWaterMark: partBytes })) {
      const bytes: Buffer = torn.length === 0 ? (part as Buffer) : Buffer.concat([torn, part as Buffer]);
      let from = 0;
      for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, from)) {
        sorter.add(bytes, from, at + 1);
        from = at + 1;
      }
      await copy.settle();
      await aside.settle();
      torn = bytes.subarray(from);
      if (isHopeless() || torn.length > maxRecordBytes) return null;
    }
    if (torn.length > 0) sorter.add(Buffer.concat([torn, Buffer.from('\n')]), 0, torn.length + 1);
  } finally {
    await copy.close();
    await aside.close();
  }
  if (isHopeless() || sorter.isOpen) return null;
  const { lines, gaps, places } = sorter;
  return { records: () => parseAside(kept, places, delimiter, width), lines, gaps };
}
