import { expect, test } from 'vitest';
import type { Origin, Receipt } from '../deliveries.ts';
import { parseObligations, type Obligation } from './obligations.ts';
import { deliveryRegister } from './register.ts';

const monthly: Obligation = { contract: 'c', department: '财政局', rhythm: 'monthly', dueDays: 10 };

let number = 0;
const receipt = (
  day: string,
  keys: readonly string[],
  over: { verdict?: Receipt['verdict']; origin?: Origin; asOf?: string } = {},
): Receipt => {
  number += 1;
  const delivery = String(number).padStart(6, '0');
  return {
    delivery,
    receivedAt: `${day}T01:00:00Z`,
    fileName: `${delivery}.csv`,
    sha256: '0'.repeat(64),
    bytes: 1,
    origin: over.origin ?? 'delivered',
    verdict: over.verdict ?? 'accepted',
    refusals: [],
    notices: [],
    doubts: [],
    history: [],
    mends: null,
    rejected: 0,
    batches: [
      {
        batch: delivery,
        contract: 'c',
        title: '支付',
        owner: '财政局',
        layout: 'l',
        sheet: null,
        currency: 'CNY',
        partitions: keys.map((key) => ({ key, rows: 10, totals: {} })),
        rows: 10,
        rejected: 2,
        asOf: over.asOf ?? null,
        totals: {},
        supersedes: [],
      },
    ],
  };
};

const judge = (receipts: readonly Receipt[], today: string, obligation = monthly) => {
  const [entry] = deliveryRegister(receipts, [obligation], new Map(), today);
  return { state: entry?.state, period: entry?.period, missing: entry?.missing, dueOn: entry?.dueOn };
};

test('in time, not due yet, missing once the day has passed', () => {
  const september = receipt('2026-10-08', ['2026-09']);
  expect(judge([september], '2026-11-10')).toEqual({
    state: 'received',
    period: '2026-09',
    dueOn: '2026-10-10',
    missing: [],
  });
  expect(judge([september], '2026-11-11')).toEqual({
    state: 'missing',
    period: '2026-10',
    dueOn: '2026-11-10',
    missing: [],
  });
});

test('late is what came after its day; a later correction does not make late what came in time', () => {
  expect(judge([receipt('2026-10-12', ['2026-09'])], '2026-10-20').state).toBe('late');
  const inTime = receipt('2026-10-08', ['2026-08', '2026-09']);
  expect(judge([inTime, receipt('2026-10-30', ['2026-08'])], '2026-11-01').state).toBe('received');
});

test('earlier periods left out are named, and what is held waits', () => {
  const receipts = [
    receipt('2026-07-05', ['2026-06']),
    receipt('2026-10-05', ['2026-09']),
    receipt('2026-11-05', ['2026-10'], { verdict: 'held' }),
  ];
  expect(judge(receipts, '2026-11-20')).toMatchObject({
    state: 'held',
    period: '2026-10',
    missing: ['2026-07', '2026-08'],
  });
});

test('nothing ever came', () => {
  expect(judge([], '2026-11-20')).toMatchObject({ state: 'missing', period: '2026-10' });
  const onChange: Obligation = { contract: 'c', department: '财政局', rhythm: 'on-change' };
  expect(judge([], '2026-11-20', onChange).state).toBe('never');
});

test('the sample is judged on its own day, never by the real clock', () => {
  const sample = receipt('2027-06-01', ['2026-10'], { origin: 'sample', asOf: '2026-10-31' });
  expect(judge([sample], '2027-06-01')).toMatchObject({ state: 'received', period: '2026-10', missing: [] });
});

test('a ledger of a year that comes every quarter covers the quarter its rows speak to', () => {
  const quarterly: Obligation = { contract: 'c', department: '审计局', rhythm: 'quarterly', dueDays: 30 };
  const ledger = receipt('2026-10-20', ['2025', '2026'], { asOf: '2026-09-28' });
  expect(judge([ledger], '2026-11-20', quarterly)).toMatchObject({ state: 'received', period: '2026-Q3' });
});

