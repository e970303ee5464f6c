import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readMap } from './map-file.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'map-'));
  path = join(folder, 'map.geojson');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const square = [
  [120, 27],
  [121, 27],
  [121, 28],
  [120, 27],
];
const feature = (code: string, ring: readonly (readonly number[])[] = square) => ({
  type: 'Feature',
  properties: { code, name: '鹿城区', extra: 1 },
  geometry: { type: 'Polygon', coordinates: [ring] },
});
const map = (change: object = {}) => ({
  type: 'FeatureCollection',
  approvalNumber: '浙温S（2026）1号',
  features: [feature('330302'), feature('330302001')],
  ...change,
});
const written = async (content: unknown) => {
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return readMap(path);
};

describe('the map of an office', () => {
  test('is not there until it is put there', async () => {
    expect(await readMap(path)).toEqual({ map: null, problem: null });
  });

  test('is read with its approval number, codes and rings', async () => {
    const { map: read, problem } = await written(map());
    expect(problem).toBeNull();
    expect(read?.approvalNumber).toBe('浙温S（2026）1号');
    expect(read?.features.map(({ properties }) => properties.code)).toEqual(['330302', '330302001']);
  });

  test.each([
    ['without 审图号', map({ approvalNumber: ' ' }), /审图号/],
    ['with an open ring', map({ features: [feature('330302', square.with(3, [120, 27.5]))] }), /没有闭合/],
    [
      'with a place off the globe',
      map({ features: [feature('330302', square.with(1, [12_100, 27]))] }),
      /features\.0/,
    ],
    ['with a code twice', map({ features: [feature('330302'), feature('330302')] }), /重复/],
    ['with a code that is none', map({ features: [feature('鹿城')] }), /行政区划代码/],
    ['that is no JSON', '{', /不是 JSON/],
  ])('%s is not shown, and it is said why', async (_, content, why) => {
    const { map: read, problem } = await written(content);
    expect(read).toBeNull();
    expect(problem).toMatch(why);
  });
});
