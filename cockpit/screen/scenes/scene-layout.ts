import type { WallLayout } from '../../theme/geometry.ts';

/** One scene on one shape of screen. */
export interface SceneLayout {
  /** Rows of area names, as grid-template-areas has them. */
  readonly areas: readonly string[];
  /** Share of each row. */
  readonly rows: readonly number[];
  /** Share of each column; all alike when absent. */
  readonly columns?: readonly number[];
}

/** What a scene looks like on every shape of screen; the same areas on each. */
export type SceneLayouts = Readonly<Record<WallLayout, SceneLayout>>;

const shares = (parts: readonly number[]): string => parts.map((part) => `minmax(0, ${part}fr)`).join(' ');

const cellsOf = ({ areas }: SceneLayout): readonly (readonly string[])[] =>
  areas.map((row) => row.trim().split(/\s+/));

/** The names of the areas, in reading order. */
export const areasOf = (layout: SceneLayout): readonly string[] => [
  ...new Set(
    cellsOf(layout)
      .flat()
      .filter((name) => name !== '.'),
  ),
];

/** The grid as a style. */
export function gridStyle(layout: SceneLayout): Readonly<Record<string, string>> {
  const wide = cellsOf(layout)[0]?.length ?? 1;
  return {
    gridTemplateAreas: layout.areas.map((row) => `'${row}'`).join(' '),
    gridTemplateRows: shares(layout.rows),
    gridTemplateColumns: shares(layout.columns ?? Array.from({ length: wide }, () => 1)),
  };
}

/** What is wrong with a layout, in one line each: uneven rows, areas that are no rectangle, shares that do not match. */
export function layoutFaults(layout: SceneLayout): readonly string[] {
  const cells = cellsOf(layout);
  const wide = cells[0]?.length ?? 0;
  const faults: string[] = [];
  if (cells.some((row) => row.length !== wide)) faults.push('rows of different lengths');
  if (layout.rows.length !== cells.length)
    faults.push(`${layout.rows.length} shares for ${cells.length} rows`);
  if (layout.columns !== undefined && layout.columns.length !== wide)
    faults.push(`${layout.columns.length} shares for ${wide} columns`);
  for (const name of areasOf(layout)) {
    const at = cells.flatMap((row, y) => row.flatMap((cell, x) => (cell === name ? [{ x, y }] : [])));
    const span = (values: readonly number[]): number => Math.max(...values) - Math.min(...values) + 1;
    if (span(at.map(({ x }) => x)) * span(at.map(({ y }) => y)) !== at.length)
      faults.push(`${name} is no rectangle`);
  }
  return faults;
}
