import { expect, test } from 'vitest';
import { openModelled } from '../../../tests/fixtures/raw-tables.ts';
import { evaluateMetric } from '../../metrics/evaluate.ts';
import { metrics } from '../../metrics/registry.ts';

const life = { answered_on: '2026-05-10', result_class: 'B', met_on: '2026-03-01' };

/** Handed over on 10 February 2026: three months end on 10 May; the register speaks until 20 July. */
const register = [
  { suggestion_id: 'on-the-day', ...life, promised_by: '2026-06-30', fulfilled_on: '2026-06-30' },
  {
    suggestion_id: 'a-day-late',
    ...life,
    answered_on: '2026-05-11',
    met_on: null,
    promised_by: '2026-07-19',
  },
  {
    suggestion_id: 'extended',
    ...life,
    answered_on: '2026-07-20',
    extended: true,
    promised_by: '2026-12-31',
  },
  { suggestion_id: 'unanswered', cosigners: 'D2、D3，D4' },
  { suggestion_id: 'still-running', extended: true },
  {
    suggestion_id: 'dissatisfied',
    ...life,
    result_class: 'A',
    feedback_on: '2026-06-01',
    satisfaction_handling: 'satisfied',
    satisfaction_result: 'dissatisfied',
  },
  { suggestion_id: 'refused', admissible: false, handed_over_on: null, inadmissible_reason: 'vague' },
];
const handlers = [
  { suggestion_id: 'on-the-day', department_code: '143', return_consented: true, returned_on: '2026-02-21' },
  { suggestion_id: 'on-the-day', department_code: '144', department_name: '市综合行政执法局' },
  {
    suggestion_id: 'on-the-day',
    department_code: '126',
    department_name: '市公安局',
    role: 'co',
    replied_on: '2026-04-10',
  },
  { suggestion_id: 'a-day-late', department_code: '126', role: 'separate', _row: 2 },
  { suggestion_id: 'a-day-late', department_code: '111', role: 'separate', _row: 3 },
];

test('every term is kept, broken, or still running; the handlers are those who have it now', async () => {
  const engine = await openModelled({ suggestions_register: register, suggestions_handlers: handlers });
  try {
    const rows = await engine.rows(
      `select suggestion_id, lead_handler, co_handler_names, cosigner_count, days_to_answer,
              answered_in_time, again_in_time, promise_kept
       from marts.fct_suggestion order by suggestion_id`,
    );
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['a-day-late', '126', null, 0, 90, false, null, false],
      ['dissatisfied', null, null, 0, 89, true, false, null],
      ['extended', null, null, 0, 160, true, null, null],
      ['on-the-day', '144', '市公安局', 0, 89, true, null, true],
      ['refused', null, null, 0, null, null, null, null],
      ['still-running', null, null, 0, null, null, null, null],
      ['unanswered', null, null, 3, null, false, null, null],
    ]);
    const terms = await engine.rows(
      `select department_code, returned_in_time, co_opinion_in_time from marts.fct_suggestion_handler
       where suggestion_id = 'on-the-day' order by department_code`,
    );
    expect(terms.map((row) => Object.values(row))).toEqual([
      ['126', null, true],
      ['143', false, null],
      ['144', null, null],
    ]);
    const value = async (id: string) => {
      const metric = metrics.get(id);
      if (!metric) throw new Error(`no metric ${id}`);
      const answer = await evaluateMetric(engine, { metric, by: [], period: '2026', filters: {} });
      return [answer.rows[0]?.numerator, answer.rows[0]?.denominator];
    };
    expect(await value('suggestions_submitted')).toEqual([7, null]);
    expect(await value('suggestions_handed_over')).toEqual([6, null]);
    expect(await value('suggestion_on_time_rate')).toEqual([3, 5]);
    expect(await value('suggestion_meeting_rate')).toEqual([3, 4]);
    expect(await value('suggestion_satisfaction_result')).toEqual([0, 1]);
    expect(await value('suggestion_satisfaction_handling')).toEqual([1, 1]);
    expect(await value('suggestion_fulfilment_rate')).toEqual([2, 4]);
    expect(await value('suggestion_promise_kept_rate')).toEqual([1, 2]);
    expect(await value('suggestion_answer_days')).toEqual([428, 4]);
    expect(await value('suggestions_dissatisfied_unanswered')).toEqual([1, null]);
    expect(await value('suggestion_assignments')).toEqual([4, null]);
    expect(await value('suggestion_assignments_returned')).toEqual([1, null]);
    // At the end of July: still-running ends on 10 August.
    expect(await value('suggestions_unanswered')).toEqual([2, null]);
    expect(await value('suggestions_overdue')).toEqual([1, null]);
  } finally {
    engine.close();
  }
});
