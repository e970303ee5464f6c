import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

const seedsFolder = new URL('../../warehouse/seeds/', import.meta.url);
const shapeFolder = new URL('./shape/', import.meta.url);
const registerFolder = new URL('./register/', import.meta.url);

export type TableRow = Readonly<Record<string, string>>;

const read = new Map<string, readonly TableRow[]>();

function table(folder: URL, name: string): readonly TableRow[] {
  const file = new URL(`${name}.csv`, folder);
  const known = read.get(file.href);
  if (known !== undefined) return known;
  const rows = parse<Record<string, string>>(readFileSync(file, 'utf8'), { columns: true, bom: true });
  read.set(file.href, rows);
  return rows;
}

export const seed = (name: string): readonly TableRow[] => table(seedsFolder, name);
export const shape = (name: string): readonly TableRow[] => table(shapeFolder, name);
export const register = (name: string): readonly TableRow[] => table(registerFolder, name);

/** The cell of a column. @throws Error when the table has no such column. */
export function cell(row: TableRow, column: string): string {
  const value = row[column];
  if (value === undefined) throw new Error(`the table has no column ${column}`);
  return value;
}

export const numberCell = (row: TableRow, column: string): number => Number(cell(row, column));

/** Code → name of a seed. */
export function namesOf(name: string): ReadonlyMap<string, string> {
  return new Map(seed(name).map((row) => [cell(row, 'code'), cell(row, 'name')]));
}

/** The value of a key that must be there. */
export function need<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`nothing is known of ${String(key)}`);
  return value;
}

/** The item of a list that must be there. */
export function at<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new Error(`the list of ${list.length} has no item ${index}`);
  return value;
}
