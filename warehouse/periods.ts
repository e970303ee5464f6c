/** How often a dataset is due, and what its periods are counted in. */
export type Rhythm = 'monthly' | 'quarterly' | 'yearly';

/** A month, quarter or year. `index` counts them through, so that the next one is `index + 1`. */
export interface Period {
  readonly rhythm: Rhythm;
  readonly index: number;
}

const perYear: Readonly<Record<Rhythm, number>> = { monthly: 12, quarterly: 4, yearly: 1 };

/** Reads `2026-03`, `2026-Q1` or `2026`; null for anything else. */
export function parsePeriod(text: string): Period | null {
  const found = /^(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?$/.exec(text);
  if (!found) return null;
  const year = Number(found[1]);
  if (found[2] !== undefined) return { rhythm: 'monthly', index: year * 12 + Number(found[2]) - 1 };
  if (found[3] !== undefined) return { rhythm: 'quarterly', index: year * 4 + Number(found[3]) - 1 };
  return { rhythm: 'yearly', index: year };
}

/** `2026-03`, `2026-Q1`, `2026` */
export function periodText({ rhythm, index }: Period): string {
  if (rhythm === 'yearly') return String(index);
  const year = Math.floor(index / perYear[rhythm]);
  const part = (index % perYear[rhythm]) + 1;
  return rhythm === 'monthly' ? `${year}-${String(part).padStart(2, '0')}` : `${year}-Q${part}`;
}

/** The same period of the year before. */
export function yearBefore({ rhythm, index }: Period): Period {
  return { rhythm, index: index - perYear[rhythm] };
}

/** Last calendar day of the period, `2026-03-31`. */
export function lastDayOf({ rhythm, index }: Period): string {
  const months = 12 / perYear[rhythm];
  const end = (index + 1) * months;
  return new Date(Date.UTC(Math.floor(end / 12), end % 12, 0)).toISOString().slice(0, 10);
}

/** The period of this rhythm that holds a day. */
export function periodOf(day: string, rhythm: Rhythm): Period {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  return { rhythm, index: Math.floor(months / (12 / perYear[rhythm])) };
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/**
 * A partition's key as a period and what else it is of: `2026/approved/general` is 2026 of `…/approved/general`.
 * Null when it names no period.
 */
export function periodInKey(key: string): { readonly series: string; readonly period: Period } | null {
  const parts = key.split('/');
  for (const [place, part] of parts.entries()) {
    const period = parsePeriod(part);
    if (period) return { series: parts.with(place, '…').join('/'), period };
  }
  return null;
}
