import { DefinitionError } from './definition.ts';
import { statusCode, type Status } from './status.ts';

/** One column: NaN where there is no value; `status` says why. */
export interface Column {
  readonly values: Float64Array;
  readonly status: Uint8Array;
}

/** Cells as they come: text from a CSV file, or numbers from a query. */
export type Cell = string | number | bigint | boolean | null;

/** A table of any kind, column by column; all columns have the same length. */
export interface DataTable {
  readonly columns: ReadonlyMap<string, readonly Cell[]>;
}

/** Columns of one stage, by code of indicator or aggregate, in the order of the definition. */
export type Stage = ReadonlyMap<string, Column>;

export function emptyColumn(length: number, status: Status = 'missing'): Column {
  return {
    values: new Float64Array(length).fill(NaN),
    status: new Uint8Array(length).fill(statusCode(status)),
  };
}

/** Statuses that carry a value; every other one means there is none. */
export const hasValue = (column: Column, row: number): boolean => !Number.isNaN(column.values[row] ?? NaN);

const infinite = statusCode('infinite');

/** Whether a cell came out infinite: not a gap to be filled or skipped, but a fault that its aggregates share. */
export const isInfinite = (column: Column, row: number): boolean => column.status[row] === infinite;

/** Whether a cell has no value and may be filled. */
export const isGap = (column: Column, row: number): boolean =>
  !hasValue(column, row) && !isInfinite(column, row);

/** Puts a value in its place, or the reason why it is none. */
export function put(column: Column, row: number, value: number, status: Status = 'ok'): void {
  const finite = Number.isFinite(value);
  column.values[row] = finite ? value : NaN;
  column.status[row] = statusCode(
    finite ? status : status !== 'ok' ? status : Number.isNaN(value) ? 'not_a_number' : 'infinite',
  );
}

export function copyOf(column: Column): Column {
  return { values: column.values.slice(), status: column.status.slice() };
}

const absent = new Set(['', 'NA', 'N/A', 'null', 'NULL']);

/** A column of cells as numbers. Text that is no number keeps its place with a status. */
export function numbers(cells: readonly Cell[]): Column {
  const column = emptyColumn(cells.length);
  cells.forEach((cell, row) => {
    if (cell === null || (typeof cell === 'string' && absent.has(cell.trim()))) return;
    const text = typeof cell === 'string' ? cell.trim().replace(/^([+-]?)Inf$/, '$1Infinity') : cell;
    const value = typeof text === 'boolean' ? Number(text) : Number(text);
    put(column, row, value);
  });
  return column;
}

/** Builds a table from rows, as csv-parse gives them. @throws DefinitionError when rows lack columns */
export function tableOf(rows: readonly Readonly<Record<string, Cell>>[]): DataTable {
  const columns = new Map<string, Cell[]>();
  for (const name of Object.keys(rows[0] ?? {})) columns.set(name, []);
  rows.forEach((row, at) => {
    for (const [name, cells] of columns) {
      const cell = row[name];
      if (cell === undefined) throw new DefinitionError(`数据第 ${at + 1} 行缺少列 ${name}`);
      cells.push(cell);
    }
  });
  return { columns };
}
