import { dimensionNames, type Dimension } from '../../warehouse/metrics/definition.ts';
import type { Metric } from '../contracts/metrics.ts';
import { listedTable, numberColumn, textColumn, type ListedColumn } from './listed-table.ts';
import type { ListedTable } from './table-bytes.ts';

const named = (dimensions: readonly Dimension[]): string =>
  dimensions.map((dimension) => `${dimension}（${dimensionNames[dimension]}）`).join('、');

const columns: readonly ListedColumn<Metric>[] = [
  textColumn('id', '编号', ({ id }) => id),
  textColumn('name', '名称', ({ name }) => name),
  textColumn('name_en', '英文名称', ({ nameEn }) => nameEn),
  textColumn('unit', '单位', ({ unit }) => unit),
  textColumn('definition', '口径', ({ definition }) => definition),
  textColumn('formula', '公式', ({ formula }) => formula),
  textColumn('time', '时间性质', ({ time }) => time),
  textColumn('direction', '方向', ({ direction }) => direction),
  textColumn('dimensions', '维度', ({ dimensions }) => named(dimensions)),
  textColumn('required', '必须指定的维度', ({ required }) => named(required)),
  textColumn('additive_over', '可相加的维度', ({ additiveOver }) => named(additiveOver)),
  textColumn('sources', '来源数据集', ({ sources }) => sources.join('、')),
  textColumn('owner', '责任单位', ({ owner }) => owner),
  textColumn('legal_basis', '法律依据', ({ legalBasis }) => legalBasis),
  textColumn('rule', '预警规则', ({ thresholds }) => thresholds?.rule ?? null),
  numberColumn('yellow', '黄色阈值', ({ thresholds }) => thresholds?.yellow ?? null),
  numberColumn('red', '红色阈值', ({ thresholds }) => thresholds?.red ?? null),
  textColumn('since', '自版本', ({ since }) => since),
];

/** The definitions of the registry, a row each. */
export const registryTable = (metrics: readonly Metric[]): ListedTable =>
  listedTable('指标口径', columns, metrics);
