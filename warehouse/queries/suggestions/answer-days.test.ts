import { expect, test } from 'vitest';
import { openModelled, type RawRow } from '../../../tests/fixtures/raw-tables.ts';
import { answerDays } from './answer-days.ts';

const answered = (id: string, on: string, more: RawRow = {}): RawRow => ({
  suggestion_id: id,
  answered_on: on,
  result_class: 'A',
  ...more,
});

test('the median is taken from the rows, of a year and a handler', async () => {
  const engine = await openModelled({
    suggestions_register: [
      answered('A', '2026-02-20'),
      answered('B', '2026-02-24'),
      answered('C', '2026-04-11'),
      answered('D', '2026-02-11', { session_year: 2025 }),
      { suggestion_id: 'E' },
    ],
    suggestions_handlers: [{ suggestion_id: 'A' }, { suggestion_id: 'B', department_code: '143' }],
  });
  try {
    expect(await answerDays(engine, { year: 2026, department: null })).toEqual({
      answered: 3,
      medianDays: 14,
      ninetiethDays: 50.8,
      averageDays: 28,
    });
    expect(await answerDays(engine, { year: null, department: '151' })).toMatchObject({ medianDays: 10 });
    expect(await answerDays(engine, { year: 2020, department: null })).toMatchObject({
      answered: 0,
      medianDays: null,
    });
  } finally {
    engine.close();
  }
});
