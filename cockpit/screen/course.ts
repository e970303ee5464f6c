import { readGrowth, readPoints } from '../figures/format.ts';

/** Behind or ahead of time as it is written: what rounds to nothing is level. Null where it is not known. */
export function courseOf(points: number | null): 'behind' | 'ahead' | 'level' | null {
  if (points === null) return null;
  if (readPoints(points).text === readGrowth(0).text) return 'level';
  return points < 0 ? 'behind' : 'ahead';
}
