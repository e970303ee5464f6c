import { describe, expect, it } from 'vitest';
import { metrics } from '../../warehouse/metrics/registry.ts';
import { ProblemError } from '../problem.ts';
import { parseMetricParameters } from './metric-parameters.ts';

function metric(id: string) {
  const found = metrics.get(id);
  if (!found) throw new Error(`no metric ${id}`);
  return found;
}

function refusal(id: string, query: Record<string, unknown>): ProblemError {
  try {
    parseMetricParameters(metric(id), query);
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

describe('parseMetricParameters', () => {
  it('reads breakdown, period and filters', () => {
    expect(
      parseMetricParameters(metric('general_expenditure'), {
        by: 'area,period',
        period: '2026-H1',
        department: '102, 101，102',
      }),
    ).toEqual({ by: ['area', 'period'], period: '2026-H1', filters: { department: ['101', '102'] } });
  });

  it('asks for everything when nothing is given', () => {
    expect(parseMetricParameters(metric('general_revenue'), {})).toEqual({
      by: [],
      period: null,
      filters: {},
    });
  });

  it('makes one form of every order of the query', () => {
    const one = parseMetricParameters(metric('general_expenditure'), { area: '330302', department: 'b,a' });
    const other = parseMetricParameters(metric('general_expenditure'), { department: 'a,b', area: '330302' });
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
  });

  it('does not take a page address apart', () => {
    const url = 'https://example.org/a,b';
    expect(parseMetricParameters(metric('published_amount'), { source_url: url }).filters).toEqual({
      source_url: [url],
    });
  });

  it.each([
    [{ by: 'department' }, 'unsupported_dimension', 'by', 'revenue_item（收入科目）'],
    [{ department: '101' }, 'unsupported_dimension', 'department', 'revenue_item（收入科目）'],
    [{ colour: 'red' }, 'invalid_parameter', 'colour', 'area（区域）'],
    [{ by: 'area,period,revenue_item' }, 'invalid_parameter', 'by', '最多 2 个维度'],
    [{ by: 'area,area' }, 'invalid_parameter', 'by', '重复'],
    [{ period: '2026-13' }, 'invalid_parameter', 'period', '2026-H1'],
    [{ period: '' }, 'invalid_parameter', 'period', '2026-H1'],
    [{ area: '' }, 'invalid_parameter', 'area', '不能为空'],
    [{ area: ['330302', '330303'] }, 'invalid_parameter', 'area', '只能出现一次'],
    [{ area: '3303\u0000' }, 'invalid_parameter', 'area', '控制字符'],
    [{ area: 'x'.repeat(501) }, 'invalid_parameter', 'area', '最多 500 个字符'],
    [{ area: Array.from({ length: 201 }, (_, i) => i).join(',') }, 'invalid_parameter', 'area', '最多 200'],
    [{ __proto__x: '1' }, 'invalid_parameter', '__proto__x', '可用的参数'],
  ])('refuses %j', (query, code, parameter, possible) => {
    const problem = refusal('general_revenue', query);
    expect(problem.code).toBe(code);
    expect(problem.errors?.map((error) => error.parameter)).toContain(parameter);
    expect(problem.message).toContain(possible);
  });

  it('names everything that is wrong at once', () => {
    const problem = refusal('general_revenue', { by: 'department', period: 'soon', colour: 'red' });
    expect(problem.errors?.map((error) => error.parameter).sort()).toEqual(['by', 'colour', 'period']);
  });

  it('has no period for a metric by year', () => {
    expect(refusal('budget_amount', { period: '2026' }).code).toBe('unsupported_dimension');
  });
});
