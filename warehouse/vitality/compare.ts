import { DefinitionError, type IndexDefinition } from './definition.ts';
import type { MetaRow } from './definition/structure-spec.ts';
import { ranksOf } from './results.ts';
import { run, type IndexRun } from './run.ts';
import { shapley } from './shapley.ts';
import type { Cell, DataTable } from './table.ts';

/** One side of a comparison: a period under its definition. */
export interface Side {
  readonly index: IndexDefinition;
  readonly table: DataTable;
  readonly meta?: readonly MetaRow[] | undefined;
  readonly denominators?: DataTable | undefined;
}

/** The data of each side as the other side's definition counts them, where a definition counts for itself. */
export interface Recounted {
  readonly before: DataTable;
  /** The earlier data as they are known now; absent when they were not revised. */
  readonly revised?: DataTable | undefined;
  readonly after: DataTable;
}

/** Why a unit's rank changed. The four effects add up to `after − before`; a negative one is a rise. */
export interface RankChange {
  readonly unit: string;
  readonly before: number;
  readonly after: number;
  /** The unit's own values changed. */
  readonly own: number;
  /** The values of the others changed. */
  readonly others: number;
  /** The definition changed. */
  readonly definition: number;
  /** The earlier period's data were revised since. */
  readonly revision: number;
}

/** A unit that cannot be explained: it has no rank in one of the worlds between. */
export interface Unranked {
  readonly unit: string;
  readonly before: number | null;
  readonly after: number | null;
}

export interface Comparison {
  readonly target: string;
  readonly changes: readonly RankChange[];
  readonly unranked: readonly Unranked[];
}

function unitsOf(table: DataTable, column: string): readonly string[] {
  const cells = table.columns.get(column);
  if (cells === undefined) throw new DefinitionError(`比较：数据缺少单位代码列 ${column}`);
  return cells.map((cell) => String(cell ?? '').trim());
}

/** One unit's row from one table, all the others' from another. Columns that a table lacks stay empty. */
export function mixed(unit: string, own: DataTable, others: DataTable, column: string): DataTable {
  if (own === others) return own;
  const ownRows = unitsOf(own, column).flatMap((code, row) => (code === unit ? [row] : []));
  const otherRows = unitsOf(others, column).flatMap((code, row) => (code === unit ? [] : [row]));
  const names = new Set([...others.columns.keys(), ...own.columns.keys()]);
  const cell = (table: DataTable, name: string, row: number): Cell => table.columns.get(name)?.[row] ?? null;
  return {
    columns: new Map(
      [...names].map((name) => [
        name,
        [...otherRows.map((row) => cell(others, name, row)), ...ownRows.map((row) => cell(own, name, row))],
      ]),
    ),
  };
}

function rankOf(done: IndexRun, unit: string, target: string): number {
  const { frame } = done.prepared;
  const column = done.aggregated.get(target);
  if (column === undefined) throw new DefinitionError(`比较：${done.index.definition.id} 没有 ${target}`);
  const row = frame.units.indexOf(unit);
  return row < 0 ? NaN : (ranksOf(column, frame, { decimals: done.index.definition.decimals })[row] ?? NaN);
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

/**
 * Explains changes of rank between two sides, for one time each: Shapley values over the unit's own data, the others'
 * data, the definition and the revision of the earlier data, so that no order of events is preferred. What did not
 * change has exactly no effect.
 * @param revised the earlier period's data as they are known now; absent when they were not revised
 * @param recounted needed where the tables of the two sides were counted by their definitions
 * @param units which units; all of the later side when absent
 */
export function compareRuns(
  before: Side,
  after: Side,
  {
    target,
    revised,
    recounted,
    units,
  }: {
    readonly target?: string;
    readonly revised?: DataTable | undefined;
    readonly recounted?: Recounted | undefined;
    readonly units?: readonly string[];
  },
): Comparison {
  const column = after.index.definition.columns.unit;
  const known = revised ?? before.table;
  const runs = new Map<string, IndexRun>();
  const runOf = (side: Side, table: DataTable, key: string | null): IndexRun => {
    const name = key === null ? null : `${side === after ? 'after' : 'before'} ${key}`;
    const found = name === null ? undefined : runs.get(name);
    const made = found ?? run(side.index, { ...side, table });
    if (name !== null) runs.set(name, made);
    return made;
  };
  const top = target ?? runOf(after, after.table, 'new').hierarchy.top ?? '';
  const isSame = before.index.hash === after.index.hash && recounted === undefined;
  const old = {
    side: isSame ? after : before,
    published: before.table,
    known,
    new: recounted?.after ?? after.table,
  };
  const now = {
    side: after,
    published: recounted?.before ?? before.table,
    known: recounted === undefined ? known : (recounted.revised ?? recounted.before),
    new: after.table,
  };
  const changes: RankChange[] = [];
  const unranked: Unranked[] = [];
  for (const unit of units ?? unitsOf(after.table, column)) {
    const world = (set: number): number => {
      const by = set & 4 ? now : old;
      const earlier = set & 8 ? by.known : by.published;
      const own = set & 1 ? by.new : earlier;
      const others = set & 2 ? by.new : earlier;
      const whole =
        own === others ? (own === by.new ? 'new' : own === by.known ? 'known' : 'published') : null;
      return rankOf(runOf(by.side, mixed(unit, own, others, column), whole), unit, top);
    };
    const worlds = Array.from({ length: 16 }, (_, set) => world(set));
    const [from, to] = [worlds[0] ?? NaN, worlds[15] ?? NaN];
    if (worlds.some((rank) => Number.isNaN(rank))) {
      unranked.push({ unit, before: orNull(from), after: orNull(to) });
      continue;
    }
    const [own = 0, others = 0, definition = 0, revision = 0] = shapley(4, (set) => worlds[set] ?? NaN);
    changes.push({ unit, before: from, after: to, own, others, definition, revision });
  }
  return { target: top, changes, unranked };
}

/** Ranks of the same units under two definitions or data sets, side by side (COINr's compare_coins). */
export function rankShifts(
  a: IndexRun,
  b: IndexRun,
  target = a.hierarchy.top ?? '',
): readonly {
  readonly unit: string;
  readonly a: number | null;
  readonly b: number | null;
  readonly shift: number | null;
}[] {
  return a.prepared.frame.units.map((unit) => {
    const [left, right] = [rankOf(a, unit, target), rankOf(b, unit, target)];
    return { unit, a: orNull(left), b: orNull(right), shift: orNull(left - right) };
  });
}
