import { describe, expect, it } from 'vitest';
import { metrics } from '../../warehouse/metrics/registry.ts';
import { judgedMetrics } from '../../warehouse/metrics/thresholds.ts';
import { warningRules } from '../../warehouse/warnings/registry.ts';

describe('thresholds', () => {
  it.each(judgedMetrics)('of %s are those of a rule there is', (id) => {
    const thresholds = metrics.get(id)?.thresholds;
    expect(thresholds).not.toBeNull();
    expect(warningRules.has(thresholds?.rule ?? '')).toBe(true);
  });

  it('are of metrics there are, and no two of one metric are equal', () => {
    const all = [...metrics.values()].flatMap(({ thresholds }) => (thresholds === null ? [] : [thresholds]));
    expect(all.length).toBeGreaterThan(judgedMetrics.length);
    expect(all.filter(({ yellow, red }) => yellow === red)).toEqual([]);
  });
});
