import { describe, expect, it } from 'vitest';
import {
  formatClock,
  formatDay,
  formatDuration,
  formatPeriod,
  formatStamp,
  formatYears,
  yearBefore,
  yearsTo,
} from './dates.ts';

describe('periods', () => {
  it('are written the short way', () => {
    expect(formatPeriod({ from: '2026-01', to: '2026-10' })).toBe('2026年1—10月');
    expect(formatPeriod({ from: '2026-10', to: '2026-10' })).toBe('2026年10月');
    expect(formatPeriod({ from: '2025-01-01', to: '2025-12-31' })).toBe('2025年');
    expect(formatPeriod({ from: '2023-01', to: '2026-10' })).toBe('2023年1月—2026年10月');
    expect(formatPeriod(null)).toBe('当前');
  });

  it('know the same months of the year before', () => {
    expect(yearBefore({ from: '2026-01', to: '2026-10' })).toBe('2025-01..2025-10');
    expect(yearBefore({ from: '2026-03', to: '2026-03' })).toBe('2025-03');
    expect(yearBefore(null)).toBeNull();
  });

  it('span whole years up to the month of the data', () => {
    expect(yearsTo('2026-10-31', 4)).toBe('2023-01..2026-10');
    expect(yearsTo('soon', 4)).toBeNull();
  });
});

describe('clocks', () => {
  it('show the time of Asia/Shanghai', () => {
    expect(formatClock(Date.parse('2026-11-03T00:05:09Z'))).toBe('08:05:09');
    expect(formatStamp('2026-11-02T16:30:00Z')).toBe('2026-11-03 00:30');
  });

  it('show days and durations in words', () => {
    expect(formatDay('2026-10-31')).toBe('2026年10月31日');
    expect(formatDay(null)).toBe('—');
    expect(formatDuration(12_000)).toBe('12 秒');
    expect(formatDuration(200_000)).toBe('3 分 20 秒');
    expect(formatDuration(7_500_000)).toBe('2 小时 5 分');
    expect(formatDuration(400_000_000)).toBe('4 天');
    expect(formatDuration(-5)).toBe('0 秒');
  });
});

it('names one year or the span of several', () => {
  expect(formatYears(2026, 2026)).toBe('2026年');
  expect(formatYears(2021, 2025)).toBe('2021—2025年');
  expect(formatYears(undefined, undefined)).toBe('当前');
});
