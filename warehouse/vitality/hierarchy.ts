import type { Definition } from './definition/schema.ts';
import type { AggregateNode, IndicatorSpec, MetaRow } from './definition/structure-spec.ts';
import { DefinitionError } from './definition.ts';

/** An indicator with what its row of metadata adds. */
export interface Indicator extends IndicatorSpec {
  /** Further columns of iMeta, such as `goalpost_lower`. */
  readonly parameters: Readonly<Record<string, number | boolean>>;
}

/** A value to be built from its children. */
export interface Node {
  readonly code: string;
  readonly name: string;
  readonly parent: string | null;
  readonly weight: number;
  /** 2 for what is built from indicators alone, one more than its highest child otherwise. */
  readonly level: number;
  readonly children: readonly string[];
}

export interface Hierarchy {
  /** In the order of the columns: by parent's first mention. */
  readonly indicators: readonly Indicator[];
  /** From the lowest level up, so that children come before their parent. */
  readonly nodes: readonly Node[];
  /** Level of every code, 1 for indicators. */
  readonly levels: ReadonlyMap<string, number>;
  /** Parent of every code that has one. */
  readonly parents: ReadonlyMap<string, string>;
  /** Weights as written. */
  readonly weights: ReadonlyMap<string, number>;
  /** The highest node, what is ranked by default; null without aggregates. */
  readonly top: string | null;
}

interface Parts {
  readonly indicators: readonly Indicator[];
  readonly aggregates: readonly AggregateNode[];
}

const known = new Set([
  'iCode',
  'iName',
  'Level',
  'Parent',
  'Direction',
  'Weight',
  'Unit',
  'Target',
  'Denominator',
  'Type',
]);

function parametersOf(row: MetaRow): Record<string, number | boolean> {
  const found: Record<string, number | boolean> = {};
  for (const [name, cell] of Object.entries(row)) {
    if (known.has(name) || cell === null || cell === '') continue;
    const value = cell === 'TRUE' || cell === 'FALSE' ? cell === 'TRUE' : cell;
    if (typeof value === 'boolean') found[name] = value;
    else if (Number.isFinite(Number(value))) found[name] = Number(value);
  }
  return found;
}

/** COINr orders metadata by level and parent (codes compared as bytes), keeping the order written among equals. */
function partsOfMeta(rows: readonly MetaRow[]): Parts {
  const ordered = rows
    .filter((row) => row.Type === 'Indicator' || row.Type === 'Aggregate')
    .map((row, at) => ({ row, at }))
    .sort((a, b) => {
      const level = (a.row.Level ?? 0) - (b.row.Level ?? 0);
      if (level !== 0) return level;
      const [left, right] = [a.row.Parent ?? '\uffff', b.row.Parent ?? '\uffff'];
      return left < right ? -1 : left > right ? 1 : a.at - b.at;
    })
    .map(({ row }) => row);
  const text = (value: string | null | undefined, name: string) =>
    value === null || value === undefined || value === '' ? {} : { [name]: value };
  return {
    indicators: ordered
      .filter((row) => row.Type === 'Indicator')
      .map((row) => {
        const direction = row.Direction ?? 1;
        if (direction !== 1 && direction !== -1)
          throw new DefinitionError(`iMeta 中 ${row.iCode} 的 Direction 应为 1 或 -1，现为 ${direction}`);
        return {
          code: row.iCode,
          direction,
          weight: row.Weight ?? 1,
          ...text(row.iName, 'name'),
          ...text(row.Unit, 'unit'),
          ...text(row.Parent, 'parent'),
          ...text(row.Denominator, 'denominator'),
          ...(typeof row.Target === 'number' && { target: row.Target }),
          parameters: parametersOf(row),
        };
      }),
    aggregates: ordered
      .filter((row) => row.Type === 'Aggregate')
      .map((row) => ({
        code: row.iCode,
        weight: row.Weight ?? 1,
        ...text(row.iName, 'name'),
        ...text(row.Parent, 'parent'),
      })),
  };
}

