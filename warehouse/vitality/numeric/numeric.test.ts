import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exp, ln, pow } from './elementary.ts';
import { shapeOf, standardDeviation } from './moments.ts';
import { nelderMead } from './nelder-mead.ts';
import { averageRanks, median, quantile, ranksDown, ranksUp } from './order.ts';
import { streamOf } from './random.ts';
import { mean, sum } from './sum.ts';

describe('sums', () => {
  it('do not lose small parts beside great ones', () => {
    expect(sum([1e16, 1, 1, -1e16])).toBe(2);
    expect(sum([0.1, 0.2, 0.3, -0.6])).toBe(2.7755575615628914e-17); // R: sum(c(.1,.2,.3,-.6))
    expect(mean([1, 2, 4])).toBe(7 / 3);
  });

  it('keep equal shares at exactly one half', () => {
    for (const n of [2, 6, 10, 14, 22, 26]) expect(sum(Array<number>(n / 2).fill(1 / n))).toBe(0.5);
  });

  it('agree with whole-number arithmetic', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 }), { maxLength: 50 }), (values) => {
        expect(sum(values)).toBe(values.reduce((a, b) => a + b, 0));
      }),
    );
  });
});

describe('moments', () => {
  // R 4.2, e1071 type 2: skewness and kurtosis of c(1:10, 30, 100).
  it('are the sample versions G1 and G2', () => {
    const { skew, kurt } = shapeOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 100]);
    expect(skew).toBeCloseTo(3.0632410342394985, 12);
    expect(kurt).toBeCloseTo(9.7413908345691436, 12);
  });

  it('are undefined below 3 and 4 values, and without spread', () => {
    expect(shapeOf([1, 2]).skew).toBeNaN();
    expect(shapeOf([1, 2, 4]).skew).not.toBeNaN();
    expect(shapeOf([1, 2, 4]).kurt).toBeNaN();
    expect(shapeOf([5, 5, 5, 5]).skew).toBeNaN();
    expect(standardDeviation([1])).toBeNaN();
    expect(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(Math.sqrt(32 / 7), 14);
  });
});

describe('order', () => {
  it('gives ties the smaller number', () => {
    expect([...ranksUp([3, 1, 3, 2])]).toEqual([3, 1, 3, 2]);
    expect([...ranksDown([3, 1, 3, NaN, 2])]).toEqual([1, 4, 1, NaN, 3]);
    expect(averageRanks([3, 1, 3, 2])).toEqual([3.5, 1, 3.5, 2]);
  });

  it('takes quantiles of type 7', () => {
    expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75);
    expect(quantile([1, 2, 3, 4, 10], 0.9)).toBeCloseTo(7.6, 12);
    expect(quantile([4, 1], 0)).toBe(1);
    expect(quantile([], 0.5)).toBeNaN();
    expect(median([4, 1, 3])).toBe(3);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});

describe('elementary functions', () => {
  it('agree with the engine’s to the last digits', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (x) => {
        expect(Math.abs(ln(x) - Math.log(x))).toBeLessThanOrEqual(4e-16 * Math.max(1, Math.abs(Math.log(x))));
        expect(Math.abs(exp(ln(x)) / x - 1)).toBeLessThan(1e-14);
        expect(Math.abs(pow(x, 1.5) / Math.pow(x, 1.5) - 1)).toBeLessThan(1e-15);
      }),
    );
  });
});

describe('random numbers', () => {
  it('are the same for the same seed, on every machine', () => {
    const stream = streamOf(42);
    const found = [
      stream.uniform(),
      stream.normal(),
      stream.gamma(2.5),
      stream.gamma(0.3),
      stream.beta(2, 3),
    ];
    expect(found).toEqual([
      0.21629894688206985, -0.9945262403576295, 3.1861929842291863, 0.012718531246308805, 0.48552592462629307,
    ]);
    expect(streamOf(43).uniform()).not.toBe(streamOf(42).uniform());
  });

  it('have the moments of their distributions', () => {
    const stream = streamOf(7);
    const many = <T>(make: () => T) => Array.from({ length: 20_000 }, make);
    const normal = many(() => stream.normal());
    expect(Math.abs(mean(normal))).toBeLessThan(0.03);
    expect(Math.abs(standardDeviation(normal) - 1)).toBeLessThan(0.03);
    for (const shape of [0.4, 1, 7.5]) {
      const gamma = many(() => stream.gamma(shape));
      expect(Math.abs(mean(gamma) - shape)).toBeLessThan(0.05 * Math.max(1, shape));
      expect(Math.abs(standardDeviation(gamma) ** 2 - shape)).toBeLessThan(0.12 * Math.max(1, shape));
    }
    expect(Math.abs(mean(many(() => stream.beta(2, 6))) - 0.25)).toBeLessThan(0.01);
  });
});

describe('the simplex search', () => {
  // R 4.2: optim(c(-1.2, 1), function(x) 100*(x[2]-x[1]^2)^2 + (1-x[1])^2)
  it('takes the steps of R’s optim', () => {
    const found = nelderMead(([x = 0, y = 0]) => 100 * (y - x * x) ** 2 + (1 - x) ** 2, [-1.2, 1], {
      tolerance: Math.sqrt(Number.EPSILON),
      maxEvaluations: 500,
    });
    expect(found.point[0]).toBeCloseTo(1.0002601387256695, 9);
    expect(found.point[1]).toBeCloseTo(1.000505999303765, 9);
    expect(found).toMatchObject({ converged: true, evaluations: 195 });
  });
});
