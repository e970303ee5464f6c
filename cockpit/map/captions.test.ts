import { expect, it } from 'vitest';
import { captionOver, placeCaptions } from './captions.ts';
import { hexLayout } from './hex-layout.ts';

it("puts a county's name over its own topmost tiles, never over another county's between them", () => {
  const places = [
    { x: 1, y: 2 },
    { x: 6, y: 2 },
    { x: 5, y: 2 },
    { x: 3, y: 3 },
  ];
  expect(captionOver(places)).toEqual({ x: 5.5, y: 2 });
  expect(captionOver(places.slice(0, 1))).toEqual({ x: 1, y: 2 });
});

it('keeps the names clear of all tiles where one county lies round another', () => {
  const cluster = (code: string, longitude: number, latitude: number, size: number) => ({
    code,
    longitude,
    latitude,
    members: Array.from({ length: size }, (_, at) => `${code}${at}`),
  });
  const { tiles } = hexLayout([
    cluster('inner', 120.6, 28.01, 13),
    cluster('ring', 120.61, 27.99, 14),
    cluster('far', 119.7, 27.5, 19),
  ]);
  for (const code of ['inner', 'ring', 'far']) {
    const { x, y } = captionOver(tiles.filter(({ cluster: own }) => own === code));
    const above = y - Math.sqrt(3) / 2;
    expect(tiles.filter((tile) => Math.abs(tile.y - above) < 0.1 && Math.abs(tile.x - x) < 0.6)).toEqual([]);
  }
});

/** As the counties of a coastal city lie: two centres almost on one spot, one county without townships. */
const coast: readonly (readonly [string, number, number, number])[] = [
  ['a', 120.67, 28.0, 14],
  ['b', 120.76, 27.97, 10],
  ['c', 120.64, 28.01, 13],
  ['d', 121.16, 27.84, 8],
  ['e', 120.97, 28.12, 25],
  ['f', 120.65, 27.78, 23],
  ['g', 120.69, 28.15, 22],
  ['h', 120.56, 27.67, 16],
  ['i', 120.41, 27.51, 18],
  ['j', 120.09, 27.79, 17],
  ['k', 119.72, 27.56, 19],
  ['l', 120.55, 27.58, 0],
];

it('keeps the names of twelve counties off all tiles and off each other', () => {
  const layout = hexLayout(
    coast.map(([code, longitude, latitude, size]) => ({
      code,
      longitude,
      latitude,
      members: Array.from({ length: size }, (_, at) => `${code}${at}`),
    })),
    1.6,
    1.2,
  );
  const letter = 0.65;
  const width = 5 * letter;
  const placed = placeCaptions(
    coast.map(([cluster]) => ({ cluster, width })),
    layout.tiles,
    letter,
    { left: -0.6, right: layout.width + 0.6, top: -1.3, bottom: layout.height + 0.2 },
  );
  expect(placed.map(({ cluster }) => cluster)).toEqual(coast.map(([code]) => code));
  for (const { cluster, x, y } of placed) {
    // A hexagon's inner circle, and the letters without their room.
    const onTile = layout.tiles.filter((tile) => {
      const wide = Math.max(0, Math.abs(tile.x - x) - width / 2);
      const high = Math.max(0, y - letter * 0.8 - tile.y, tile.y - y);
      return Math.hypot(wide, high) < 0.47;
    });
    expect(onTile, cluster).toEqual([]);
    const onName = placed.filter(
      (other) =>
        other.cluster !== cluster && Math.abs(other.x - x) < width && Math.abs(other.y - y) < letter * 1.2,
    );
    expect(onName, cluster).toEqual([]);
  }
});
