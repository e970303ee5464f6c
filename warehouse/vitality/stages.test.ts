import { describe, expect, it } from 'vitest';
import { parseDefinition } from './definition.ts';
import { outputOf, type IndexOutput } from './output.ts';
import { run } from './run.ts';
import { tableOf, type Cell } from './table.ts';

type Values = readonly (number | string | null)[];

/** Runs a definition over literal columns; units are A, B, C … */
function output(further: object, columns: Readonly<Record<string, Values>>): IndexOutput {
  const codes = Object.keys(columns).filter((code) => !['g', 'Time', 'uCode'].includes(code));
  const length = Object.values(columns)[0]?.length ?? 0;
  const rows = Array.from({ length }, (_, row) => {
    const cells: Record<string, Cell> = { uCode: String.fromCharCode(65 + row) };
    for (const [code, values] of Object.entries(columns)) cells[code] = values[row] ?? null;
    return cells;
  });
  const index = parseDefinition({
    id: 'test',
    version: '1.0.0',
    indicators: codes.map((code) => ({ code, parent: 'x' })),
    aggregates: [{ code: 'x' }],
    ...further,
  });
  return outputOf(run(index, { table: tableOf(rows) }));
}

const stage = (name: string, further: object, values: Values) => output(further, { a: values });
const normalised = (further: object, values: Values) => stage('normalised', { normalise: further }, values);

