import type { HexTile } from './hex-layout.ts';

/** A stretch between two tiles, in hexagons. */
export interface Edge {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

const side = 1 / Math.sqrt(3);
/** Centres of neighbours are one apart; what is farther by a hair is no neighbour. */
const near = 1.02;

/** The edges where two counties touch: drawn wider than those between townships, so that counties stay apart. Pure. */
export function bordersOf(tiles: readonly Pick<HexTile, 'x' | 'y' | 'cluster'>[]): readonly Edge[] {
  return tiles.flatMap((one, index) =>
    tiles.slice(index + 1).flatMap((other): Edge[] => {
      const [dx, dy] = [other.x - one.x, other.y - one.y];
      if (one.cluster === other.cluster || Math.hypot(dx, dy) > near) return [];
      const [x, y] = [one.x + dx / 2, one.y + dy / 2];
      const [ex, ey] = [(-dy * side) / 2, (dx * side) / 2];
      return [{ x1: x - ex, y1: y - ey, x2: x + ex, y2: y + ey }];
    }),
  );
}
