import { describe, expect, it } from 'vitest';
import { numbers } from '../table.ts';
import { correlation, type CorrelationKind } from './correlate.ts';
import { pValue } from './p-values.ts';

const p = (x: readonly number[], y: readonly number[], kind: CorrelationKind): number =>
  pValue(correlation(numbers(x), numbers(y), kind), x, y, kind);

// Hollander & Wolfe (1973), the example of R's help page of cor.test.
const quality = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1];
const protein = [2.6, 3.1, 2.5, 5, 3.6, 4, 5.2, 2.8, 3.8];

describe('p values are those of R’s cor.test', () => {
  it('on the example of its help page', () => {
    expect(p(quality, protein, 'kendall')).toBeCloseTo(0.1194, 4);
    expect(p(quality, protein, 'spearman')).toBeCloseTo(0.0968, 4);
    expect(p(quality, protein, 'pearson')).toBeCloseTo(0.1082, 4);
  });

  it('exactly, by counting orderings: of three values two orderings of six are monotone', () => {
    expect(p([1, 2, 3], [4, 5, 6], 'kendall')).toBeCloseTo(2 / 6, 12);
    expect(p([1, 2, 3], [4, 5, 6], 'spearman')).toBeCloseTo(2 / 6, 12);
    expect(p([1, 2, 3, 4], [4, 3, 2, 1], 'kendall')).toBeCloseTo(2 / 24, 12);
    expect(p([1, 2, 3, 4], [4, 3, 2, 1], 'spearman')).toBeCloseTo(2 / 24, 12);
  });

  it('keeps the digits of a very small tail on both sides', () => {
    const x = Array.from({ length: 40 }, (_, at) => at);
    const up = x.map((value) => (value === 39 ? 38 : value === 38 ? 39 : value));
    for (const kind of ['kendall', 'spearman'] as const) {
      const [rising, falling] = [p(x, up, kind), p(x, [...up].reverse(), kind)];
      expect(rising).toBeGreaterThanOrEqual(0);
      expect(rising).toBeLessThan(1e-8);
      expect(falling).toBeLessThan(1e-8);
    }
  });

  it('goes over to approximations where there are ties, with the variance they leave', () => {
    // tau-b is 0.894; by the tied variance z is 2.089.
    expect(p([1, 2, 3, 4, 5], [1, 1, 2, 2, 3], 'kendall')).toBeCloseTo(0.0367, 3);
    expect(p([1, 2, 3, 4, 5], [1, 1, 2, 2, 3], 'spearman')).toBeLessThan(0.02);
  });

  it('says nothing of two pairs, or without spread', () => {
    expect(p([1, 2], [1, 2], 'kendall')).toBeNaN();
    expect(p([1, 1, 1], [1, 2, 3], 'spearman')).toBeNaN();
  });
});
