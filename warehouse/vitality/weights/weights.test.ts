import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseDefinition } from '../definition.ts';
import { outputOf } from '../output.ts';
import { run } from '../run.ts';
import { tableOf } from '../table.ts';

const rows = [
  { uCode: 'A', a: 1, b: 2, c: 9 },
  { uCode: 'B', a: 2, b: 4, c: 1 },
  { uCode: 'C', a: 3, b: 5, c: 4 },
  { uCode: 'D', a: 5, b: 7, c: 2 },
];
const output = (further: object, data: typeof rows = rows) =>
  outputOf(
    run(
      parseDefinition({
        id: 'test',
        version: '1.0.0',
        indicators: [
          { code: 'a', parent: 'p' },
          { code: 'b', parent: 'p', weight: 3 },
          { code: 'c', parent: 'q' },
        ],
        aggregates: [{ code: 'p', parent: 'x', weight: 2 }, { code: 'q', parent: 'x' }, { code: 'x' }],
        ...further,
      }),
      { table: tableOf(data) },
    ),
  );
const weightsOf = (further: object, data?: typeof rows) =>
  z.record(z.string(), z.number().nullable()).parse(output(further, data).weights);
const weighing = (made: ReturnType<typeof output>) => JSON.stringify(made.weighing);

describe('weights', () => {
  it('are as written, and the last rule that speaks of a node wins', () => {
    expect(weightsOf({})).toMatchObject({ a: 1, b: 3, p: 2, q: 1 });
    expect(weightsOf({ weights: 'equal' })).toMatchObject({ a: 1, b: 1, p: 1, q: 1 });
    expect(
      weightsOf({ weights: [{ method: 'equal' }, { method: 'given', values: { p: 5 } }] }),
    ).toMatchObject({
      b: 1,
      p: 5,
    });
    expect(weightsOf({ weights: { method: 'equal', level: 2 } })).toMatchObject({ b: 3, p: 1 });
  });

  it('that are optimised have no value where correlations have none, and stay where the start is the optimum', () => {
    const twins = {
      aggregates: [{ code: 'x' }],
      indicators: [
        { code: 'a', parent: 'x' },
        { code: 'b', parent: 'x' },
      ],
    };
    const optimised = { ...twins, weights: { method: 'optimised', level: 1 } };
    const same = (values: readonly number[]) =>
      values.map((value, at) => ({ uCode: 'ABCD'.charAt(at), a: value, b: value, c: 0 }));
    expect(weightsOf(optimised, same([1, 1, 1, 1]))).toMatchObject({ a: null, b: null });
    expect(output(optimised, same([1, 1, 1, 1])).status.aggregated?.x).toEqual(
      Array(4).fill('undefined_weight'),
    );
    expect(weightsOf(optimised, same([1, 2, 3, 5]))).toMatchObject({ a: 0.5, b: 0.5 });
  });

  it('of two indicators by principal components are equal, and squared they add up to 1', () => {
    const { a, b } = weightsOf({ weights: { method: 'pca', parents: ['p'] } });
    expect(a).toBeCloseTo(0.5, 12);
    expect(b).toBeCloseTo(0.5, 12);
    expect(weightsOf({ weights: { method: 'pca', parents: ['p'], loadings: 'first' } }).a).toBeCloseTo(
      Math.SQRT1_2,
      12,
    );
  });

  it('that the data do not define are no weights, and say so', () => {
    const flat = rows.map((row) => ({ ...row, b: 4 }));
    const made = output({ weights: { method: 'pca', parents: ['p'] } }, flat);
    expect(made.status.aggregated?.p).toEqual(Array(4).fill('undefined_weight'));
    expect(made.stages.aggregated?.p).toEqual(Array(4).fill(null));
    expect(weighing(made)).toContain('无法由数据得出');
    // Entropy still has a say: what is equal everywhere tells units apart by nothing.
    expect(weightsOf({ weights: { method: 'entropy', parents: ['p'] } }, flat).b).toBeCloseTo(0, 12);
  });

  it('by pairwise comparison are exact for consistent judgements, and refuse a matrix that is not reciprocal', () => {
    const rule = {
      method: 'ahp',
      parent: 'x',
      codes: ['p', 'q'],
      matrix: [
        [1, 4],
        [0.25, 1],
      ],
    };
    const made = output({ weights: rule });
    expect(z.record(z.string(), z.number()).parse(made.weights).p).toBeCloseTo(0.8, 12);
    expect(weighing(made)).not.toContain('大于 0.1');
    expect(() =>
      output({
        weights: {
          ...rule,
          matrix: [
            [1, 4],
            [4, 1],
          ],
        },
      }),
    ).toThrow(/互为倒数/);
    expect(() => output({ weights: { ...rule, codes: ['p', 'a'] } })).toThrow(/p、q/);
  });

  it('by benefit of the doubt suit each unit best, within their bounds', () => {
    const points = [
      { uCode: 'A', a: 4, b: 1, c: 1 },
      { uCode: 'B', a: 1, b: 4, c: 1 },
      { uCode: 'C', a: 2, b: 2, c: 1 },
      { uCode: 'D', a: 1, b: 1, c: 1 },
    ];
    const value = (bounds: object) =>
      output({ weights: { method: 'bod', parents: ['p'], ...bounds } }, points).stages.aggregated?.p;
    // The frontier is a + b = 5: C reaches 4/5 of it, D 2/5.
    [1, 1, 0.8, 0.4].forEach((expected, at) => expect(value({})?.[at]).toBeCloseTo(expected, 9));
    // Equal shares for D: w·1 = w·1 with 4w + w ≤ 1, so 2/5; for A: 4w = v, 4w + v ≤ 1, w + 4v ≤ 1, so w = 1/17.
    const even = value({ share_min: 0.5, share_max: 0.5 });
    expect(even?.[3]).toBeCloseTo(0.4, 9);
    expect(even?.[0]).toBeCloseTo(8 / 17, 9);
    const made = output({ weights: { method: 'bod', parents: ['p'], share_min: 0.6 } }, points);
    expect(made.status.aggregated?.p?.[0]).toBe('infeasible');
  });

  it('optimised for equal influence make correlations equal', () => {
    const made = output({
      weights: { method: 'optimised', level: 2, toler: 1e-8 },
      normalise: { f_n: 'n_zscore' },
    });
    const { optimised } = z
      .object({ optimised: z.array(z.object({ obtained: z.array(z.number()), converged: z.boolean() })) })
      .parse(made.weighing);
    expect(optimised[0]?.converged).toBe(true);
    expect(optimised[0]?.obtained[0]).toBeCloseTo(0.5, 4);
  });
});

