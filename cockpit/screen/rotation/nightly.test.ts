import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextNightly } from './nightly.ts';

const at = (text: string): number => Date.parse(`${text}+08:00`);

it.each([
  ['in the afternoon', '2026-11-03T15:00', '2026-11-03T08:00', '2026-11-04T04:30'],
  ['before four', '2026-11-04T02:00', '2026-11-03T08:00', '2026-11-04T04:30'],
  ['after that hour', '2026-11-04T05:00', '2026-11-03T08:00', '2026-11-05T04:30'],
  ['in a page that is young', '2026-11-04T02:00', '2026-11-04T01:00', '2026-11-05T04:30'],
])('%s the next reload is the next one at half past four', (_, now, started, expected) => {
  expect(nextNightly(at(now), at(started), 0.5)).toBe(at(expected));
});

it('is always ahead, by no more than a day and six hours, and between four and five', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4_000_000_000_000 }),
      fc.integer({ min: 0, max: 100_000_000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (now, age, spread) => {
        const next = nextNightly(now, now - age, spread);
        expect(next).toBeGreaterThanOrEqual(now);
        expect(next - now).toBeLessThanOrEqual(30 * 3_600_000);
        expect(Math.floor((next / 3_600_000 + 8) % 24)).toBe(4);
      },
    ),
  );
});
