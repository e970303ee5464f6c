import type { HexTile } from './hex-layout.ts';

/**
 * Where a county's name stands: over its topmost tiles. Of several stretches in that row it is the longest, since
 * between two of them may lie another county's tiles; over a stretch there is always water.
 */
export function captionOver(own: readonly Pick<HexTile, 'x' | 'y'>[]): {
  readonly x: number;
  readonly y: number;
} {
  const y = Math.min(...own.map((tile) => tile.y));
  const row = own
    .filter((tile) => tile.y === y)
    .map(({ x }) => x)
    .sort((a, b) => a - b);
  const stretches: number[][] = [];
  for (const x of row) {
    const last = stretches.at(-1);
    if (last !== undefined && x - (last.at(-1) ?? NaN) < 1.5) last.push(x);
    else stretches.push([x]);
  }
  const longest = stretches.reduce((a, b) => (b.length > a.length ? b : a), []);
  return { x: longest.reduce((sum, x) => sum + x, 0) / longest.length, y };
}
