import type { Readings } from './readings.ts';
import { isYearToDate } from './report-period.ts';
import type { Condition, Operator } from './template.ts';

const compare: Readonly<Record<Operator, (value: number, number: number) => boolean>> = {
  '<': (value, number) => value < number,
  '<=': (value, number) => value <= number,
  '>': (value, number) => value > number,
  '>=': (value, number) => value >= number,
  '=': (value, number) => value === number,
  '!=': (value, number) => value !== number,
};

/** Whether a condition of a template is true of a build and a report's months; a figure without a value meets none. */
export async function holds(condition: Condition, readings: Readings): Promise<boolean> {
  const { period } = readings;
  switch (condition.kind) {
    case 'has':
      return (await readings.one(condition.reference)).value !== null;
    case 'covered':
      return readings.isCovered(condition.reference);
    case 'some':
      return (await readings.ranked(condition.rank)).found.length > 0;
    case 'value': {
      const { value } = await readings.one(condition.reference);
      return value !== null && compare[condition.operator](value, condition.number);
    }
    case 'period-is-not-ytd':
      return !isYearToDate(period);
    case 'issue':
      return condition.kinds.includes(period.kind);
    case 'month':
      return compare[condition.operator](Number(period.range.to.slice(5)), condition.number);
  }
}
