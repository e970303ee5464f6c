import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion, apportionIn, sum, wanNumber, yuanText } from './apportion.ts';

const weights = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });
const positive = weights.filter((list) => list.some((weight) => weight > 1e-6));
/** Up to 100 000 亿元 in fen. */
const total = fc.integer({ min: -1e15, max: 1e15 });

describe('apportion', () => {
  it('splits any total into whole parts that add up exactly', () => {
    fc.assert(
      fc.property(total, positive, (amount, list) => {
        const parts = apportion(amount, list);
        expect(parts).toHaveLength(list.length);
        expect(parts.every(Number.isSafeInteger)).toBe(true);
        expect(sum(parts)).toBe(amount);
      }),
    );
  });

  it('stays within one fen of the exact share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), positive, (amount, list) => {
        const whole = list.reduce((all, weight) => all + weight, 0);
        for (const [index, part] of apportion(amount, list).entries())
          expect(Math.abs(part - (amount * (list[index] ?? 0)) / whole)).toBeLessThan(1 + 1e-6);
      }),
    );
  });

  it('gives nothing to a weight of zero', () => {
    expect(apportion(100, [0, 3, 0])).toEqual([0, 100, 0]);
  });

  it('refuses weights that are all zero and totals that are not whole', () => {
    expect(() => apportion(5, [0, 0])).toThrow(RangeError);
    expect(() => apportion(0.5, [1])).toThrow(RangeError);
    expect(() => apportion(5, [-1, 2])).toThrow(RangeError);
  });

  it('splits in whole multiples of a grain', () => {
    const parts = apportionIn(10_000, 1_000_000, [1, 1, 1]);
    expect(sum(parts)).toBe(1_000_000);
    expect(parts.every((part) => part % 10_000 === 0)).toBe(true);
  });
});

describe('amounts as text', () => {
  it('writes fen as yuan', () => {
    expect([yuanText(5), yuanText(-123_450), yuanText(0)]).toEqual(['0.05', '-1234.50', '0.00']);
  });

  it('writes 万元 whose shortest text is exact to the fen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e14 }), (fen) => {
        const [whole = '', rest = ''] = wanNumber(fen).toString().split('.');
        expect(BigInt(whole) * 1_000_000n + BigInt(rest.padEnd(6, '0'))).toBe(BigInt(fen));
      }),
    );
  });
});
