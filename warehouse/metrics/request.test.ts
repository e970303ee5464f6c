import { describe, expect, test } from 'vitest';
import { compileMetric, type CompileContext } from './compile.ts';
import type { Dimension } from './definition.ts';
import { metricRelation, metrics } from './registry.ts';
import { MetricRequestError, type MetricRequest } from './request.ts';

const areas = [
  { code: '330300', name: '温州市', level: 'city' },
  { code: '330300-CL', name: '市本级', level: 'city_level' },
  { code: '330302', name: '鹿城区', level: 'county' },
];

async function compile(id: string, asked: Partial<Omit<MetricRequest, 'metric'>> = {}) {
  const metric = metrics.get(id);
  if (!metric) throw new Error(`no metric ${id}`);
  const context: CompileContext = { relation: await metricRelation(metric), latest: '2026-10', areas };
  return compileMetric({ metric, by: [], period: null, filters: {}, ...asked }, context);
}

async function refusal(
  id: string,
  asked: Partial<Omit<MetricRequest, 'metric'>>,
): Promise<MetricRequestError> {
  try {
    await compile(id, asked);
  } catch (error) {
    if (error instanceof MetricRequestError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

describe('a compiled request', () => {
  test('binds every value and never writes one into the statement', async () => {
    const hostile = "x' or 1=1 --";
    const { sql, parameters } = await compile('general_expenditure', {
      by: ['department'],
      period: '2026-09',
      filters: { department: [hostile], function: ['205'], area: ['330302'] },
    });
    expect(sql).not.toContain(hostile);
    expect(parameters).toEqual({
      period_from: '2026-09-01',
      period_to: '2026-09-01',
      department: [hostile],
      function: ['205'],
      area: ['330302'],
    });
    for (const name of Object.keys(parameters)) expect(sql).toContain(`$${name}`);
  });

  test('takes the latest year so far, for a stock the latest month, and no months for a year', async () => {
    expect((await compile('general_revenue')).range).toEqual({ from: '2026-01', to: '2026-10' });
    expect((await compile('revenue_execution_rate')).range).toEqual({ from: '2026-01', to: '2026-10' });
    expect((await compile('stations')).range).toEqual({ from: '2026-10', to: '2026-10' });
    const annual = { year: ['2025'], version: ['final'], account: ['general'], side: ['revenue'] };
    expect((await compile('budget_amount', { filters: annual })).range).toBeNull();
  });

  test('the whole city is no filter, and is not asked for beside a part of it', async () => {
    const { parameters } = await compile('general_revenue', { filters: { area: ['330300'] } });
    expect(parameters).not.toHaveProperty('area');
    const mixed = await refusal('general_revenue', { filters: { area: ['330302', '330300'] } });
    expect([mixed.code, mixed.parameter]).toEqual(['invalid_parameter', 'area']);
  });
});

describe('a request is refused', () => {
  test('for a dimension the metric has not, naming those it has', async () => {
    const by = await refusal('time_progress', { by: ['area'] });
    expect([by.code, by.parameter]).toEqual(['unsupported_dimension', 'by']);
    expect(by.message).toContain('period（时期）');
    const filter = await refusal('tax_share', { filters: { tax_kind: ['10101'] } });
    expect([filter.code, filter.parameter]).toEqual(['unsupported_dimension', 'tax_kind']);
    const unknown = await refusal('tax_share', { by: ['"; drop table x' as Dimension] });
    expect(unknown.code).toBe('unsupported_dimension');
  });

  test('for an unknown area, naming the known ones', async () => {
    const error = await refusal('general_revenue', { filters: { area: ['330399'] } });
    expect([error.code, error.parameter]).toEqual(['invalid_parameter', 'area']);
    expect(error.message).toContain('330300-CL 市本级');
  });

  test.each<[string, string, Partial<Omit<MetricRequest, 'metric'>>]>([
    [
      'by',
      'key_projects',
      { by: ['period', 'area', 'department', 'key_project', 'project_stage', 'sector'] },
    ],
    ['by', 'general_expenditure', { by: ['area', 'area'] }],
    ['period', 'general_expenditure', { period: '2026-13' }],
    ['period', 'general_expenditure', { filters: { period: ['2026'] } }],
    ['department', 'general_expenditure', { filters: { department: [] } }],
    ['department', 'general_expenditure', { filters: { department: [''] } }],
    ['year', 'audit_findings', { filters: { year: ['24'] } }],
  ])('for a malformed %s (%s, %j)', async (parameter, id, asked) => {
    const error = await refusal(id, asked);
    expect([error.code, error.parameter]).toEqual(['invalid_parameter', parameter]);
  });

  test('where it would add up what must stay apart', async () => {
    const whole = { year: ['2026'], version: ['final'], account: ['general'], side: ['revenue'] };
    expect((await refusal('budget_amount', { filters: {} })).parameter).toBe('year');
    const two = await refusal('budget_amount', { filters: { ...whole, account: ['general', 'fund'] } });
    expect(two.parameter).toBe('account');
    expect(two.message).toContain('不能相加');
    const period = await refusal('budget_amount', { filters: whole, period: '2026' });
    expect([period.parameter, period.message]).toEqual(['period', expect.stringContaining('year=2026')]);
  });
});
