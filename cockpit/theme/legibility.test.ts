import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anglesOf, heightAt, leastArcMinutes, readableFrom, smallestType } from './legibility.ts';

it('sixteen minutes of arc are 4.65 mm a metre', () => {
  expect(heightAt(1)).toBeCloseTo(4.654, 3);
  expect(heightAt(12)).toBeCloseTo(55.85, 2);
});

it('a metre farther away wants type a metre’s share larger', () => {
  // 4K on 4.8 m: a pixel is 1.25 mm.
  expect(smallestType(6, 1.25)).toBeCloseTo(30.48, 2);
  expect(smallestType(12, 1.25)).toBeCloseTo(60.956, 2);
});

it('the three sums agree', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.5, max: 40, noNaN: true }),
      fc.double({ min: 0.1, max: 10, noNaN: true }),
      (metres, pitch) => {
        const pixels = smallestType(metres, pitch);
        expect(readableFrom(pixels, pitch)).toBeCloseTo(metres, 6);
        expect(anglesOf(pixels, pitch, metres)).toBeCloseTo(leastArcMinutes, 6);
      },
    ),
  );
});
