import { describe, expect, it } from 'vitest';
import { behind, debtUsed, decemberShare, landSchedule } from '../../cockpit/screen/thresholds.ts';
import { metrics } from '../../warehouse/metrics/registry.ts';
import { judgedMetrics } from '../../warehouse/metrics/thresholds.ts';
import { warningRules } from '../../warehouse/warnings/registry.ts';

const thresholdsOf = (id: string) => {
  const { yellow, red } = metrics.get(id)?.thresholds ?? {};
  return { yellow, red };
};

describe('thresholds', () => {
  it('colour the wall where the rules begin to warn', () => {
    expect(thresholdsOf('expenditure_progress_gap')).toEqual(behind);
    expect(thresholdsOf('key_project_progress_gap')).toEqual(behind);
    expect(thresholdsOf('expenditure_december_share')).toEqual(decemberShare);
    expect(thresholdsOf('debt_limit_used')).toEqual(debtUsed);
    expect(thresholdsOf('land_revenue_schedule_rate')).toEqual(landSchedule);
  });

  it.each(judgedMetrics)('of %s are those of a rule there is', (id) => {
    const thresholds = metrics.get(id)?.thresholds;
    expect(thresholds).not.toBeNull();
    expect(warningRules.has(thresholds?.rule ?? '')).toBe(true);
  });
});
