import { describe, expect, it } from 'vitest';
import { severityOf } from './thresholds.ts';

const judged = (yellow: number, red: number) => ({ thresholds: { rule: null, yellow, red } });

describe('what calls for somebody', () => {
  it('is what falls behind where less is worse', () => {
    const gap = judged(-0.1, -0.2);
    expect([null, 0.3, 0, -0.1, -0.1001, -0.2, -0.2001].map((value) => severityOf(gap, value))).toEqual([
      null,
      null,
      null,
      null,
      'notice',
      'notice',
      'severe',
    ]);
  });

  it('is what passes its ceiling where more is worse, not what stands on it', () => {
    const share = judged(0.25, 0.5);
    expect([0.25, 0.3, 0.5, 0.6].map((value) => severityOf(share, value))).toEqual([
      null,
      'notice',
      'notice',
      'severe',
    ]);
  });

  it('is nothing of a metric that nothing judges, or that is not known yet', () => {
    expect(severityOf({ thresholds: null }, -1)).toBeNull();
    expect(severityOf(null, -1)).toBeNull();
  });
});
