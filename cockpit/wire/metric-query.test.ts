import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dimensionSchema } from '../../api/contracts/metrics.ts';
import { fakeRow } from './fake-answers.ts';
import { keyOf, lineagePath, queryOf, rowQuery, valuesPath } from './metric-query.ts';

describe('a question', () => {
  it('has one address, whatever order it was written in', () => {
    expect(valuesPath({ metric: 'time_progress' })).toBe('/api/v1/metrics/time_progress');
    expect(
      lineagePath({
        metric: 'general_revenue',
        filters: { department: ['101', '102'], area: ['330300-CL'] },
        period: '2026',
        by: ['area', 'period'],
      }),
    ).toBe(
      '/api/v1/metrics/general_revenue/lineage?by=area%2Cperiod&period=2026&area=330300-CL&department=101%2C102',
    );
  });

  it('comes back from its key unchanged', () => {
    const code = fc.stringMatching(/^[\p{Script=Han}A-Za-z0-9()（）:/.&?=+ -]{1,20}$/u);
    const dimension = fc.constantFrom(...dimensionSchema.options.filter((name) => name !== 'period'));
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/),
        fc.option(fc.constantFrom('2026', '2023-01..2026-10'), { nil: undefined }),
        fc.uniqueArray(dimension, { maxLength: 2 }),
        fc.dictionary(dimension, fc.array(code, { minLength: 1, maxLength: 3 }), { maxKeys: 3 }),
        (metric, period, by, filters) => {
          const query = {
            metric,
            ...(by.length > 0 ? { by } : {}),
            ...(period === undefined ? {} : { period }),
            ...(Object.keys(filters).length > 0 ? { filters } : {}),
          };
          expect(queryOf(keyOf(query))).toEqual({
            ...query,
            ...('filters' in query ? { filters: { ...filters } } : {}),
          });
        },
      ),
    );
  });

  it('is refused when the address holds something else', () => {
    expect(queryOf('../etc/passwd')).toBeNull();
    expect(queryOf('general_revenue?colour=red')).toBeNull();
    expect(queryOf('general_revenue?by=colour')).toBeNull();
    expect(queryOf('')).toBeNull();
  });

  it('narrows to one row of its answer', () => {
    expect(
      rowQuery(
        { metric: 'm', by: ['department', 'period'], filters: { area: ['330300-CL'] } },
        fakeRow(1, { department: '101', period: '2026-09' }),
      ),
    ).toEqual({ metric: 'm', period: '2026-09', filters: { area: ['330300-CL'], department: ['101'] } });
  });

  it('stays open on a dimension the row does not have', () => {
    expect(rowQuery({ metric: 'm', by: ['department'] }, fakeRow(1))).toEqual({
      metric: 'm',
      by: ['department'],
    });
  });
});
