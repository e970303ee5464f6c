import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareRuns, mixed, rankShifts } from './compare.ts';
import { parseDefinition } from './definition.ts';
import { explain, logMean } from './explain.ts';
import { run } from './run.ts';
import { shapley } from './shapley.ts';
import { tableOf, type DataTable } from './table.ts';

const codes = ['a', 'b', 'c', 'd', 'e'];
const definition = (further: object) =>
  parseDefinition({
    id: 'test',
    version: '1.0.0',
    indicators: codes.map((code, at) => ({ code, parent: at < 3 ? 'p' : 'q', weight: at + 1 })),
    aggregates: [{ code: 'p', parent: 'x', weight: 2 }, { code: 'q', parent: 'x', weight: 1 }, { code: 'x' }],
    ...further,
  });

const value = fc.double({ min: 0.01, max: 1000, noNaN: true });
const tables = (units: number): fc.Arbitrary<DataTable> =>
  fc
    .array(fc.array(fc.option(value, { freq: 8 }), { minLength: codes.length, maxLength: codes.length }), {
      minLength: units,
      maxLength: units,
    })
    .map((rows) =>
      tableOf(
        rows.map((row, at) => ({
          uCode: `U${at}`,
          ...Object.fromEntries(codes.map((code, column) => [code, row[column] ?? null])),
        })),
      ),
    );

const methods = [
  { f_ag: 'a_amean' },
  { f_ag: 'a_gmean' },
  { f_ag: 'a_hmean' },
  { method: 'generalised', p: -1.5 },
  { method: 'generalised', p: 3 },
  { method: 'median' },
  { method: 'owa', orness: 0.7 },
  { method: ['arithmetic', 'geometric'] },
  { method: ['geometric', 'copeland'] },
  { method: ['topsis', 'arithmetic'] },
];

describe('a score', () => {
  it('is the sum of its parts, by child and by indicator, whatever the means between', () => {
    fc.assert(
      fc.property(tables(4), fc.constantFrom(...methods), (table, aggregate) => {
        const done = run(definition({ aggregate }), { table });
        done.prepared.frame.units.forEach((_, row) => {
          const found = explain(done, row);
          if (found === null) return;
          for (const parts of [found.children, found.indicators]) {
            const sum = parts.reduce((total, { contribution }) => total + contribution, 0);
            expect(Math.abs(sum - found.score)).toBeLessThanOrEqual(
              1e-9 * Math.max(1, Math.abs(found.score)),
            );
          }
        });
      }),
      { numRuns: 60 },
    );
  });

  it('is that sum where a child without a value weighs against every unit', () => {
    const table = tableOf([
      { uCode: 'U0', a: null, b: null, c: null, d: null, e: 0.57 },
      { uCode: 'U1', a: null, b: null, c: null, d: 0.01, e: null },
    ]);
    const done = run(definition({ aggregate: { method: ['geometric', 'copeland'] } }), { table });
    expect([explain(done, 0), explain(done, 1)].map((found) => [found?.score, found?.children])).toEqual([
      [-1, [{ code: 'q', contribution: -1 }]],
      [1, [{ code: 'q', contribution: 1 }]],
    ]);
  });

  it('through a geometric mean gives each child a share of its own value', () => {
    const table = tableOf([{ uCode: 'A', a: 1, b: 100, c: 1, d: 5, e: 5 }]);
    const even = { a: 1, b: 1, c: 0 };
    const done = run(
      definition({ aggregate: { f_ag: 'a_gmean' }, weights: { method: 'given', values: even } }),
      { table },
    );
    const found = explain(done, 0, 'p');
    // √(1·100) = 10 = ω·1 + (1 − ω)·100 with ω = 10/11.
    expect(found?.score).toBeCloseTo(10, 12);
    expect(found?.children[0]?.contribution).toBeCloseTo(10 / 11, 12);
    expect(found?.children[1]?.contribution).toBeCloseTo(100 / 11, 12);
  });

  it('uses a logarithmic mean that holds when two values meet', () => {
    expect(logMean(2, 2)).toBe(2);
    expect(logMean(1, Math.E)).toBeCloseTo(Math.E - 1, 14);
    fc.assert(
      fc.property(value, fc.double({ min: 0.9, max: 1.1, noNaN: true }), (x, factor) => {
        const mean = logMean(x, x * factor);
        expect(mean).toBeGreaterThanOrEqual(Math.min(x, x * factor) * (1 - 1e-9));
        expect(mean).toBeLessThanOrEqual(Math.max(x, x * factor) * (1 + 1e-9));
      }),
    );
  });
});

