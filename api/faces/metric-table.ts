import {
  dimensionNames,
  isRatio,
  type Dimension,
  type MetricDefinition,
} from '../../warehouse/metrics/definition.ts';
import type { FaceColumn, FaceTable } from './face.ts';

const unitNames: Readonly<Record<MetricDefinition['unit'], string>> = {
  yuan: '元',
  ratio: '比率',
  points: '差值',
  count: '件',
  days: '天',
  score: '分',
  square_metre: '平方米',
};

/** The code and the name of what a value is broken down by. */
export function dimensionColumns(by: readonly Dimension[]): FaceColumn[] {
  return by.flatMap((dimension) => [
    { name: dimension, title: `${dimensionNames[dimension]}代码`, from: `${dimension}_key` },
    { name: `${dimension}_name`, title: dimensionNames[dimension], from: `${dimension}_label` },
  ]);
}

export const valueTitle = ({ name, unit }: MetricDefinition): string => `${name}（${unitNames[unit]}）`;

/** A metric's values as a table; a ratio comes with what it is a ratio of. */
export function metricTable(metric: MetricDefinition, by: readonly Dimension[]): FaceTable {
  const isMoney = metric.unit === 'yuan';
  const value: FaceColumn = { name: 'value', title: valueTitle(metric), from: 'value', isMoney };
  const parts: FaceColumn[] = [
    { name: 'numerator', title: '分子', from: 'numerator', isMoney: 'as_stored' },
    { name: 'denominator', title: '分母', from: 'denominator', isMoney: 'as_stored' },
  ];
  return {
    fileName: metric.name,
    columns: [...dimensionColumns(by), value, ...(isRatio(metric) ? parts : [])],
  };
}
