import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatNumber,
  formatSigned,
  readAmount,
  readCount,
  readGrowth,
  readPoints,
  readRatio,
  readRow,
  scaleFor,
  withUnit,
} from './format.ts';

describe('amounts', () => {
  it('choose 亿元, 万元 or 元 by the largest of those shown together', () => {
    expect(scaleFor([1_390_000_000, 5_000, null]).unit).toBe('亿元');
    expect(scaleFor([-25_000_000]).unit).toBe('万元');
    expect(scaleFor([9_999.99]).unit).toBe('元');
    expect(scaleFor([null, undefined]).unit).toBe('元');
  });

  it('have two decimals, groups of three and a true minus', () => {
    expect(readAmount(13_890_000_000)).toEqual({ text: '138.90', suffix: '亿元' });
    expect(readAmount(118_770_000_000)).toEqual({ text: '1,187.70', suffix: '亿元' });
    expect(readAmount(-25_000_000)).toEqual({ text: '−2,500.00', suffix: '万元' });
    expect(readAmount(0)).toEqual({ text: '0.00', suffix: '元' });
  });

  it('stay in the scale they are given', () => {
    expect(readAmount(2_500_000, scaleFor([13_890_000_000]))).toEqual({ text: '0.03', suffix: '亿元' });
  });

  it('never lose a sign or gain one, whatever the amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e15, max: 1e15 }), (fen) => {
        const { text } = readAmount(fen / 100);
        expect(text).toMatch(/^−?\d{1,3}(,\d{3})*\.\d\d$/u);
        expect(text.startsWith('−')).toBe(fen < 0 && /[1-9]/.test(text));
      }),
    );
  });
});

describe('ratios, points and counts', () => {
  it('are written as a person would', () => {
    expect(readRatio(0.531)).toEqual({ text: '53.1', suffix: '%' });
    expect(readGrowth(0.041)).toEqual({ text: '+4.1', suffix: '%' });
    expect(readGrowth(-0.023)).toEqual({ text: '−2.3', suffix: '%' });
    expect(readPoints(-0.3124)).toEqual({ text: '−31.2', suffix: '个百分点' });
    expect(readCount(70_000)).toEqual({ text: '70,000', suffix: '' });
  });

  it('carry no sign where they round to nothing', () => {
    expect(formatNumber(-0.0001, 1)).toBe('0.0');
    expect(formatSigned(0.0001, 1)).toBe('0.0');
    expect(formatSigned(-0.04, 1)).toBe('0.0');
  });

  it('are a dash when nothing is known, without a unit', () => {
    for (const read of [readAmount, readRatio, readGrowth, readPoints, readCount])
      expect(read(null)).toEqual({ text: '—', suffix: '' });
    expect(withUnit(readCount(null), '条')).toEqual({ text: '—', suffix: '' });
    expect(withUnit(readCount(3), '条')).toEqual({ text: '3', suffix: '条' });
  });
});

describe('a row', () => {
  it('is read by the unit of its metric', () => {
    expect(readRow('yuan', { value: 1e9, status: 'ok' }).suffix).toBe('亿元');
    expect(readRow('ratio', { value: 0.1, status: 'ok' }, { signed: true }).text).toBe('+10.0');
    expect(readRow('points', { value: 0.1, status: 'ok' }).suffix).toBe('个百分点');
    expect(readRow('count', { value: 12, status: 'ok' }).text).toBe('12');
  });

  it('tells a missing value from a ratio that cannot be computed', () => {
    expect(readRow('ratio', { value: null, status: 'no_data' }).text).toBe('—');
    expect(readRow('ratio', null).text).toBe('—');
    expect(readRow('ratio', { value: null, status: 'undefined' }).text).toBe('无法计算');
  });
});
