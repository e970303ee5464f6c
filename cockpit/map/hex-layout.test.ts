import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexLayout, neighbours, pushedApart, type Cluster, type HexLayout } from './hex-layout.ts';

const cluster = (code: string, longitude: number, latitude: number, size: number): Cluster => ({
  code,
  longitude,
  latitude,
  members: Array.from({ length: size }, (_, at) => `${code}${at}`),
});
const anyClusters = fc
  .array(
    fc.tuple(
      fc.double({ min: 119, max: 121, noNaN: true }),
      fc.double({ min: 27, max: 28, noNaN: true }),
      fc.integer({ min: 0, max: 20 }),
    ),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((all) => all.map(([longitude, latitude, size], at) => cluster(`c${at}-`, longitude, latitude, size)));

const touching = (layout: HexLayout, code: string): Set<string> => {
  const at = new Map(layout.tiles.map((tile) => [`${tile.column} ${tile.row}`, tile.cluster]));
  return new Set(
    layout.tiles
      .filter((tile) => tile.cluster === code)
      .flatMap((tile) => neighbours(tile.column, tile.row).flatMap(([c, r]) => at.get(`${c} ${r}`) ?? [])),
  );
};

describe('the cartogram', () => {
  it('gives every township one hexagon of its own, and a county without townships one', () => {
    fc.assert(
      fc.property(anyClusters, (clusters) => {
        const { tiles, width, height } = hexLayout(clusters);
        const codes = clusters.flatMap(({ code, members }) => (members.length === 0 ? [code] : members));
        expect(tiles.map(({ code }) => code).sort()).toEqual([...codes].sort());
        expect(new Set(tiles.map(({ column, row }) => `${column} ${row}`)).size).toBe(tiles.length);
        for (const { x, y } of tiles) {
          expect(x).toBeGreaterThanOrEqual(0.5);
          expect(x).toBeLessThanOrEqual(width - 0.5);
          expect(y).toBeLessThan(height);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('keeps west to the west, islands off the coast, and counties apart', () => {
    const clusters = [
      cluster('w', 119.7, 27.6, 19),
      cluster('c', 120.6, 27.8, 30),
      cluster('i', 120.9, 27.8, 8),
    ];
    const layout = hexLayout(clusters);
    const [west, middle, island] = layout.labels;
    expect(west?.x).toBeLessThan(middle?.x ?? 0);
    expect(middle?.x).toBeLessThan(island?.x ?? 0);
    for (const { code } of clusters) expect(touching(layout, code)).toEqual(new Set([code]));
  });

  it('is the same every time', () => {
    const clusters = [cluster('a', 120, 27, 9), cluster('b', 120.1, 27.1, 9)];
    expect(hexLayout(clusters)).toEqual(hexLayout(clusters));
  });
});

describe('counties that crowd', () => {
  it('are pushed apart until there is water between all of them', () => {
    const discs = pushedApart(
      [
        { x: 0, y: 0, radius: 2 },
        { x: 0, y: 0, radius: 2 },
        { x: 1, y: 0.5, radius: 3 },
        { x: 9, y: 9, radius: 1 },
      ],
      1,
    );
    for (const [one, a] of discs.entries())
      for (const b of discs.slice(one + 1))
        expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(a.radius + b.radius + 1 - 0.01);
    expect(discs[3]).toEqual({ x: 9, y: 9, radius: 1 });
  });

  it('still lie north and west of whom they lay', () => {
    const [north, south, west] = pushedApart(
      [
        { x: 5, y: 4, radius: 3 },
        { x: 5.2, y: 5, radius: 3 },
        { x: 4, y: 4.6, radius: 3 },
      ],
      1,
    );
    expect(north?.y).toBeLessThan(south?.y ?? 0);
    expect(west?.x).toBeLessThan(Math.min(north?.x ?? 0, south?.x ?? 0));
  });
});
