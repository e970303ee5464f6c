import type { ImputeSpec } from './definition/impute-spec.ts';
import { DefinitionError } from './definition.ts';
import type { Frame } from './frame.ts';
import { grouped } from './groups.ts';
import type { Hierarchy } from './hierarchy.ts';
import { imputePanel } from './impute-panel.ts';
import { median } from './numeric/order.ts';
import { mean } from './numeric/sum.ts';
import { copyOf, hasValue, isGap, put, type Column, type Stage } from './table.ts';

type Statistic = (values: readonly number[]) => number;
const statistics: Readonly<Record<'mean' | 'median', Statistic>> = { mean, median };

/** Rows that fill each other: one time, and within it one group. Rows without a group are left alone. */
function groupsOf(frame: Frame, group: string | null): readonly (readonly number[])[] {
  if (group === null) return frame.slices;
  const names = frame.cells(group, '填补的分组列').map((cell) => String(cell ?? '').trim());
  const named = (row: number): string | undefined => {
    const name = names[row] ?? '';
    return name === '' || name === 'NA' ? undefined : name;
  };
  return frame.slices.flatMap((rows) => [...grouped(rows, named).values()]);
}

function fillColumn(column: Column, groups: readonly (readonly number[])[], statistic: Statistic): Column {
  const out = copyOf(column);
  for (const rows of groups) {
    const gaps = rows.filter((row) => isGap(column, row));
    const present = rows.filter((row) => hasValue(column, row));
    if (gaps.length === 0 || present.length === 0) continue;
    const filling = statistic(present.map((row) => column.values[row] ?? NaN));
    for (const row of gaps) put(out, row, filling, 'imputed');
  }
  return out;
}

interface Range {
  readonly low: number;
  readonly span: number;
  readonly direction: number;
}

function rangeOf(column: Column, rows: readonly number[], direction: number): Range {
  let [low, high] = [Infinity, -Infinity];
  for (const row of rows) {
    if (!hasValue(column, row)) continue;
    const value = (column.values[row] ?? NaN) * direction;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return { low, span: high - low, direction };
}

/**
 * Fills a unit's gaps from its own other values, brought to 0–1 by each column's range and direction first. A unit
 * is only filled from columns whose scale is defined.
 */
function fillRows(
  stage: Map<string, Column>,
  codes: readonly string[],
  frame: Frame,
  spec: ImputeSpec & { kind: 'row' },
  directions: ReadonlyMap<string, number>,
): void {
  const columns = codes.map((code) => stage.get(code)).filter((column) => column !== undefined);
  const filled = columns.map(copyOf);
  for (const rows of frame.slices) {
    const ranges = columns.map((column, at) =>
      rangeOf(column, rows, spec.normaliseFirst ? (directions.get(codes[at] ?? '') ?? 1) : 1),
    );
    for (const row of rows) {
      const scaled = columns.map((column, at) => {
        const { low, span, direction } = ranges[at] ?? { low: NaN, span: NaN, direction: 1 };
        const value = column.values[row] ?? NaN;
        return spec.normaliseFirst ? (value * direction - low) / span : value;
      });
      const present = scaled.filter((value) => Number.isFinite(value));
      if (present.length === 0) continue;
      const filling = statistics[spec.statistic](present);
      columns.forEach((column, at) => {
        const out = filled[at];
        if (!isGap(column, row) || out === undefined) return;
        const { low, span, direction } = ranges[at] ?? { low: NaN, span: NaN, direction: 1 };
        const value = spec.normaliseFirst ? (filling * span + low) * direction : filling;
        if (Number.isFinite(value)) put(out, row, value, 'imputed');
      });
    }
  }
  codes
    .filter((code) => stage.has(code))
    .forEach((code, at) => {
      const out = filled[at];
      if (out) stage.set(code, out);
    });
}

/** Codes of the indicators under each aggregate of a level; one group of all without a level. */
function indicatorGroups(
  { indicators, parents, levels }: Hierarchy,
  level: number | null,
): readonly string[][] {
  const codes = indicators.map(({ code }) => code);
  if (level === null) return [codes];
  if (![...levels.values()].includes(level))
    throw new DefinitionError(`impute.group_level：没有第 ${level} 级`);
  const groups = new Map<string, string[]>();
  for (const code of codes) {
    let above: string | undefined = code;
    while (above !== undefined && (levels.get(above) ?? 0) < level) above = parents.get(above);
    if (above !== undefined) groups.set(above, [...(groups.get(above) ?? []), code]);
  }
  return [...groups.values()];
}

/** The stage `imputed`. Cells that are filled say so; what cannot be filled stays as it was. */
export function impute(stage: Stage, frame: Frame, hierarchy: Hierarchy, spec: ImputeSpec): Stage {
  if (spec.kind === 'none') return stage;
  if (spec.kind === 'panel') return imputePanel(stage, frame, spec);
  if (spec.kind === 'column') {
    const groups = groupsOf(frame, spec.group);
    return new Map(
      [...stage].map(([code, column]) => [code, fillColumn(column, groups, statistics[spec.statistic])]),
    );
  }
  const out = new Map(stage);
  const directions = new Map(hierarchy.indicators.map(({ code, direction }) => [code, direction]));
  for (const codes of indicatorGroups(hierarchy, spec.groupLevel))
    fillRows(out, codes, frame, spec, directions);
  return out;
}
