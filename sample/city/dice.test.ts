import { describe, expect, it } from 'vitest';
import { Dice } from './dice.ts';

const draws = (seed: number, stream: string) => {
  const dice = new Dice(seed, stream);
  return Array.from({ length: 8 }, () => dice.unit());
};

describe('Dice', () => {
  it('repeats itself for the same seed and stream only', () => {
    expect(draws(1, 'tax')).toEqual(draws(1, 'tax'));
    expect(draws(1, 'tax')).not.toEqual(draws(2, 'tax'));
    expect(draws(1, 'tax')).not.toEqual(draws(1, 'audit'));
  });

  it('stays within its bounds', () => {
    const dice = new Dice(5, 'bounds');
    for (let turn = 0; turn < 1_000; turn++) {
      expect(dice.unit()).toBeLessThan(1);
      expect([2, 3, 4]).toContain(dice.whole(2, 4));
      expect(Math.abs(dice.around(0.1) - 1)).toBeLessThanOrEqual(0.1);
    }
  });

  it('cannot pick from nothing', () => {
    expect(() => new Dice(1, 'none').pick([])).toThrow(RangeError);
  });
});
