import fc from 'fast-check';
import { createTask } from 'node-cron';
import { expect, test } from 'vitest';
import { lastDue, minuteName, nextDue, timezone } from './due.ts';

const patterns = ['30 1 * * *', '*/10 * * * *', '0 5 * * 0', '0 8 5 * *'];

test('a moment is due in the offices’ time, whatever the machine’s', () => {
  const at = new Date('2026-11-03T02:00:00Z');
  expect(lastDue('30 1 * * *', at)?.toISOString()).toBe('2026-11-02T17:30:00.000Z');
  expect(nextDue('30 1 * * *', at)?.toISOString()).toBe('2026-11-03T17:30:00.000Z');
  expect(minuteName(new Date('2026-11-02T17:30:00Z'))).toBe('2026-11-03T0130');
});

test('a moment itself is the last one due, and not the next', () => {
  const moment = new Date('2026-11-02T17:30:00Z');
  expect(lastDue('30 1 * * *', moment)).toEqual(moment);
  expect(nextDue('30 1 * * *', moment)?.getTime()).toBe(moment.getTime() + 86_400_000);
});

test('a leap day is found over the years between', () => {
  expect(lastDue('0 0 29 2 *', new Date('2027-11-03T02:00:00Z'))?.toISOString()).toBe(
    '2024-02-28T16:00:00.000Z',
  );
});

test('both neighbours match, and nothing between them does', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...patterns),
      fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
      (pattern, at) => {
        const task = createTask(pattern, () => undefined, { timezone });
        const before = lastDue(pattern, at);
        const after = nextDue(pattern, at);
        expect(before && task.match(before)).toBe(true);
        expect(after && task.match(after)).toBe(true);
        const from = (before?.getTime() ?? 0) + 60_000;
        // A sample of the minutes between: all of a month's would take a second a case.
        for (let minute = from; minute < (after?.getTime() ?? 0); minute += 7 * 60_000)
          expect(task.match(new Date(minute))).toBe(false);
        void task.destroy();
      },
    ),
    { numRuns: 20, endOnFailure: true },
  );
});
