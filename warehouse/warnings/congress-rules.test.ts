import { afterAll, beforeAll, expect, test } from 'vitest';
import { judge, type Judged } from '../../tests/fixtures/rule-findings.ts';

const rules = [
  'suggestion_overdue',
  'suggestion_again_late',
  'suggestion_promise_late',
  'co_opinion_late',
  'draft_open_too_short',
  'vote_void',
  'livelihood_behind',
  'budget_opinion_unanswered',
  'opinion_burst',
  'station_silent',
] as const;

const suggestion = (id: string, more: Record<string, string | number | boolean>) => ({
  suggestion_id: id,
  answered_on: '2026-03-01',
  ...more,
});
/** Answered in 2023 with a promise. */
const promise = (id: string, promisedBy: string, fulfilledOn?: string) =>
  suggestion(id, {
    session_year: 2023,
    submitted_on: '2023-01-20',
    reviewed_on: '2023-01-30',
    handed_over_on: '2023-02-10',
    answered_on: '2023-03-01',
    promised_by: promisedBy,
    ...(fulfilledOn === undefined ? {} : { fulfilled_on: fulfilledOn }),
  });
const handler = (id: string, department: string, role = 'lead', more: Record<string, string> = {}) => ({
  suggestion_id: id,
  department_code: department,
  role,
  ...more,
});
const progress = (project: string, status = 'on_track') => ({ project_id: project, status });
const milestone = (project: string, no: number, more: Record<string, string> = {}) => ({
  project_id: project,
  milestone_no: no,
  ...more,
});
const opinions = (station: string, month: string, count: number) =>
  Array.from({ length: count }, (_, at) => ({
    opinion_id: `${station}-${month}-${at}`,
    station_code: station,
    received_on: `${month}-10`,
    content: `${station} ${month} ${at}`,
  }));
const year = Array.from({ length: 12 }, (_, at) => `2025-${String(at + 1).padStart(2, '0')}`);

let judged: Judged;
beforeAll(async () => {
  judged = await judge(rules, {
    suggestions_register: [
      // The last thing the register knows of: it speaks up to the end of October.
      suggestion('last', { closed_on: '2026-10-31' }),
      suggestion('late', { answered_on: '2026-09-15' }),
      suggestion('extended', { extended: true, answered_on: '2026-08-01' }),
      suggestion('on-the-day', { answered_on: '2026-05-10' }),
      ...[
        ['unanswered', '2026-09-01'],
        ['answered', '2026-05-10'],
      ].map(([id = '', again = '']) =>
        suggestion(id, {
          feedback_on: '2026-04-10',
          satisfaction_result: 'dissatisfied',
          answered_again_on: again,
        }),
      ),
      ...['p1', 'p2', 'p3'].map((id) => promise(id, '2024-09-30')),
      promise('kept', '2026-05-31', '2026-06-15'),
      promise('broken', '2026-05-30', '2026-06-15'),
    ],
    suggestions_handlers: [
      ...['p1', 'p2', 'p3'].map((id) => handler(id, '151')),
      handler('kept', '138'),
      handler('broken', '113'),
      handler('late', '113', 'co'),
      handler('on-the-day', '113', 'co', { replied_on: '2026-04-10' }),
    ],
    legislation_drafts: [{}, { draft_id: 'FG2' }],
    legislation_versions: [
      { published_on: '2026-03-01', closes_on: '2026-03-31' },
      { draft_id: 'FG2', published_on: '2026-03-01', closes_on: '2026-03-30' },
    ],
    livelihood_votes: [
      { is_void: true, issued: 8, returned: 9 },
      { round: 2, voted_on: '2026-01-23' },
      { project_year: 2025, voted_on: '2026-01-24', is_void: true, issued: 8, returned: 10 },
    ],
    livelihood_candidates: ['SS1', 'SS2', 'SS3', 'SS4'].map((id) => ({ project_id: id })),
    livelihood_progress: [progress('SS1'), progress('SS2'), progress('SS3', 'behind'), progress('SS4')],
    livelihood_milestones: [
      milestone('SS1', 1),
      milestone('SS2', 1),
      milestone('SS2', 2, { due_on: '2026-02-28' }),
      milestone('SS4', 1, { reached_on: '2026-03-31' }),
    ],
    budget_opinions: [{ replied_on: '2026-08-15' }, { opinion_id: 'YS2', replied_on: '2026-04-15' }],
    stations_register: ['S1', 'S2', 'S3'].map((code) => ({ station_code: code })),
    stations_opinions: [
      ...['S1', 'S2'].flatMap((station) => year.flatMap((month) => opinions(station, month, 1))),
      ...opinions('S1', '2026-01', 25),
      ...opinions('S2', '2026-01', 19),
    ],
    stations_activities: [{ station_code: 'S3', held_on: '2025-06-10' }],
  });
}, 60_000);
afterAll(() => judged.close());