describe('normalisation', () => {
  it.each([
    ['n_minmax', { f_n: 'n_minmax', f_n_para: { l_u: [0, 10] } }, [1, 3, 5], [0, 5, 10]],
    ['n_zscore', { f_n: 'n_zscore' }, [1, 2, 3], [-1, 0, 1]],
    ['n_scaled', { f_n: 'n_scaled', f_n_para: { npara: [1, 5] } }, [1, 3, 5], [0, 50, 100]],
    ['n_rank', { f_n: 'n_rank' }, [5, 9, 5, null], [1, 3, 1, null]],
    ['n_prank', { f_n: 'n_prank' }, [5, 9, 7], [0, 1, 0.5]],
    ['n_borda', { f_n: 'n_borda' }, [5, 9, 7], [0, 2, 1]],
    ['n_dist2max', { f_n: 'n_dist2max' }, [1, 2, 5], [0, 0.25, 1]],
    ['n_dist2ref', { f_n: 'n_dist2ref', f_n_para: { iref: 2, cap_max: true } }, [1, 3, 5], [0, 1, 1]],
    ['dist2ref by code', { method: 'dist2ref', reference: 'B' }, [1, 3, 5], [0, 1, 2]],
    ['n_dist2targ', { f_n: 'n_dist2targ', f_n_para: { targ: 9 } }, [1, 3, 5], [0, 0.25, 0.5]],
    ['n_fracmax', { f_n: 'n_fracmax' }, [1, 2, 4], [0.25, 0.5, 1]],
    ['n_goalposts', { f_n: 'n_goalposts', f_n_para: { gposts: [0, 4, 100] } }, [-1, 1, 5], [0, 25, 100]],
  ] as const)('%s', (_, further, values, expected) => {
    expect(normalised(further, values).stages.normalised?.a).toEqual(expected);
  });

  it('turns an indicator round that is better when less, goalposts and target with it', () => {
    const turned = (normalise: object, own: object) =>
      output({ normalise, indicators: [{ code: 'a', parent: 'x', direction: -1, ...own }] }, { a: [1, 3, 5] })
        .stages.normalised?.a;
    expect(turned({ f_n: 'n_minmax' }, {})).toEqual([100, 50, 0]);
    expect(turned({ method: 'goalposts' }, { goalposts: { lower: 1, upper: 9 } })).toEqual([1, 0.75, 0.5]);
    expect(turned({ method: 'dist2targ' }, { target: 3 })).toEqual([2, 1, 0]);
  });

  it('keeps a geometric mean defined by a floor below which no score falls', () => {
    const index = (normalise: object) =>
      output(
        {
          normalise: { method: 'goalposts', lower: 2, upper: 4, scale: 100, ...normalise },
          aggregate: { method: 'geometric' },
        },
        { a: [1, 3, 9] },
      );
    const [below, middle] = index({}).stages.aggregated?.x ?? [];
    expect(below).toBeNull();
    expect(middle).toBeCloseTo(50, 9);
    expect(index({ floor: 1 }).stages.normalised?.a).toEqual([1, 50, 100]);
    expect(index({ floor: 1 }).stages.aggregated?.x?.[0]).toBeCloseTo(1, 9);
  });

  it('says why there is no value, and never gives 0 or Infinity instead', () => {
    const reason = (further: object, values: Values) => {
      const { stages, status } = normalised(further, values);
      expect(stages.normalised?.a?.every((value) => value === null)).toBe(true);
      return new Set(status.normalised?.a);
    };
    const only = (name: string) => new Set([name]);
    for (const f_n of ['n_minmax', 'n_zscore', 'n_dist2max'])
      expect(reason({ f_n }, [4, 4, 4])).toEqual(only('zero_range'));
    expect(reason({ f_n: 'n_minmax' }, [null, null])).toEqual(only('missing'));
    expect(reason({ f_n: 'n_minmax' }, ['NaN', 'NaN'])).toEqual(only('not_a_number'));
    expect(reason({ f_n: 'n_minmax' }, ['Inf', '-Inf'])).toEqual(only('infinite'));
    expect(reason({ f_n: 'n_prank' }, [3])).toEqual(only('too_few_values'));
    expect(reason({ f_n: 'n_dist2ref', f_n_para: { iref: 1 } }, [1, 2, 3])).toEqual(
      only('reference_at_minimum'),
    );
    expect(reason({ f_n: 'n_dist2targ', f_n_para: { targ: 1 } }, [1, 2, 3])).toEqual(
      only('reference_at_minimum'),
    );
    expect(reason({ f_n: 'n_dist2targ' }, [1, 2, 3])).toEqual(only('no_goalposts'));
    expect(reason({ f_n: 'n_goalposts', f_n_para: { gposts: [2, 2, 1] } }, [1, 2, 3])).toEqual(
      only('no_goalposts'),
    );
    // The way from the least to the greatest is more than a number holds: a share of it would be 0.
    for (const further of [
      { f_n: 'n_minmax' },
      { f_n: 'n_dist2max' },
      { f_n: 'n_dist2ref', f_n_para: { iref: 3 } },
      { f_n: 'n_dist2targ', f_n_para: { targ: 1e308 } },
      { f_n: 'n_goalposts', f_n_para: { gposts: [-1e308, 1e308, 1] } },
    ])
      expect(reason(further, [-1e308, 0, 1e308])).toEqual(only('infinite'));
    const missing = normalised({ f_n: 'n_dist2ref', f_n_para: { iref: 1 } }, [null, 2, 3]);
    expect(missing.status.normalised?.a).toEqual(['missing', 'reference_missing', 'reference_missing']);
  });

  it('freezes goalposts at a reference year, so that a later burst moves nobody else', () => {
    const panel = (last: number) =>
      output(
        {
          normalise: { method: 'frozen_goalposts', time: 2024, scale: 100, trunc2posts: false },
          aggregate: {},
        },
        { uCode: ['A', 'B', 'A', 'B'], Time: [2024, 2024, 2025, 2025], a: [0, 10, 5, last] },
      );
    expect(panel(8).stages.normalised?.a).toEqual([0, 100, 50, 80]);
    expect(panel(80).stages.normalised?.a).toEqual([0, 100, 50, 800]);
    expect(panel(80).goalposts).toEqual({ a: { lower: 0, upper: 10 } });
  });
});

