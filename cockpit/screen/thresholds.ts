/**
 * Where the screen begins to call for somebody. Defaults of supervision practice; points of a ratio behind time
 * progress.
 */
export const behind = { yellow: -0.1, red: -0.2 } as const;

export type Severity = 'severe' | 'notice';

export function severityOf(gap: number | null): Severity | null {
  if (gap === null || gap >= behind.yellow) return null;
  return gap < behind.red ? 'severe' : 'notice';
}

/** Above yellow somebody should look, above red somebody must; what has no red is never severe. */
export interface Ceiling {
  readonly yellow: number;
  readonly red: number;
}

/** December's share of a year's expenditure. */
export const decemberShare: Ceiling = { yellow: 0.25, red: 0.5 };
/** Debt over its limit. */
export const debtUsed: Ceiling = { yellow: 0.95, red: 1 };

export function severityAbove(value: number | null, ceiling: Ceiling): Severity | null {
  if (value === null || value <= ceiling.yellow) return null;
  return value > ceiling.red ? 'severe' : 'notice';
}

/** Liabilities of a state enterprise over its assets: the warning and the control line of state supervision. */
export const liabilities: Ceiling = { yellow: 0.7, red: 0.75 };

/** Below yellow somebody should look, below red somebody must. */
export const landSchedule = { yellow: 0.8, red: 0.6 } as const;

export function severityBelow(
  value: number | null,
  floor: { readonly yellow: number; readonly red: number },
): Severity | null {
  if (value === null || value >= floor.yellow) return null;
  return value < floor.red ? 'severe' : 'notice';
}
