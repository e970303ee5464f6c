import { describe, expect, it } from 'vitest';
import { decemberShare, landSchedule, severityAbove, severityBelow, severityOf } from './thresholds.ts';

describe('what calls for somebody', () => {
  it('is what is behind by more than ten and twenty points', () => {
    expect([null, 0, -0.1, -0.15, -0.21].map(severityOf)).toEqual([null, null, null, 'notice', 'severe']);
  });

  it('is what passes a ceiling or falls below a floor, not what stands on it', () => {
    expect([null, 0.25, 0.3, 0.6].map((share) => severityAbove(share, decemberShare))).toEqual([
      null,
      null,
      'notice',
      'severe',
    ]);
    expect([null, 0.8, 0.7, 0.5].map((rate) => severityBelow(rate, landSchedule))).toEqual([
      null,
      null,
      'notice',
      'severe',
    ]);
  });
});
