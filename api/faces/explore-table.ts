import { dimensionNames, type Dimension, type MetricDefinition } from '../../warehouse/metrics/definition.ts';
import type { ExploredRow } from '../../warehouse/explore/explore.ts';
import { listedTable, moneyColumn, numberColumn, textColumn, type ListedColumn } from './listed-table.ts';
import { valueTitle } from './metric-table.ts';
import type { ListedTable } from './table-bytes.ts';

function measureColumns(metric: MetricDefinition, isCompared: boolean): ListedColumn<ExploredRow>[] {
  const column = metric.unit === 'yuan' ? moneyColumn<ExploredRow> : numberColumn<ExploredRow>;
  const title = valueTitle(metric);
  return [
    column(metric.id, title, ({ values }) => values[metric.id]?.value ?? null),
    ...(isCompared
      ? [
          column(
            `${metric.id}_compared`,
            `${title}·对比`,
            ({ values }) => values[metric.id]?.compared ?? null,
          ),
        ]
      : []),
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
): ListedTable {
  const columns: ListedColumn<ExploredRow>[] = [
    ...(asked.isTimed ? [textColumn<ExploredRow>('time', '时间', ({ time }) => time)] : []),
    ...asked.by.flatMap((dimension) => [
      textColumn<ExploredRow>(
        dimension,
        `${dimensionNames[dimension]}代码`,
        ({ key }) => key[dimension] ?? null,
      ),
      textColumn<ExploredRow>(
        `${dimension}_name`,
        dimensionNames[dimension],
        ({ label }) => label[dimension] ?? null,
      ),
    ]),
    ...asked.measures.flatMap((metric) => measureColumns(metric, asked.isCompared)),
  ];
  return listedTable('多指标对比', columns, rows);
}