function partsOf(definition: Definition, meta: readonly MetaRow[] | undefined): Parts {
  if (definition.indicators !== undefined)
    return {
      indicators: definition.indicators.map((indicator) => ({ ...indicator, parameters: {} })),
      aggregates: definition.aggregates ?? [],
    };
  const rows = definition.iMeta ?? meta;
  if (rows === undefined)
    throw new DefinitionError(
      '不知道有哪些指标：请在定义中写 indicators 或 iMeta，或用 --meta 给出 iMeta 文件',
    );
  return partsOfMeta(rows);
}

function levelsOf(parts: Parts): Map<string, number> {
  const levels = new Map<string, number>(parts.indicators.map(({ code }) => [code, 1]));
  const all = [...parts.indicators, ...parts.aggregates];
  const visiting = new Set<string>();
  const levelOf = (code: string): number => {
    const found = levels.get(code);
    if (found !== undefined) return found;
    if (visiting.has(code)) throw new DefinitionError(`层级有环：${[...visiting, code].join(' → ')}`);
    visiting.add(code);
    const level =
      1 + Math.max(1, ...all.filter(({ parent }) => parent === code).map((child) => levelOf(child.code)));
    visiting.delete(code);
    levels.set(code, level);
    return level;
  };
  for (const { code } of parts.aggregates) levelOf(code);
  return levels;
}

/** Drops what is excluded, and then every aggregate left without children. */
function withoutExcluded(parts: Parts, exclude: readonly string[]): Parts {
  const codes = new Set(parts.indicators.map(({ code }) => code));
  for (const code of exclude) if (!codes.has(code)) throw new DefinitionError(`exclude：没有指标 ${code}`);
  const indicators = parts.indicators.filter(({ code }) => !exclude.includes(code));
  let aggregates = parts.aggregates;
  for (;;) {
    const used = new Set([...indicators, ...aggregates].map(({ parent }) => parent));
    const kept = aggregates.filter(({ code }) => used.has(code));
    if (kept.length === aggregates.length) return { indicators, aggregates };
    aggregates = kept;
  }
}

function check(parts: Parts): void {
  const seen = new Set<string>();
  for (const { code } of [...parts.indicators, ...parts.aggregates]) {
    if (seen.has(code)) throw new DefinitionError(`代码 ${code} 出现了两次`);
    seen.add(code);
  }
  const aggregates = new Set(parts.aggregates.map(({ code }) => code));
  for (const { code, parent } of [...parts.indicators, ...parts.aggregates])
    if (parent !== undefined && !aggregates.has(parent))
      throw new DefinitionError(`${code} 的 parent 有误：没有合成项 ${parent}`);
}

/** The tree of a definition, checked. @throws DefinitionError naming the code at fault */
export function hierarchyOf(definition: Definition, meta?: readonly MetaRow[]): Hierarchy {
  const parts = withoutExcluded(partsOf(definition, meta), definition.exclude ?? []);
  check(parts);
  const levels = levelsOf(parts);
  const all = [...parts.indicators, ...parts.aggregates];
  const nodes = parts.aggregates
    .map((node) => ({
      code: node.code,
      name: node.name ?? node.code,
      parent: node.parent ?? null,
      weight: node.weight,
      level: levels.get(node.code) ?? 2,
      children: all.filter(({ parent }) => parent === node.code).map(({ code }) => code),
    }))
    .sort((a, b) => a.level - b.level);
  return {
    indicators: parts.indicators,
    nodes,
    levels,
    parents: new Map(
      all.flatMap(({ code, parent }) => (parent === undefined ? [] : [[code, parent] as const])),
    ),
    weights: new Map(all.map(({ code, weight }) => [code, weight])),
    top: nodes.at(-1)?.code ?? null,
  };
}
