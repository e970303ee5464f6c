import { describe, expect, it } from 'vitest';
import { fakeBuild, fakeRow } from '../wire/fake-answers.ts';
import { attentionItems } from './attention.ts';
import type { AttentionInput } from './attention.ts';
import { growthOf } from './growth.ts';
import { overview } from './overview-queries.ts';
import { severityOf } from './thresholds.ts';

const department = (code: string, name: string, value: number | null) =>
  fakeRow(value, { department: code }, { department: name });
const calm: AttentionInput = {
  build: fakeBuild(),
  departments: { query: overview.departmentGaps, rows: [department('101', '温州市教育局', -0.05)] },
  areas: { query: overview.areaGaps, rows: [fakeRow(0.02, { area: '330302' }, { area: '鹿城区' })] },
  overdue: { query: overview.auditOverdue, row: fakeRow(0) },
  overdueByDepartment: [],
  comparisons: [],
  now: Date.parse('2026-11-03T08:00:00+08:00'),
};

describe('attentionItems', () => {
  it('is silent when nothing is past its threshold', () => {
    expect(attentionItems(calm)).toEqual([]);
  });

  it('names the slowest department and opens its number', () => {
    const rows = [
      department('101', '温州市教育局', -0.21),
      department('102', '温州市水利局', -0.312),
      department('103', '温州市体育局', -0.15),
      department('104', '温州市财政局', null),
    ];
    const items = attentionItems({ ...calm, departments: { query: overview.departmentGaps, rows } });
    expect(items.map((item) => [item.severity, item.text])).toEqual([
      ['severe', '2 个部门支出慢于进度逾 20 个百分点，水利局最慢'],
      ['notice', '1 个部门支出慢于时间进度 10—20 个百分点'],
    ]);
    expect(items[0]?.target).toEqual({
      kind: 'metric',
      query: {
        metric: 'expenditure_progress_gap',
        filters: { area: ['330300-CL'], department: ['102'] },
      },
    });
  });

  it('puts the severe first: overdue audits and a failed build before late revenue', () => {
    const build = fakeBuild({
      lastAttempt: {
        state: 'failed',
        at: '2026-11-03T00:00:00Z',
        message: '',
        failedChecks: [{ check: 'c', title: '支付不超过预算', offending: 3, rows: [] }],
      },
    });
    const items = attentionItems({
      ...calm,
      build,
      areas: { query: overview.areaGaps, rows: [fakeRow(-0.113, { area: '330383' }, { area: '龙港市' })] },
      overdue: { query: overview.auditOverdue, row: fakeRow(12) },
      overdueByDepartment: [department('201', '温州市水利局', 3), department('202', '温州市体育局', 5)],
    });
    expect(items.map((item) => item.text)).toEqual([
      '12 个审计问题逾期未整改，体育局最多',
      '构建未通过：「支付不超过预算」有 3 行不符',
      '龙港市收入慢于时间进度 11.3 个百分点',
    ]);
  });

  it('names no department where several are equally overdue', () => {
    const tied = [department('201', '温州市水利局', 2), department('202', '温州市体育局', 2)];
    const input = { ...calm, overdue: { ...calm.overdue, row: fakeRow(4) }, overdueByDepartment: tied };
    expect(attentionItems(input)[0]?.text).toBe('4 个审计问题逾期未整改');
  });

  it('says which rows were not taken in and which department is late', () => {
    const [dataset] = fakeBuild().datasets;
    if (dataset === undefined) throw new Error('the fake build has a dataset');
    const items = attentionItems({
      ...calm,
      build: fakeBuild({
        datasets: [
          { ...dataset, rejected: 1_200 },
          { ...dataset, contract: 'tax.monthly', title: '税收月报', rejected: 34 },
          { ...dataset, contract: 'x', title: '审计台账', asOf: '2026-06-30', origins: ['delivered'] },
        ],
      }),
    });
    expect(items.map((item) => item.text)).toEqual([
      '迟报：审计台账',
      '1,234 行数据退回未计入：国库集中支付明细等 2 个数据集',
    ]);
  });
});

describe('thresholds', () => {
  it('begin past 10 and past 20 points', () => {
    expect([-0.1, -0.1001, -0.2, -0.2001, 0.3, null].map(severityOf)).toEqual([
      null,
      'notice',
      'notice',
      'severe',
      null,
      null,
    ]);
  });
});

describe('growthOf', () => {
  it('says nothing where a percentage would mislead', () => {
    expect(growthOf(110, 100)).toBeCloseTo(0.1);
    expect(growthOf(110, 0)).toBeNull();
    expect(growthOf(110, -5)).toBeNull();
    expect(growthOf(null, 100)).toBeNull();
  });
});
