import { Converter } from 'opencc-js/t2cn';

/**
 * A text as it is compared: letters, digits and hanzi only; NFKC, lower case, simplified, without accents. Code unit
 * `i` came from the code units `[starts[i], ends[i])` of the original.
 */
export interface NormalisedText {
  readonly codes: Uint16Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** In the table: the character is not compared (punctuation, space, symbol, or half of a pair: see `fold`). */
const dropped = 0;
/** In the table: the character becomes none, or more than one, code unit; see `expansions`. */
const special = 0xffff;

interface FoldingTable {
  readonly units: Uint16Array;
  readonly expansions: ReadonlyMap<number, string>;
}

const isCompared = /[\p{L}\p{N}]/u;
const marks = /\p{M}/gu;
const hanzi = { first: 0x3400, last: 0x9fff };
const hangul = { first: 0xac00, last: 0xd7a3 };
const surrogates = { first: 0xd800, last: 0xdfff };
const privateUse = { first: 0xe000, last: 0xf8ff };

const within = (code: number, range: { first: number; last: number }): boolean =>
  code >= range.first && code <= range.last;

/** Folds one character; the empty string when it is not compared. */
function foldCharacter(character: string, toSimplified: (text: string) => string): string {
  const compatible = character.normalize('NFKD').replace(marks, '').normalize('NFKC').toLowerCase();
  return Array.from(toSimplified(compatible))
    .filter((each) => isCompared.test(each))
    .join('');
}

/**
 * The folding of every character of the basic plane. Traditional characters are folded one by one, not by phrase: both
 * sides of a comparison are folded alike, so 乾隆 and 干隆 meet, which is what a comparison wants.
 */
function makeTable(toSimplified: (text: string) => string): FoldingTable {
  const units = new Uint16Array(0x10000);
  const expansions = new Map<number, string>();
  for (let code = 0; code < units.length; code++) {
    if (within(code, surrogates) || within(code, privateUse)) continue;
    const character = String.fromCharCode(code);
    if (within(code, hangul)) {
      units[code] = code;
      continue;
    }
    const folded = within(code, hanzi) ? toSimplified(character) : foldCharacter(character, toSimplified);
    if (folded.length === 1) units[code] = folded.charCodeAt(0);
    else if (folded.length > 1) {
      units[code] = special;
      expansions.set(code, folded);
    }
  }
  return { units, expansions };
}

let made: { readonly table: FoldingTable; readonly toSimplified: (text: string) => string } | undefined;

/** Made at the first use: it takes a tenth of a second, and most commands do not need it. */
function folding(): NonNullable<typeof made> {
  if (made === undefined) {
    // The package's own types do not resolve: its declarations import without extensions.
    const toSimplified = Converter({ from: 't', to: 'cn' }) as unknown as (text: string) => string;
    made = { table: makeTable(toSimplified), toSimplified };
  }
  return made;
}

/** Grows as needed: room for the longest expansion of every character (ﷺ becomes 18 letters) would be waste. */
class Growing {
  codes = new Uint16Array(1024);
  starts = new Uint32Array(1024);
  ends = new Uint32Array(1024);
  length = 0;

  push(code: number, start: number, end: number): void {
    if (this.length === this.codes.length) this.#grow();
    this.codes[this.length] = code;
    this.starts[this.length] = start;
    this.ends[this.length++] = end;
  }

  #grow(): void {
    const { codes, starts, ends } = this;
    this.codes = new Uint16Array(codes.length * 2);
    this.starts = new Uint32Array(codes.length * 2);
    this.ends = new Uint32Array(codes.length * 2);
    this.codes.set(codes);
    this.starts.set(starts);
    this.ends.set(ends);
  }
}

/** One buffer for the whole thread: a text is folded to its end before the next one begins. */
const scratch = new Growing();

/** Folds `units[from, to)` into the scratch; positions count from `from`. */
function foldInto(units: Uint16Array, from: number, to: number): void {
  const { table, toSimplified } = folding();
  const { units: folded, expansions } = table;
  scratch.length = 0;
  for (let at = from; at < to; at++) {
    const unit = units[at] ?? 0;
    const code = folded[unit] ?? dropped;
    const start = at - from;
    if (code !== dropped && code !== special) scratch.push(code, start, start + 1);
    else if (code === special) pushAll(expansions.get(unit) ?? '', start, start + 1);
    else if (unit >= 0xd800 && unit < 0xdc00 && at + 1 < to) {
      const pair = String.fromCharCode(unit, units[at + 1] ?? 0);
      if (pair.codePointAt(0) === unit) continue;
      pushAll(foldCharacter(pair, toSimplified), start, start + 2);
      at++;
    }
  }
}

function pushAll(text: string, start: number, end: number): void {
  for (let index = 0; index < text.length; index++) scratch.push(text.charCodeAt(index), start, end);
}

/** The UTF-16 code units of a text. */
export function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  Buffer.from(units.buffer).write(text, 'utf16le');
  return units;
}

/** Folds a text and remembers where each code unit came from. */
export function normalise(text: string): NormalisedText {
  foldInto(unitsOf(text), 0, text.length);
  const { codes, starts, ends, length } = scratch;
  return { codes: codes.slice(0, length), starts: starts.slice(0, length), ends: ends.slice(0, length) };
}

/** Folds `units[from, to)` without the map back: for candidates, of which there are many. */
export function fold(units: Uint16Array, from: number, to: number): Uint16Array {
  const length = foldPlain(units, from, to, false);
  if (length !== -1) return plain.slice(0, length);
  foldInto(units, from, to);
  return scratch.codes.slice(0, scratch.length);
}

/** The same folding with a space for whatever is not compared, so that words do not run across punctuation. */
export function foldForWords(text: string): string {
  const codes = foldCodesForWords(unitsOf(text), 0, text.length);
  return textOf(codes, 0, codes.length);
}

export function foldCodesForWords(units: Uint16Array, from: number, to: number): Uint16Array {
  const plainLength = foldPlain(units, from, to, true);
  if (plainLength !== -1) return plain.slice(0, plainLength);
  foldInto(units, from, to);
  const { codes, starts, ends, length } = scratch;
  const folded: number[] = [];
  let reached = 0;
  for (let index = 0; index < length; index++) {
    if ((starts[index] ?? 0) > reached) folded.push(space);
    folded.push(codes[index] ?? 0);
    reached = ends[index] ?? 0;
  }
  return Uint16Array.from(folded);
}

/** Stands for what is not compared. */
const space = 0x20;

let plain = new Uint16Array(1024);

/**
 * Folds a text of which every character becomes one code unit or none, as nearly all do, into `plain`, with or without
 * spaces for those that become none.
 *
 * @returns the length, or -1 when a character needs the long way
 */
function foldPlain(units: Uint16Array, from: number, to: number, isSpaced: boolean): number {
  const { units: folded } = folding().table;
  if (plain.length < to - from) plain = new Uint16Array(2 * (to - from));
  const target = plain;
  let length = 0;
  let isAfterGap = false;
  for (let at = from; at < to; at++) {
    const unit = units[at] ?? 0;
    const code = folded[unit] ?? dropped;
    if (code === special || (unit >= surrogates.first && unit <= surrogates.last)) return -1;
    if (code === dropped) isAfterGap = isSpaced;
    else {
      if (isAfterGap) {
        target[length++] = space;
        isAfterGap = false;
      }
      target[length++] = code;
    }
  }
  return length;
}

/** `units[from, to)` as a string. */
export function textOf(units: Uint16Array, from: number, to: number): string {
  return Buffer.from(units.buffer, units.byteOffset + 2 * from, 2 * (to - from)).toString('utf16le');
}