describe('imputation', () => {
  const imputed = (impute: object, columns: Readonly<Record<string, Values>>) =>
    output(
      {
        impute,
        indicators: [
          { code: 'a', parent: 'x' },
          { code: 'b', parent: 'x' },
        ],
      },
      columns,
    );

  it('fills by column, by group and by row, and says what it filled', () => {
    const columns = { a: [1, 3, null, 8], b: [10, 20, 30, 40], g: ['u', 'u', 'u', 'v'] };
    expect(imputed({ f_i: 'i_mean' }, columns).stages.imputed?.a).toEqual([1, 3, 4, 8]);
    expect(imputed({ f_i: 'i_median' }, columns).stages.imputed?.a).toEqual([1, 3, 3, 8]);
    const grouped = imputed({ f_i: 'i_mean_grp', use_group: 'g' }, columns);
    expect(grouped.stages.imputed?.a).toEqual([1, 3, 2, 8]);
    expect(grouped.status.imputed?.a).toEqual(['ok', 'ok', 'imputed', 'ok']);
    // C has 2/3 of the way in b; the same share of the way from 1 to 8 in a.
    const byRow = imputed({ f_i: 'i_mean', impute_by: 'row' }, columns).stages.imputed?.a?.[2];
    expect(byRow).toBeCloseTo(1 + (7 * 2) / 3, 12);
  });

  it('leaves a group without values as it was', () => {
    const { stages, status } = imputed(
      { f_i: 'i_mean_grp', use_group: 'g' },
      { a: [null, null, 5], b: [1, 2, 3], g: ['u', 'u', 'v'] },
    );
    expect(stages.imputed?.a).toEqual([null, null, 5]);
    expect(status.imputed?.a).toEqual(['missing', 'missing', 'ok']);
  });

  it.each([
    ['latest', { f_i: 'impute_panel' }, [null, 4, 4, 8]],
    ['latest, one year back', { f_i: 'impute_panel', f_i_para: { max_time: 1 } }, [null, 4, 4, 8]],
    ['linear', { f_i: 'impute_panel', f_i_para: { imp_type: 'linear' } }, [4, 4, 6, 8]],
    ['constant', { method: 'panel_constant' }, [4, 4, 4, 8]],
  ] as const)('fills a panel by its own series: %s', (_, impute, expected) => {
    const years = [2020, 2021, 2022, 2023];
    const { stages } = output(
      { impute },
      { uCode: years.map(() => 'A'), Time: years, a: [null, 4, null, 8] },
    );
    expect(stages.imputed?.a).toEqual(expected);
  });
});

describe('treatment', () => {
  const low = Array.from({ length: 20 }, (_, at) => at + 1);
  const far = [...low, 300, 1000, 5000];

  it('winsorises ties together, then takes logarithms of the original values', () => {
    // COINr: winsorise(c(1:20, 300, 300, 5000), winmax = 2) moves three points, since the second step finds a tie.
    const tied = stage('treated', { treat: { winmax: 2 } }, [...low, 300, 300, 5000]);
    expect(tied.stages.treated?.a).toEqual([...low, 20, 20, 20]);
    expect(tied.status.treated?.a?.slice(-4)).toEqual(['ok', 'winsorised', 'winsorised', 'winsorised']);
    const logged = stage('treated', { treat: { winmax: 1 } }, far).stages.treated?.a;
    expect(logged?.[0]).toBeCloseTo(Math.log(0.01 * 4999), 12);
    expect(logged?.[22]).toBeCloseTo(Math.log(4999 + 49.99), 12);
  });

  it('leaves alone what passes, what is named, and what has fewer than 4 values', () => {
    expect(stage('treated', { treat: {} }, [1, 2, 3, 4]).stages.treated?.a).toEqual([1, 2, 3, 4]);
    expect(stage('treated', { treat: { indiv_specs: { a: 'none' } } }, far).stages.treated?.a).toEqual(far);
    const few = stage('treated', { treat: {} }, [1, 2, 100]);
    expect(few.stages.treated?.a).toEqual([1, 2, 100]);
    expect(few.treatments).toMatchObject([{ status: 'too_few_values', applied: [] }]);
  });

  it('applies Box–Cox, always when told to', () => {
    const treat = { f1: 'boxcox', lambda: 0.5, f2: null, f_pass: 'never' };
    expect(stage('treated', { treat }, [1, 4, 9, 16]).stages.treated?.a).toEqual([0, 2, 4, 6]);
  });
});

