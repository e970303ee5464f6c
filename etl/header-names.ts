import { fold } from './cells/fold.ts';
import type { TextRow } from './readers/sheet.ts';
import { isUnitAlone } from './stated-unit.ts';

/** What the columns of a sheet are called, header rows of any number put together. */

const comparables = new Map<string, string>();
const remembered = 20_000;

/**
 * A header as it is compared: folded, lower case, without a unit or remark in parentheses at its end. The same few
 * headers are compared over and over, so they are remembered.
 */
export function comparable(header: string | null): string {
  if (header === null || header === '') return '';
  const known = comparables.get(header);
  if (known !== undefined) return known;
  const made = fold(header)
    .toLowerCase()
    .replace(/(.)\([^()]*\)$/, '$1');
  if (comparables.size >= remembered) comparables.clear();
  comparables.set(header, made);
  return made;
}

/** A column's header: as it is written, and every name it goes by (`a/b/c`, `b/c`, `c`). */
export interface HeaderName {
  readonly shown: string;
  readonly names: readonly string[];
  /** The texts of its rows from the top down, as they are written; blank ones left out. */
  readonly levels: readonly string[];
}

type Cells = readonly (string | null)[];

/**
 * Fills blank cells of an upper header row from the left, since a merged cell of a text file has lost its span; never
 * over the edge of the group above.
 */
function fillRight(cells: Cells, above: Cells | null): Cells {
  let last: string | null = null;
  let group: string | null = null;
  return cells.map((cell, index) => {
    const own = above?.[index] ?? null;
    if (own !== group) last = null;
    group = own;
    if (comparable(cell) !== '') last = cell;
    return last;
  });
}

function pathsOf(levels: readonly string[]): readonly string[] {
  const path: string[] = [];
  for (const level of levels) {
    const name = comparable(level);
    if (path.at(-1) !== name) path.push(name);
  }
  return path.map((_, from) => path.slice(from).join('/')).reverse();
}

/** A level that is a unit and nothing else (万元) is a name, and none: the column goes by the others too. */
function nameOf(cells: readonly (string | null)[]): HeaderName {
  const levels = cells.flatMap((level) => (level !== null && comparable(level) !== '' ? [level] : []));
  const named = levels.filter((level) => !isUnitAlone(level));
  const shown = (levels.length > 1 ? named.at(-1) : undefined) ?? levels.at(-1) ?? '';
  const isWithUnit = named.length > 0 && named.length < levels.length;
  const names = [...pathsOf(levels), ...(isWithUnit ? pathsOf(named) : [])];
  return { shown, levels, names: [...new Set(names)] };
}

/** A column as a spreadsheet calls it: A … Z, AA … */
export function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}

/**
 * The headers in `rows` header rows that end in row `lower` of the head; trailing blank ones left out.
 * @param filled whether merged cells are filled already
 */
export function headerNames(
  head: readonly TextRow[],
  lower: number,
  rows: number,
  filled: boolean,
): readonly HeaderName[] {
  if (rows === 0)
    return Array.from({ length: Math.max(0, ...head.map(({ cells }) => cells.length)) }, (_, column) => ({
      shown: columnLetters(column),
      names: [columnLetters(column).toLowerCase()],
      levels: [],
    }));
  const levels: Cells[] = [];
  const length = Math.max(
    0,
    ...head.slice(Math.max(0, lower - rows + 1), lower + 1).map(({ cells }) => cells.length),
  );
  for (let index = lower - rows + 1; index <= lower; index++) {
    const cells: Cells = Array.from({ length }, (_, column) => head[index]?.cells[column] ?? null);
    const isUpper = index < lower;
    levels.push(isUpper && !filled ? fillRight(cells, levels.at(-1) ?? null) : cells);
  }
  const names = Array.from({ length }, (_, column) => nameOf(levels.map((cells) => cells[column] ?? null)));
  while (names.length > 0 && names.at(-1)?.names.length === 0) names.pop();
  return names;
}
