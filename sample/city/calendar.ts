/** The sample's own clock: it never looks at the real one. */
export const sampleToday = '2026-11-05';
/** Last day the departments have reported on. */
export const completeTo = '2026-10-31';

export const years = [2021, 2022, 2023, 2024, 2025, 2026] as const;
export const lastYear = 2026;
export const lastMonthOfLastYear = 10;

/** Months of a year for which there are data. */
export function monthsOf(year: number): readonly number[] {
  const count = year === lastYear ? lastMonthOfLastYear : 12;
  return Array.from({ length: count }, (_, index) => index + 1);
}

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));

/** `2026-03` */
export const monthText = (year: number, month: number): string => `${year}-${two(month)}`;

/** `2026-03-05` */
export const dateText = (year: number, month: number, day: number): string =>
  `${year}-${two(month)}-${two(day)}`;

export function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** 0 Sunday … 6 Saturday. */
export function weekday(year: number, month: number, day: number): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** First and last day of the Spring Festival holiday; the other holidays are on fixed dates. */
const springFestival: Readonly<Record<number, readonly [string, string]>> = {
  2021: ['2021-02-11', '2021-02-17'],
  2022: ['2022-01-31', '2022-02-06'],
  2023: ['2023-01-21', '2023-01-27'],
  2024: ['2024-02-10', '2024-02-17'],
  2025: ['2025-01-28', '2025-02-04'],
  2026: ['2026-02-15', '2026-02-23'],
};

function isHoliday(year: number, month: number, day: number): boolean {
  if (month === 10 && day <= 7) return true;
  if (month === 1 && day === 1) return true;
  if (month === 5 && day <= 3) return true;
  const festival = springFestival[year];
  const date = dateText(year, month, day);
  return festival !== undefined && date >= festival[0] && date <= festival[1];
}

/** Days on which a treasury pays. Make-up working days at weekends are left out: no payment falls on a weekend. */
export function workingDays(year: number, month: number): readonly number[] {
  return Array.from({ length: daysIn(year, month) }, (_, index) => index + 1).filter((day) => {
    const name = weekday(year, month, day);
    return name !== 0 && name !== 6 && !isHoliday(year, month, day);
  });
}