describe('analysis', () => {
  it('gives effective weights that add up to 1 over the indicators', () => {
    const found = z.record(z.string(), z.number()).parse(output({}).effectiveWeights);
    expect(found).toMatchObject({ x: 1, p: 2 / 3, a: 1 / 6, b: 0.5 });
    expect((found.a ?? 0) + (found.b ?? 0) + (found.c ?? 0)).toBeCloseTo(1, 12);
  });

  it('finds alpha 1 in equal columns, flags them, and sees what a removal changes', () => {
    const twins = rows.map((row) => ({ ...row, b: row.a }));
    const made = output(
      {
        normalise: {},
        analysis: {
          cronbach: { parents: ['p', 'q'] },
          flags: {},
          removal: { level: 2 },
          correlations: { levels: [1, 2], withparent: true, pval: 0 },
        },
      },
      twins,
    );
    expect(made.cronbach).toMatchObject({ q: null });
    expect(z.object({ p: z.number() }).parse(made.cronbach).p).toBeCloseTo(1, 12);
    expect(made.flags).toMatchObject([{ group: 'p', ind1: 'a', ind2: 'b', correlation: 1 }]);
    expect(made.removal).toMatchObject([
      { code: 'p', ranks: [1, 4, 2, 3] },
      { code: 'q', ranks: [4, 3, 2, 1] },
    ]);
    expect(made.correlations).toMatchObject([
      { var1: 'p', var2: 'a', correlation: 1 },
      { var1: 'p', var2: 'b', correlation: 1 },
      { var1: 'q', var2: 'c', correlation: 1 },
    ]);
  });
});
