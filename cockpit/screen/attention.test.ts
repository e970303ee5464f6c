import { describe, expect, it } from 'vitest';
import { fakeBuild, fakeRow } from '../wire/fake-answers.ts';
import { attentionItems } from './attention.ts';
import type { AttentionInput } from './attention.ts';
import { growthOf } from './growth.ts';
import { overview } from './overview-queries.ts';

const standing = (rule: string, name: string, severity: string, count: number | null) =>
  fakeRow(count, { warning_rule: rule, severity }, { warning_rule: name, severity });
const calm: AttentionInput = {
  build: fakeBuild(),
  warnings: { query: overview.warnings, rows: [standing('round_payments', '整数支付', 'look', 5)] },
  comparisons: [],
  now: Date.parse('2026-11-03T08:00:00+08:00'),
};

describe('attentionItems', () => {
  it('is silent when nothing is past its threshold, whatever is listed for a look', () => {
    expect(attentionItems(calm)).toEqual([]);
  });

  it('names each rule with its warnings, the red first and the most first, and opens their number', () => {
    const rows = [
      standing('department_behind', '部门支出慢于时间进度', 'yellow', 12),
      standing('department_behind', '部门支出慢于时间进度', 'red', 1),
      standing('finding_overdue', '审计问题逾期未整改', 'red', 1_018),
      standing('vote_void', '票决无效', 'red', 0),
      standing('carry_over', '结转过大', 'yellow', null),
    ];
    const items = attentionItems({ ...calm, warnings: { query: overview.warnings, rows } });
    expect(items.map((item) => [item.severity, item.text, item.count])).toEqual([
      ['severe', '审计问题逾期未整改', '1,018'],
      ['severe', '部门支出慢于时间进度', '1'],
      ['notice', '部门支出慢于时间进度', '12'],
    ]);
    expect(items[0]?.target).toEqual({
      kind: 'metric',
      query: { metric: 'warnings', filters: { warning_rule: ['finding_overdue'], severity: ['red'] } },
    });
  });

  it('puts a failed build before every warning', () => {
    const build = fakeBuild({
      lastAttempt: {
        state: 'failed',
        at: '2026-11-03T00:00:00Z',
        message: '',
        failedChecks: [{ check: 'c', title: '支付不超过预算', offending: 3, rows: [] }],
      },
    });
    const rows = [standing('finding_overdue', '审计问题逾期未整改', 'red', 18)];
    const items = attentionItems({ ...calm, build, warnings: { query: overview.warnings, rows } });
    expect(items.map((item) => item.text)).toEqual([
      '构建未通过：「支付不超过预算」有 3 行不符',
      '审计问题逾期未整改',
    ]);
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

describe('growthOf', () => {
  it('says nothing where a percentage would mislead', () => {
    expect(growthOf(110, 100)).toBeCloseTo(0.1);
    expect(growthOf(110, 0)).toBeNull();
    expect(growthOf(110, -5)).toBeNull();
    expect(growthOf(null, 100)).toBeNull();
  });
});
