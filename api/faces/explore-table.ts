import type { ColumnField, ColumnPart, ColumnStream } from '../../warehouse/columns/column.ts';
import { noWords, Words } from '../../warehouse/columns/words.ts';
import { dimensionNames, type Dimension, type MetricDefinition } from '../../warehouse/metrics/definition.ts';
import type { ExploredRow } from '../../warehouse/explore/explore.ts';
import type { FaceColumn, FaceTable } from './face.ts';
import { valueTitle } from './metric-table.ts';

interface Column {
  readonly face: FaceColumn;
  readonly field: ColumnField;
  readonly cell: (row: ExploredRow) => string | number | null;
}

function validity(cells: readonly (string | number | null)[]): Uint8Array {
  const valid = new Uint8Array((cells.length + 7) >> 3);
  for (const [row, cell] of cells.entries())
    if (cell !== null) valid[row >> 3] = (valid[row >> 3] ?? 0) | (1 << (row & 7));
  return valid;
}

function partOf({ field }: Column, cells: readonly (string | number | null)[]): ColumnPart {
  const valid = validity(cells);
  if (field.type.kind === 'text') {
    const words = [...new Set(cells.filter((cell) => typeof cell === 'string'))];
    const codes = new Map(words.map((word, code) => [word, code]));
    const values = Int32Array.from(cells, (cell) => codes.get(String(cell)) ?? 0);
    return { valid, words: Words.of(words), perRow: false, values };
  }
  if (field.type.kind === 'decimal')
    return {
      valid,
      words: noWords,
      perRow: false,
      values: BigInt64Array.from(cells, (cell) => BigInt(Math.round(Number(cell ?? 0) * 100))),
    };
  return {
    valid,
    words: noWords,
    perRow: false,
    values: Float64Array.from(cells, (cell) => Number(cell ?? 0)),
  };
}

function measureColumns(metric: MetricDefinition, isCompared: boolean): Column[] {
  const isMoney = metric.unit === 'yuan';
  const type: ColumnField['type'] = isMoney ? { kind: 'decimal', width: 18, scale: 2 } : { kind: 'double' };
  const column = (which: 'value' | 'compared', name: string, title: string): Column => ({
    face: { name, title, from: name, isMoney },
    field: { name, type },
    cell: ({ values }) => values[metric.id]?.[which] ?? null,
  });
  return [
    column('value', metric.id, valueTitle(metric)),
    ...(isCompared ? [column('compared', `${metric.id}_compared`, `${valueTitle(metric)}·对比`)] : []),
  ];
}

/** Measures side by side as a table. */
export function exploreTable(
  rows: readonly ExploredRow[],
  asked: {
    readonly measures: readonly MetricDefinition[];
    readonly by: readonly Dimension[];
    readonly isTimed: boolean;
    readonly isCompared: boolean;
  },
): { readonly table: FaceTable; readonly stream: ColumnStream } {
  const text = (name: string, title: string, cell: Column['cell']): Column => ({
    face: { name, title, from: name },
    field: { name, type: { kind: 'text' } },
    cell,
  });
  const columns: Column[] = [
    ...(asked.isTimed ? [text('time', '时间', ({ time }) => time)] : []),
    ...asked.by.flatMap((dimension) => [
      text(dimension, `${dimensionNames[dimension]}代码`, ({ key }) => key[dimension] ?? null),
      text(`${dimension}_name`, dimensionNames[dimension], ({ label }) => label[dimension] ?? null),
    ]),
    ...asked.measures.flatMap((metric) => measureColumns(metric, asked.isCompared)),
  ];
  const parts = columns.map((column) => partOf(column, rows.map(column.cell)));
  async function* batches() {
    await Promise.resolve();
    if (rows.length > 0) yield { rows: rows.length, parts };
  }
  return {
    table: { fileName: '多指标对比', columns: columns.map(({ face }) => face) },
    stream: { fields: columns.map(({ field }) => field), batches: batches() },
  };
}
