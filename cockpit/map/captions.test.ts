import { expect, it } from 'vitest';
import { captionOver } from './captions.ts';
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
