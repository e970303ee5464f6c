import type { Origin } from '../../api/contracts/builds.ts';

/**
 * fresh: of the current build, server in reach · refreshing: being asked, old figures stay · late: the
 * department's data are older than they may be · stale: the server was not heard of for a while · failed: the
 * last request for this tile failed · empty: there is nothing to show.
 */
export type TileState = 'fresh' | 'refreshing' | 'late' | 'stale' | 'failed' | 'empty';

/** Without an answer for this long the screen says so: two polls missed and a little more, milliseconds. */
export const staleAfter = 45_000;

/** Monthly data are due by the middle of the following month, days after the last day they speak of. */
export const lateAfterDays = 45;

const day = 86_400_000;

/** What one answer contributes to its tile. */
export interface TilePart {
  readonly loading: boolean;
  readonly failed: boolean;
  /** Some row holds a value. */
  readonly hasValues: boolean;
  /** An answer arrived, with values or without. */
  readonly answered: boolean;
  readonly asOf: string | null;
  readonly origins: readonly Origin[];
}

/** Days between the end of `asOf` in Asia/Shanghai and now. */
export const daysOld = (asOf: string, now: number): number =>
  Math.floor((now - Date.parse(`${asOf}T23:59:59+08:00`)) / day);

/** Generated figures are nobody's delivery, so they cannot be late. */
export const isLate = (asOf: string | null, origins: readonly Origin[], now: number): boolean =>
  asOf !== null && origins.includes('delivered') && daysOld(asOf, now) > lateAfterDays;

export const isStale = (contactAt: number | null, startedAt: number, now: number): boolean =>
  now - (contactAt ?? startedAt) > staleAfter;

/** The state of a tile made of several answers: the gravest counts. */
export function tileState(parts: readonly TilePart[], stale: boolean, now: number): TileState {
  const answered = parts.some((part) => part.answered);
  if (stale) return answered ? 'stale' : 'failed';
  if (parts.some((part) => part.failed)) return 'failed';
  if (parts.length === 0 || parts.some((part) => part.loading || !part.answered)) return 'refreshing';
  if (!parts.some((part) => part.hasValues)) return 'empty';
  return parts.some((part) => isLate(part.asOf, part.origins, now)) ? 'late' : 'fresh';
}
