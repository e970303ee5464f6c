import type { Definition } from './definition/schema.ts';
import { DefinitionError } from './definition.ts';
import { grouped } from './groups.ts';
import type { Indicator } from './hierarchy.ts';
import { numbers, type Cell, type Column, type DataTable, type Stage } from './table.ts';

/** The rows an index is computed over: units, or units at several times, in order of time and code. */
export interface Frame {
  readonly units: readonly string[];
  readonly names: readonly string[];
  /** Time of each row; null when there is only one. */
  readonly times: readonly number[] | null;
  /** Rows that belong together: one group a time. */
  readonly slices: readonly (readonly number[])[];
  /** A column of the data in the order of the rows. @throws DefinitionError when there is none */
  readonly cells: (name: string, wanted: string) => readonly Cell[];
  readonly has: (name: string) => boolean;
}

function column(table: DataTable, name: string, wanted: string): readonly Cell[] {
  const cells = table.columns.get(name);
  if (cells === undefined)
    throw new DefinitionError(`数据缺少列 ${name}（${wanted}）；有：${[...table.columns.keys()].join('、')}`);
  return cells;
}

const text = (cell: Cell | undefined): string => String(cell ?? '').trim();
const order = <T extends string | number>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** Columns of another table, found by the unit's code. */
function joined(units: readonly string[], table: DataTable, unit: string, name: string): readonly Cell[] {
  const cells = column(table, name, '分母');
  const rows = new Map(column(table, unit, '单位代码').map((code, row) => [text(code), row]));
  return units.map((code) => {
    const row = rows.get(code);
    if (row === undefined) throw new DefinitionError(`分母表中没有单位 ${code}`);
    return cells[row] ?? null;
  });
}

/**
 * Puts the rows in order and groups them by time.
 * @throws DefinitionError for a unit without a code, twice the same unit at a time, or a missing column
 */
export function frameOf(definition: Definition, table: DataTable, denominators?: DataTable): Frame {
  const { unit, name, time } = definition.columns;
  const codes = column(table, unit, '单位代码').map(text);
  const times = table.columns.get(time)?.map(Number);
  const wanted = definition.times;
  let rows = codes.map((_, row) => row);
  if (wanted !== undefined) {
    if (times === undefined) throw new DefinitionError(`times：数据没有时点列 ${time}`);
    rows = rows.filter((row) => wanted.includes(times[row] ?? NaN));
  }
  if (rows.length === 0) throw new DefinitionError('数据没有行');
  const timeOf = (row: number) => times?.[row] ?? 0;
  const codeOf = (row: number) => codes[row] ?? '';
  rows.sort((a, b) => order(timeOf(a), timeOf(b)) || order(codeOf(a), codeOf(b)));
  const panel = new Set(rows.map(timeOf)).size > 1;
  rows.forEach((row, place) => {
    if (codeOf(row) === '') throw new DefinitionError(`数据第 ${row + 1} 行没有单位代码（列 ${unit}）`);
    if (panel && !Number.isFinite(timeOf(row)))
      throw new DefinitionError(`数据第 ${row + 1} 行的时点（列 ${time}）不是数`);
    const before = rows[place - 1];
    if (before !== undefined && codeOf(before) === codeOf(row) && timeOf(before) === timeOf(row))
      throw new DefinitionError(`单位 ${codeOf(row)}${panel ? ` 在 ${timeOf(row)}` : ''} 出现了两次`);
  });
  const slices = grouped(rows.keys(), (place) => timeOf(rows[place] ?? -1));
  const units = rows.map(codeOf);
  const names = table.columns.get(name);
  return {
    units,
    names: rows.map((row) => text(names?.[row] ?? codeOf(row))),
    times: panel ? rows.map(timeOf) : null,
    slices: [...slices.values()],
    has: (given) => table.columns.has(given) || denominators?.columns.has(given) === true,
    cells: (given, why) => {
      if (!table.columns.has(given) && denominators?.columns.has(given) === true)
        return joined(units, denominators, unit, given);
      const cells = column(table, given, why);
      return rows.map((row) => cells[row] ?? null);
    },
  };
}

/** The stage `raw`: every indicator's column as numbers. Indicators made of counts are divided later. */
export function rawStage(frame: Frame, indicators: readonly Indicator[]): Stage {
  return new Map(
    indicators.map(({ code, column: name, counts }): [string, Column] => [
      code,
      numbers(
        counts === undefined
          ? frame.cells(name ?? code, `指标 ${code}`)
          : frame.cells(counts.kind === 'rate' ? counts.events : counts.successes, `指标 ${code} 的计数`),
      ),
    ]),
  );
}
