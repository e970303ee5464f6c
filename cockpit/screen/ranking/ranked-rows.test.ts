import { describe, expect, it } from 'vitest';
import type { MetricRow, MetricValues } from '../../../api/contracts/metrics.ts';
import { fakeRow } from '../../wire/fake-answers.ts';
import { rankedRows } from './ranked-rows.ts';
import type { RankSpec } from './ranked-rows.ts';

const metric = (unit: 'yuan' | 'ratio', name: string): MetricValues['metric'] => ({
  id: `m_${unit}`,
  name,
  nameEn: name,
  unit,
  definition: '',
  formula: '',
  time: 'flow',
  direction: 'neither',
  dimensions: ['department'],
  required: [],
  sources: [],
  owner: '',
  legalBasis: null,
  additiveOver: [],
  thresholds: null,
  since: '0.1.0',
});

const values = (unit: 'yuan' | 'ratio', name: string, rows: readonly MetricRow[]): MetricValues => ({
  metric: metric(unit, name),
  build: 'B',
  period: null,
  by: ['department'],
  filters: {},
  asOf: null,
  origins: [],
  rows: [...rows],
});

const row = (department: string | null, value: number | null): MetricRow => ({
  ...fakeRow(value, {}),
  key: { department },
  label: { department },
});
const spec: RankSpec = {
  query: { metric: 'm_yuan', by: ['department'] },
  second: { metric: 'm_ratio', by: ['department'] },
  order: 'largest',
  tone: 'neutral',
};
const amounts = values('yuan', '支出', [row('b', 2e8), row(null, 9e8), row('a', 5e8), row('c', null)]);
const rates = values('ratio', '执行率', [row('a', 0.5), row('b', 0.25)]);

describe('the rows of a list of bars', () => {
  it('say with a dash that the second answer does not speak of them, and nothing while there is none', () => {
    const halves = values('ratio', '执行率', [row('a', 0.5)]);
    expect(rankedRows(spec, amounts, halves).map(({ second }) => second?.reading.text)).toEqual([
      '50.0',
      '—',
    ]);
    expect(rankedRows(spec, amounts, null).map(({ second }) => second)).toEqual([null, null]);
  });

  it('come in the order asked for, without what belongs to nobody or holds no value', () => {
    expect(rankedRows(spec, amounts, rates).map(({ key }) => key)).toEqual(['a', 'b']);
    expect(rankedRows({ ...spec, order: 'smallest' }, amounts, rates).map(({ key }) => key)).toEqual([
      'b',
      'a',
    ]);
    expect(rankedRows({ ...spec, order: 'given' }, amounts, rates).map(({ key }) => key)).toEqual([
      'b',
      'a',
      'c',
    ]);
    expect(rankedRows({ ...spec, codes: ['b'] }, amounts, rates).map(({ key }) => key)).toEqual(['b', 'a']);
  });

  it('carry the question that each figure answers, and one scale for all amounts', () => {
    const [first] = rankedRows(spec, amounts, rates);
    expect(first?.figure).toEqual({
      name: 'a 支出',
      reading: { text: '5.00', suffix: '' },
      query: { metric: 'm_yuan', filters: { department: ['a'] } },
    });
    expect(first?.second).toMatchObject({
      reading: { text: '50.0', suffix: '%' },
      query: { metric: 'm_ratio', filters: { department: ['a'] } },
    });
  });

  it('are judged by both figures, and signed where they are changes', () => {
    const strict = {
      ...rates,
      metric: { ...rates.metric, thresholds: { rule: null, yellow: 0.4, red: 0.3 } },
    };
    const judged = rankedRows({ ...spec, signed: 'both', judged: 'second' }, amounts, strict);
    expect(judged.map(({ severity }) => severity)).toEqual([null, 'severe']);
    expect(judged[0]?.figure.reading.text).toBe('+5.00');
  });

  it('by how far they moved leave out what stood still', () => {
    const moved = values('yuan', '增减', [row('a', -5e8), row('b', 0), row('c', 2e8)]);
    expect(rankedRows({ ...spec, order: 'farthest' }, moved, null).map(({ key }) => key)).toEqual(['a', 'c']);
  });

  it('are none while nothing was answered', () => {
    expect(rankedRows(spec, null, null)).toEqual([]);
  });
});
