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
