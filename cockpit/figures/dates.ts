import { texts } from '../locale/texts.ts';

/** Time is told in the city's own zone, wherever the browser stands. */
const timeZone = 'Asia/Shanghai';

const clock = new Intl.DateTimeFormat('zh-CN', {
  timeZone,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const stamp = new Intl.DateTimeFormat('sv-SE', {
  timeZone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** `14:03:22` */
export const formatClock = (milliseconds: number): string => clock.format(milliseconds);

/** `2026-11-03 14:03` from an ISO date and time. */
export const formatStamp = (iso: string): string => stamp.format(Date.parse(iso));

/** `2026-10-31` as `2026年10月31日`. */
export function formatDay(date: string | null): string {
  const [year, month, day] = (date ?? '').split('-').map(Number);
  return year === undefined || month === undefined || day === undefined
    ? texts.figures.missing
    : texts.periods.day(year, month, day);
}

interface Month {
  readonly year: number;
  readonly month: number;
}

/** Reads `2026-10` and `2026-10-01` alike. */
export function monthOf(text: string): Month | null {
  const found = /^(\d{4})-(\d{2})/.exec(text);
  return found === null ? null : { year: Number(found[1]), month: Number(found[2]) };
}

/** `2026年1—10月`, `2026年10月`, `2026年` or `2023年1月—2026年10月`. */
export function formatPeriod(period: { readonly from: string; readonly to: string } | null): string {
  const from = period === null ? null : monthOf(period.from);
  const to = period === null ? null : monthOf(period.to);
  if (from === null || to === null) return texts.periods.undated;
  if (from.year !== to.year) return texts.periods.span(from.year, from.month, to.year, to.month);
  if (from.month === to.month) return texts.periods.month(to.year, to.month);
  if (from.month === 1 && to.month === 12) return texts.periods.year(to.year);
  return texts.periods.months(to.year, from.month, to.month);
}

/** `2026年` or `2021—2025年`. */
export function formatYears(from: number | undefined, to: number | undefined): string {
  if (from === undefined || to === undefined) return texts.periods.undated;
  return from === to ? texts.periods.year(to) : texts.periods.years(from, to);
}

const pad = (month: number): string => String(month).padStart(2, '0');

/** The same months of the year before, as a period of the API. */
export function yearBefore(period: { readonly from: string; readonly to: string } | null): string | null {
  const from = period === null ? null : monthOf(period.from);
  const to = period === null ? null : monthOf(period.to);
  if (from === null || to === null) return null;
  const first = `${from.year - 1}-${pad(from.month)}`;
  const last = `${to.year - 1}-${pad(to.month)}`;
  return first === last ? first : `${first}..${last}`;
}

/** The months of this year to date and of the years before it: `2023-01..2026-10`. */
export function yearsTo(asOf: string, years: number): string | null {
  const month = monthOf(asOf);
  return month === null ? null : `${month.year - years + 1}-01..${month.year}-${pad(month.month)}`;
}

/** `12 秒`, `3 分 20 秒`, `2 小时 5 分`, `4 天`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000));
  if (seconds < 60) return texts.durations.seconds(seconds);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return texts.durations.minutes(minutes, seconds % 60);
  const hours = Math.floor(minutes / 60);
  return hours < 48
    ? texts.durations.hours(hours, minutes % 60)
    : texts.durations.days(Math.floor(hours / 24));
}