describe('a change of rank', () => {
  const minmax = definition({
    normalise: { f_n: 'n_minmax', f_n_para: { l_u: [1, 100] } },
    impute: { f_i: 'i_mean' },
  });
  const geometric = definition({
    version: '2.0.0',
    normalise: { f_n: 'n_prank' },
    impute: { f_i: 'i_mean' },
    aggregate: { f_ag: 'a_amean' },
    weights: 'equal',
  });

  it('is the sum of own effect, the others’, definition and revision', () => {
    fc.assert(
      fc.property(tables(5), tables(5), tables(5), (before, after, revised) => {
        const { changes } = compareRuns(
          { index: minmax, table: before },
          { index: geometric, table: after },
          { revised },
        );
        for (const change of changes) {
          const sum = change.own + change.others + change.definition + change.revision;
          expect(Math.abs(sum - (change.after - change.before))).toBeLessThan(1e-9);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('owes nothing to what did not change', () => {
    fc.assert(
      fc.property(tables(5), tables(5), (before, after) => {
        const same = compareRuns({ index: minmax, table: before }, { index: minmax, table: after }, {});
        for (const { definition: effect, revision } of same.changes)
          expect([effect, revision]).toEqual([0, 0]);
        const alone = mixed('U2', after, before, 'uCode');
        const one = compareRuns(
          { index: minmax, table: before },
          { index: minmax, table: alone },
          { units: ['U2'] },
        );
        for (const { others } of one.changes) expect(others).toBe(0);
      }),
      { numRuns: 15 },
    );
  });

  it('names the units that have no rank on one side', () => {
    const empty = { a: null, b: null, c: null, d: null, e: null };
    const full = { a: 1, b: 2, c: 3, d: 4, e: 5 };
    const plain = definition({});
    const before = tableOf([
      { uCode: 'U0', ...empty },
      { uCode: 'U1', ...full },
    ]);
    const after = tableOf([
      { uCode: 'U0', ...full },
      { uCode: 'U1', ...full },
    ]);
    expect(compareRuns({ index: plain, table: before }, { index: plain, table: after }, {})).toMatchObject({
      unranked: [{ unit: 'U0', before: null, after: 1 }],
      changes: [{ unit: 'U1', before: 1, after: 1 }],
    });
  });

  it('between two definitions is a shift of ranks', () => {
    const table = tableOf([
      { uCode: 'U0', a: 1, b: 1, c: 9, d: 1, e: 1 },
      { uCode: 'U1', a: 2, b: 2, c: 2, d: 2, e: 2 },
    ]);
    const heavy = definition({ weights: { method: 'given', values: { c: 0 } } });
    expect(rankShifts(run(definition({}), { table }), run(heavy, { table }))).toEqual([
      { unit: 'U0', a: 1, b: 2, shift: -1 },
      { unit: 'U1', a: 2, b: 1, shift: 1 },
    ]);
  });
});

describe('Shapley values', () => {
  it('give the known shares of a glove game', () => {
    // Players 0 and 1 hold left gloves, 2 a right one: a pair is worth 1.
    const parts = shapley(3, (set) => ((set & 4) !== 0 && (set & 3) !== 0 ? 1 : 0));
    expect(parts.map((part) => part * 6)).toEqual([expect.closeTo(1), expect.closeTo(1), expect.closeTo(4)]);
  });
});