test('a ledger of the whole year is not the year before the year is over', () => {
  const yearly: Obligation = {
    contract: 'c',
    department: '财政局',
    rhythm: 'yearly',
    dueDays: 30,
    whole: true,
  };
  const receipts = [
    receipt('2026-01-20', ['2025'], { asOf: '2025-12-30' }),
    receipt('2026-11-05', ['2026'], { asOf: '2026-10-31' }),
  ];
  expect(judge(receipts, '2027-01-20', yearly)).toMatchObject({ state: 'received', period: '2025' });
  expect(judge(receipts, '2027-02-01', yearly)).toMatchObject({ state: 'missing', period: '2026' });
  const closed = [...receipts, receipt('2027-01-25', ['2026'], { asOf: '2026-11-20' })];
  expect(judge(closed, '2027-02-01', yearly)).toMatchObject({
    state: 'received',
    period: '2026',
    missing: [],
  });
});

test('what is complete early in the year counts when it comes, and the sample is seen on its own day', () => {
  const votes: Obligation = { contract: 'c', department: '人大', rhythm: 'yearly', dueDays: 60 };
  const vote = receipt('2026-03-02', ['2026'], { asOf: '2026-02-10' });
  expect(judge([vote], '2027-04-01', votes)).toMatchObject({ state: 'received', period: '2026' });
  const quarterly: Obligation = { contract: 'c', department: '审计局', rhythm: 'quarterly', dueDays: 30 };
  const [audit, other] = [
    receipt('2027-06-01', ['2026'], { origin: 'sample', asOf: '2026-07-20' }),
    receipt('2027-06-01', ['2026-10'], { origin: 'sample', asOf: '2026-10-31' }),
  ];
  const elsewhere = { ...other, batches: other.batches.map((batch) => ({ ...batch, contract: 'd' })) };
  expect(judge([audit, elsewhere], '2027-06-01', quarterly)).toMatchObject({
    state: 'received',
    period: '2026-Q3',
    missing: [],
  });
});

test('months up to October are no fourth quarter, and a year of months covers its quarters', () => {
  const quarterly: Obligation = { contract: 'c', department: '财政局', rhythm: 'quarterly', dueDays: 30 };
  const months = (count: number) =>
    Array.from({ length: count }, (_, at) => `2026-${String(at + 1).padStart(2, '0')}`);
  const october = receipt('2026-11-05', months(10), { asOf: '2026-10-31' });
  expect(judge([october], '2027-01-20', quarterly)).toMatchObject({ period: '2026-Q3', missing: [] });
  expect(judge([october], '2027-02-01', quarterly)).toMatchObject({ state: 'missing', period: '2026-Q4' });
  const december = receipt('2027-01-10', months(12), { asOf: '2026-12-31' });
  expect(judge([october, december], '2027-02-01', quarterly)).toMatchObject({
    state: 'received',
    period: '2026-Q4',
    missing: [],
  });
});

test('a ledger of the year replaced after its day was in time when it came in time', () => {
  const quarterly: Obligation = { contract: 'c', department: '审计局', rhythm: 'quarterly', dueDays: 30 };
  const inTime = receipt('2026-10-20', ['2026'], { asOf: '2026-09-28' });
  const correction = receipt('2026-11-20', ['2026'], { asOf: '2026-09-28' });
  expect(judge([inTime, correction], '2026-11-25', quarterly)).toMatchObject({
    state: 'received',
    period: '2026-Q3',
    missing: [],
  });
  expect(judge([correction], '2026-11-25', quarterly).state).toBe('late');
});

test('nothing is owed of months that the obligation leaves out', () => {
  const spring: Obligation = { ...monthly, months: [3, 4, 5, 6, 7, 8, 9, 10, 11, 12] };
  const receipts = [receipt('2026-01-08', ['2025-12']), receipt('2026-04-08', ['2026-03'])];
  expect(judge(receipts.slice(0, 1), '2026-03-20', spring)).toMatchObject({
    state: 'received',
    period: '2025-12',
  });
  expect(judge(receipts, '2026-04-20', spring)).toMatchObject({ period: '2026-03', missing: [] });
});

test('what nobody owes follows, and a mistake in the obligations is told by its key', () => {
  const entries = deliveryRegister([receipt('2026-11-01', [''])], [], new Map(), '2026-11-02');
  expect(entries).toMatchObject([{ contract: 'c', state: 'on_change', rows: 10, rejected: 2 }]);
  expect(() =>
    parseObligations('[{"contract":"c","department":"d","rhythm":"monthly"}]', 'obligations.json'),
  ).toThrow(/obligations\.json 的 0\.dueDays 有误/);
});