describe('aggregation', () => {
  const built = (aggregate: object, columns: Readonly<Record<string, Values>>, further: object = {}) =>
    output({ aggregate, ...further }, columns);
  const three = { a: [2, 1], b: [4, null], c: [8, 4] };

  it.each([
    ['arithmetic', { f_ag: 'a_amean' }, [14 / 3, 2.5]],
    ['geometric', { f_ag: 'a_gmean' }, [4, 2]],
    ['harmonic', { f_ag: 'a_hmean' }, [24 / 7, 1.6]],
    ['generalised', { method: 'generalised', p: 2 }, [Math.sqrt(28), Math.sqrt(8.5)]],
    ['median', { method: 'median' }, [4, 2.5]],
    ['ordered, the least', { method: 'owa', orness: 0 }, [2, 1]],
    ['ordered, the middle', { method: 'owa', orness: 0.5 }, [14 / 3, 2.5]],
  ] as const)('%s', (_, aggregate, [first, second]) => {
    const values = built(aggregate, three).stages.aggregated?.x;
    expect(values?.[0]).toBeCloseTo(first, 12);
    expect(values?.[1]).toBeCloseTo(second, 12);
  });

  it('compares units by outranking and by the distance to the ideal', () => {
    const columns = { a: [1, 2, 3], b: [3, 2, 1], c: [1, 2, 2] };
    expect(built({ f_ag: 'a_copeland' }, columns).stages.aggregated?.x).toEqual([-2, 1, 1]);
    const ideal = built({ method: 'topsis', norm: 'minmax' }, { a: [0, 1], b: [0, 1] });
    expect(ideal.stages.aggregated?.x).toEqual([0, 1]);
  });

  it('gives nothing below the threshold, and says so', () => {
    const { stages, status, ranks } = built({ f_ag: 'a_amean', dat_thresh: 0.7 }, three);
    expect(stages.aggregated?.x?.[1]).toBeNull();
    expect(status.aggregated?.x).toEqual(['ok', 'below_threshold']);
    expect(ranks.x).toEqual([1, null]);
    expect(built({ min_count: 3 }, three).status.aggregated?.x?.[1]).toBe('below_threshold');
    expect(built({}, { a: [1, null] }).status.aggregated?.x?.[1]).toBe('no_children');
  });

  it('takes no geometric mean of what is not positive, and hands infinity on as such', () => {
    expect(built({ f_ag: 'a_gmean' }, { a: [0, 1], b: [2, 2] }).status.aggregated?.x?.[0]).toBe(
      'not_positive',
    );
    expect(built({ f_ag: 'a_hmean' }, { a: [0, 1], b: [2, 2] }).status.aggregated?.x?.[0]).toBe(
      'not_positive',
    );
    expect(built({}, { a: ['Inf', 1], b: [2, 2] }).status.aggregated?.x?.[0]).toBe('infinite');
  });

  it('takes any name for a code', () => {
    const named = output(
      { treat: {}, normalise: {}, aggregates: [{ code: 'x' }] },
      { constructor: [1, 2, 3], toString: [3, 2, 1] },
    );
    expect(named.stages.normalised?.constructor).toEqual([0, 50, 100]);
    expect(named.stages.aggregated?.x).toEqual([50, 50, 50]);
  });

  it('writes neither NaN nor Infinity', () => {
    const hostile = { a: ['Inf', 'NaN', 'x', null], b: [1e308, -1e308, 0, 5e-324], c: [0, 0, 0, 0] };
    for (const f_n of ['n_minmax', 'n_zscore', 'n_rank', 'n_prank', 'n_dist2max', 'n_fracmax'])
      for (const f_ag of ['a_amean', 'a_gmean', 'a_hmean', 'a_copeland'])
        for (const f_i of ['none', 'i_mean'])
          expect(
            JSON.stringify(built({ f_ag }, hostile, { normalise: { f_n }, impute: { f_i }, treat: {} })),
          ).not.toMatch(/[^"\w](NaN|-?Infinity)/);
  });
});

describe('denominators and counts', () => {
  it('take no share of more successes than trials, and say so', () => {
    const made = output(
      {
        indicators: [
          { code: 'rate', parent: 'x', counts: { kind: 'proportion', successes: 's', trials: 't' } },
        ],
      },
      { s: [5, 1, 0], t: [2, 4, 0] },
    );
    expect(made.stages.denominated?.rate?.[0]).toBeNull();
    expect(made.status.denominated?.rate).toEqual(['more_than_trials', 'ok', 'zero_denominator']);
  });

  it('divide, and say when they cannot', () => {
    const { stages, status } = output(
      { denominate: true, indicators: [{ code: 'a', parent: 'x', denominator: 'd' }] },
      { a: [10, 10, 10], d: [2, 0, null] },
    );
    expect(stages.denominated?.a).toEqual([5, null, null]);
    expect(status.denominated?.a).toEqual(['ok', 'zero_denominator', 'missing_denominator']);
  });

  it('shrink towards the ratio of the sums, small units most', () => {
    const counts = { kind: 'proportion', successes: 's', trials: 't', strength: 10 };
    const { stages } = output(
      { indicators: [{ code: 'rate', parent: 'x', counts }] },
      { s: [1, 90, 0], t: [1, 100, 99] },
    );
    const whole = 91 / 200;
    expect(stages.denominated?.rate?.[0]).toBeCloseTo((1 + whole * 10) / 11, 12);
    expect(stages.denominated?.rate?.[1]).toBeCloseTo((90 + whole * 10) / 110, 12);
  });
});
