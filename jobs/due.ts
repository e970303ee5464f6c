import { createTask, parse } from 'node-cron';

/** The offices' time. It has known no summer time since 1991, so that a day always has 24 hours. */
export const timezone = 'Asia/Shanghai';
const offsetMs = 8 * 3_600_000;
const minuteMs = 60_000;
const dayMs = 86_400_000;
/** Four years and some: a plan that is due at all is due at least once in them, on 29 February too. */
const farthestDays = 1_500;

/** Minutes of the day on which the pattern may be due, in order. */
function minutesOfDay(pattern: string): readonly number[] {
  const { hour, minute } = parse(pattern);
  return hour.flatMap((h) => minute.map((m) => h * 60 + m)).sort((a, b) => a - b);
}

function search(pattern: string, from: Date, direction: -1 | 1): Date | null {
  const minutes = minutesOfDay(pattern);
  const months = new Set(parse(pattern).month);
  const task = createTask(pattern, () => undefined, { timezone });
  try {
    const firstDay = Math.floor((from.getTime() + offsetMs) / dayMs);
    for (let day = 0; day <= farthestDays; day++) {
      const midnight = (firstDay + direction * day) * dayMs - offsetMs;
      if (!months.has(new Date(midnight + offsetMs).getUTCMonth() + 1)) continue;
      for (const minute of direction === 1 ? minutes : minutes.toReversed()) {
        const moment = new Date(midnight + minute * minuteMs);
        const isBeyond = direction === 1 ? moment > from : moment <= from;
        if (isBeyond && task.match(moment)) return moment;
      }
    }
    return null;
  } finally {
    void task.destroy();
  }
}

/** The last moment at or before `at` at which the pattern (five fields, in the offices' time) was due. */
export const lastDue = (pattern: string, at: Date): Date | null => search(pattern, at, -1);

/** The first moment after `at` at which it is due. */
export const nextDue = (pattern: string, at: Date): Date | null => search(pattern, at, 1);

/** `2026-11-03T0130`: a moment in the offices' time, to the minute, as a name of a file may hold it. */
export function minuteName(moment: Date): string {
  return new Date(moment.getTime() + offsetMs).toISOString().slice(0, 16).replace(/:/g, '');
}
