import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export type Encoding = 'utf-8' | 'utf-8-bom' | 'gb18030' | 'utf-16le';

const flushAt = 1 << 18;

/** Two-byte codes of GB18030 by UTF-16 unit, made by decoding all of them once. */
function twoByteCodes(): Uint16Array {
  const codes = new Uint16Array(65_536);
  const decoder = new TextDecoder('gb18030');
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const text = decoder.decode(Uint8Array.of(lead, trail));
      if (text.length === 1 && text !== '\ufffd') codes[text.charCodeAt(0)] ||= (lead << 8) | trail;
    }
  return codes;
}

let gb18030Codes: Uint16Array | null = null;

/** @throws RangeError for a character outside the two-byte plane; the sample writes none. */
export function encodeGb18030(text: string): Buffer {
  gb18030Codes ??= twoByteCodes();
  const bytes = Buffer.allocUnsafe(text.length * 2);
  let length = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) {
      bytes[length++] = unit;
      continue;
    }
    const code = gb18030Codes[unit] ?? 0;
    if (code === 0) throw new RangeError(`“${text.charAt(index)}” has no two-byte code in GB18030`);
    bytes[length++] = code >> 8;
    bytes[length++] = code & 0xff;
  }
  return bytes.subarray(0, length);
}

function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === 'gb18030') return encodeGb18030(text);
  return Buffer.from(text, encoding === 'utf-16le' ? 'utf16le' : 'utf8');
}

const needsQuotes = /[",\t\n\r]/;

export const quoted = (cell: string): string =>
  needsQuotes.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** A text file with separators, written as it grows, so that its size does not matter. */
export class DelimitedFile {
  /** Data rows written. */
  rows = 0;
  readonly #handle: number;
  readonly #encoding: Encoding;
  readonly #separator: string;
  #pending = '';

  constructor(file: string, encoding: Encoding, separator: ',' | '\t' = ',') {
    mkdirSync(dirname(file), { recursive: true });
    this.#handle = openSync(file, 'w');
    this.#encoding = encoding;
    this.#separator = separator;
    if (encoding === 'utf-8-bom' || encoding === 'utf-16le') this.#pending = '\ufeff';
  }

  /** A title, a header, a totals row. */
  line(cells: readonly string[]): void {
    this.#pending += `${cells.map(quoted).join(this.#separator)}\r\n`;
    if (this.#pending.length > flushAt) this.#flush();
  }

  row(cells: readonly string[]): void {
    this.rows += 1;
    this.line(cells);
  }

  close(): void {
    this.#flush();
    closeSync(this.#handle);
  }

  #flush(): void {
    writeSync(this.#handle, encode(this.#pending, this.#encoding));
    this.#pending = '';
  }
}
