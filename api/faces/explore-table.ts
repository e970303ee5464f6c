import { dimensionNames, type Dimension, type MetricDefinition } from '../../warehouse/metrics/definition.ts';
import type { Comparison } from '../../warehouse/explore/comparison.ts';
import type { Explored, ExploredStep } from '../../warehouse/explore/explore.ts';
import type { ExploredRow } from '../../warehouse/explore/joined-rows.ts';
import { comparisonNames, monthsNote, toldMonths } from '../../warehouse/explore/told-months.ts';
import { originNames, type Provenance } from '../provenance.ts';
import { listedTable, moneyColumn, numberColumn, textColumn, type ListedColumn } from './listed-table.ts';
import { valueTitle } from './metric-table.ts';
import type { ListedTable } from './table-bytes.ts';

interface AskedTable {
  readonly measures: readonly MetricDefinition[];
  readonly by: readonly Dimension[];
  readonly isTimed: boolean;
  readonly compare: Comparison | null;
}

const joinedTitle = (...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null).join('·');

/** The headings say which months stand below them, and of steps of time which are unfinished. */
function titlesOf(
  metric: MetricDefinition,
  steps: readonly ExploredStep[],
  { isTimed, compare }: AskedTable,
): { readonly value: string; readonly compared: string | null } {
  const title = valueTitle(metric);
  const [whole] = steps;
  const name = compare === null ? null : comparisonNames[compare];
  if (isTimed) {
    const note = monthsNote(steps, compare);
    return {
      value: note === null ? title : `${title}（${note}）`,
      compared: name === null ? null : joinedTitle(title, name),
    };
  }
  const other = whole?.compared ?? null;
  const months = other === null ? null : toldMonths(other);
  return {
    value: joinedTitle(title, whole === undefined ? null : toldMonths(whole)),
    compared: name === null ? null : joinedTitle(title, name, months),
  };
}

function measureColumns(
  metric: MetricDefinition,
  steps: readonly ExploredStep[],
  asked: AskedTable,
): ListedColumn<ExploredRow>[] {
  const column = metric.unit === 'yuan' ? moneyColumn<ExploredRow> : numberColumn<ExploredRow>;
  const { value, compared } = titlesOf(metric, steps, asked);
  return [
    column(metric.id, value, ({ values }) => values[metric.id]?.value ?? null),
    ...(compared === null
      ? []
      : [column(`${metric.id}_compared`, compared, ({ values }) => values[metric.id]?.compared ?? null)]),
  ];
}

/** Measures side by side as a table; each row says up to when it speaks and where it comes from. */
export function exploreTable(
  rows: readonly ExploredRow[],
  steps: Explored['steps'],
  { asOf, origins }: Provenance,
  asked: AskedTable,
): ListedTable {
  const from = origins.map((origin) => originNames[origin]).join('、');
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
    ...asked.measures.flatMap((metric) => measureColumns(metric, steps.get(metric.id) ?? [], asked)),
    textColumn<ExploredRow>('as_of', '数据截至', () => asOf),
    textColumn<ExploredRow>('origins', '数据性质', () => from),
  ];
  return listedTable(origins.includes('sample') ? '多指标对比-含示例数据' : '多指标对比', columns, rows);
}
