import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { squarify } from './squarify.ts';

const weightOf = (weight: number): number => weight;

describe('squarify', () => {
  it('lays the example of the paper', () => {
    const cells = squarify([6, 6, 4, 3, 2, 2, 1], weightOf, 6, 4);
    expect(cells.map(({ item }) => item)).toEqual([6, 6, 4, 3, 2, 2, 1]);
    expect(cells[0]).toMatchObject({ x: 0, y: 0, width: 3, height: 2 });
    expect(cells[1]).toMatchObject({ x: 0, y: 2, width: 3, height: 2 });
    expect(cells[2]?.width).toBeCloseTo(12 / 7, 9);
  });

  it('gives each weight its share, inside of the box and over no other', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(
        weights,
        fc.integer({ min: 50, max: 900 }),
        fc.integer({ min: 50, max: 900 }),
        (all, w, h) => {
          const cells = squarify(all, weightOf, w, h);
          const total = all.reduce((sum, one) => sum + one, 0);
          expect(cells).toHaveLength(all.filter((one) => one > 0).length);
          for (const cell of cells) {
            expect(cell.width * cell.height).toBeCloseTo((cell.item / total) * w * h, 4);
            expect(cell.x).toBeGreaterThanOrEqual(-1e-6);
            expect(cell.x + cell.width).toBeLessThanOrEqual(w + 1e-6);
            expect(cell.y + cell.height).toBeLessThanOrEqual(h + 1e-6);
          }
          for (const [index, one] of cells.entries())
            for (const other of cells.slice(index + 1)) {
              const wide = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
              const high = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
              expect(Math.min(wide, high)).toBeLessThanOrEqual(1e-6);
            }
        },
      ),
    );
  });

  it('draws nothing of nothing', () => {
    expect(squarify([0, 0], weightOf, 10, 10)).toEqual([]);
    expect(squarify([1], weightOf, 0, 10)).toEqual([]);
  });
});