const of = (rule: (typeof rules)[number], to = '2026-10') => judged.findings(rule, '2026-01', to);

test('a suggestion is late from three months, six when extended, until it is answered', async () => {
  // Handed over on 10 February: due on 10 May.
  expect(await of('suggestion_overdue')).toEqual([
    ['late', '2026-05', 'yellow', 21],
    ['late', '2026-06', 'yellow', 51],
    ['late', '2026-07', 'yellow', 82],
    ['late', '2026-08', 'red', 113],
  ]);
});

test('a new answer is late a month after dissatisfaction, and not on its day', async () => {
  expect(await of('suggestion_again_late')).toEqual([
    ['unanswered', '2026-05', 'yellow', 21],
    ['unanswered', '2026-06', 'yellow', 51],
    ['unanswered', '2026-07', 'yellow', 82],
    ['unanswered', '2026-08', 'red', 113],
  ]);
});

test('broken promises are counted by the department that made them, red when three are two years old', async () => {
  const found = await of('suggestion_promise_late');
  expect(found.filter(([subject]) => subject === '151').slice(-2)).toEqual([
    // On 30 September they are 730 days past, which is not more than two years.
    ['151', '2026-09', 'yellow', 3],
    ['151', '2026-10', 'red', 3],
  ]);
  expect(found.filter(([subject]) => subject !== '151')).toEqual([['113', '2026-05', 'yellow', 1]]);
});

test('a co-handler’s opinion is late after two months while the lead has not answered', async () => {
  expect(await of('co_opinion_late')).toEqual([
    ['late/113', '2026-04', 'yellow', 20],
    ['late/113', '2026-05', 'yellow', 51],
    ['late/113', '2026-06', 'yellow', 81],
    ['late/113', '2026-07', 'red', 112],
    ['late/113', '2026-08', 'red', 143],
  ]);
});

test('a draft open for 29 days is red, one open for thirty is lawful', async () => {
  expect(await of('draft_open_too_short')).toEqual([['FG2/1', '2026-03', 'red', 29]]);
});

test('a round with more ballots returned than issued is void: red until the vote is held again', async () => {
  expect(await of('vote_void')).toEqual([
    ['2025/1', '2026-01', 'red', 1.25],
    ['2026/1', '2026-01', 'yellow', 1.125],
  ]);
});

test('a milestone past its day is yellow, two are red, and so is yellow what is reported behind', async () => {
  expect(await of('livelihood_behind')).toEqual([
    ['SS1', '2026-03', 'yellow', 1],
    ['SS2', '2026-03', 'red', 2],
    ['SS3', '2026-03', 'yellow', 0],
  ]);
});

test('an opinion on the budget waits for more than ninety days, then half a year, until the reply', async () => {
  // Raised on 20 January.
  expect(await of('budget_opinion_unanswered')).toEqual([
    ['YS1', '2026-04', 'yellow', 100],
    ['YS1', '2026-05', 'yellow', 131],
    ['YS1', '2026-06', 'yellow', 161],
    ['YS1', '2026-07', 'red', 192],
  ]);
});

test('a burst is far above the station’s own year, and not a handful', async () => {
  expect(await of('opinion_burst')).toEqual([['S1', '2026-01', 'look', 25]]);
});

test('a station without any record is silent after six months, red after ten', async () => {
  expect(await of('station_silent', '2026-04')).toEqual([
    ['S3', '2026-01', 'yellow', 7],
    ['S3', '2026-02', 'yellow', 8],
    ['S3', '2026-03', 'yellow', 9],
    ['S3', '2026-04', 'red', 10],
  ]);
});
