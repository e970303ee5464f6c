import { describe, expect, it } from 'vitest';
import type { CityMap } from '../../api/contracts/map.ts';
import { boundariesOf } from './boundaries.ts';

const ring = (west: number, south: number): [number, number][] => [
  [west, south],
  [west + 1, south],
  [west + 1, south + 1],
  [west, south],
];
const map: CityMap = {
  type: 'FeatureCollection',
  approvalNumber: '示例',
  features: [
    {
      type: 'Feature',
      properties: { code: '330302' },
      geometry: { type: 'Polygon', coordinates: [ring(0, 59.5)] },
    },
    {
      type: 'Feature',
      properties: { code: '330305' },
      geometry: { type: 'MultiPolygon', coordinates: [[ring(1, 59.5)], [ring(3, 59.5)]] },
    },
  ],
};

describe('boundaries', () => {
  it('keep their shape: a degree of longitude is half as long at sixty degrees', () => {
    const { width, height } = boundariesOf(map, 400);
    expect(width).toBe(400);
    expect(height).toBeCloseTo(200, 0);
  });

  it('lie north up, islands in one outline with their area', () => {
    const [first, second] = boundariesOf(map, 400).outlines;
    expect(first?.path.startsWith('M0.00 200')).toBe(true);
    expect(first?.path.endsWith('Z')).toBe(true);
    expect(second?.path.match(/M/g)).toHaveLength(2);
  });
});
