import { describe, expect, it } from 'vitest';
import { widthOf } from '../figures/text-width.ts';
import { fittingParts } from './caption.ts';

describe('a caption', () => {
  const parts = ['2026年1—10月', '亿元', '市本级', '15/60'];

  it('keeps what fits and leaves out the rest from the end on', () => {
    expect(fittingParts(parts, ' · ', 40)).toEqual(parts);
    expect(fittingParts(parts, ' · ', 12)).toEqual(['2026年1—10月', '亿元']);
  });

  it('always says the period, and everything while its room is not known', () => {
    expect(fittingParts(parts, ' · ', 2)).toEqual(['2026年1—10月']);
    expect(fittingParts(parts, ' · ', 0)).toEqual(parts);
  });

  it('takes a hanzi for one em and a digit for little more than a half', () => {
    expect(widthOf('亿元')).toBe(2);
    expect(widthOf('2026')).toBeCloseTo(2.32, 9);
  });
});
