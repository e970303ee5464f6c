import { describe, expect, it } from 'vitest';
import { parseDefinition } from './definition.ts';
import { streamOf } from './numeric/random.ts';
import { run } from './run.ts';
import { saltelliSample, sensitivity, sobolIndices } from './sobol.ts';
import { tableOf } from './table.ts';
import { uncertainty } from './uncertainty.ts';

const table = tableOf(
  Array.from({ length: 12 }, (_, at) => ({
    uCode: `U${String(at).padStart(2, '0')}`,
    a: (at * 7) % 12,
    b: at,
    c: (at * 5) % 12,
    made: at,
    size: at === 0 ? 10 : 1000,
  })),
);

const done = (further: object) =>
  run(
    parseDefinition({
      id: 'test',
      version: '1.0.0',
      indicators: ['a', 'b', 'c'].map((code) => ({ code, parent: 'x' })),
      aggregates: [{ code: 'x' }],
      normalise: { f_n: 'n_minmax' },
      ...further,
    }),
    { table },
  );

const spec = (given: object) => {
  const made = done({ uncertainty: { draws: 200, ...given } });
  const asked = made.index.definition.uncertainty;
  if (asked === undefined) throw new Error('no uncertainty');
  return uncertainty(made, asked);
};

describe('Monte Carlo', () => {
  const noise = { weights: { noise: 0.3 } };

  it('gives the same draws for the same seed and others for another', () => {
    expect(spec({ ...noise, seed: 5 })).toEqual(spec({ ...noise, seed: 5 }));
    expect(spec({ ...noise, seed: 6 }).units).not.toEqual(spec({ ...noise, seed: 5 }).units);
  });

  it('does not take it as certain that nothing happened anywhere', () => {
    const rate = { kind: 'rate', events: 'none', exposure: 'size' };
    const made = run(
      parseDefinition({
        id: 'test',
        version: '1.0.0',
        indicators: [{ code: 'r', parent: 'x', counts: rate }],
        aggregates: [{ code: 'x' }],
        uncertainty: { draws: 100, counts: true },
      }),
      { table: tableOf([10, 1000].map((size, at) => ({ uCode: 'AB'.charAt(at), none: 0, size }))) },
    );
    const asked = made.index.definition.uncertainty;
    const [small, large] = asked === undefined ? [] : uncertainty(made, asked).units;
    expect(small?.scoreHigh).toBeGreaterThan(0);
    expect(large?.scoreHigh).toBeGreaterThan(0);
  });

  it('gives rank intervals around the nominal rank, and P(A above B) + P(B above A) = 1', () => {
    const { units, above } = spec(noise);
    for (const { low, high, median } of units) {
      expect(low).toBeLessThanOrEqual(median ?? NaN);
      expect(high).toBeGreaterThanOrEqual(median ?? NaN);
    }
    above?.forEach((row, a) =>
      row.forEach((share, b) => {
        if (a === b) expect(share).toBeNull();
        else expect((share ?? NaN) + (above[b]?.[a] ?? NaN)).toBeCloseTo(1, 12);
      }),
    );
    const [best, worst] = [
      units.findIndex(({ nominal }) => nominal === 1),
      units.findIndex(({ nominal }) => nominal === 12),
    ];
    expect(above?.[best]?.[worst]).toBe(1);
  });

  it('moves nothing when nothing is moved', () => {
    const { units } = spec({ weights: { noise: 0 } });
    for (const { nominal, low, high, scoreLow, scoreHigh } of units) {
      expect([low, high]).toEqual([nominal, nominal]);
      expect(scoreLow).toBe(scoreHigh);
    }
  });

  it('varies methods, caps and filling', () => {
    const { factors, units } = spec({
      normalise: [{ f_n: 'n_minmax' }, { f_n: 'n_rank' }],
      aggregate: [{ f_ag: 'a_amean' }, { method: 'median' }],
      impute: [{ f_i: 'none' }, { f_i: 'i_mean' }],
      winmax: [1, 5],
    });
    expect(factors).toEqual(['normalise', 'aggregate', 'impute', 'winmax']);
    expect(units.some(({ low, high }) => low !== high)).toBe(true);
  });

  it('is less sure of a small unit than of a great one', () => {
    const rate = { kind: 'rate', events: 'made', exposure: 'size', per: 1000, strength: 5 };
    const made = done({
      indicators: [{ code: 'r', parent: 'x', counts: rate }],
      normalise: { f_n: 'none' },
      uncertainty: { draws: 400, counts: true },
    });
    const asked = made.index.definition.uncertainty;
    const width = (unit: string) => {
      const found = asked && uncertainty(made, asked).units.find((each) => each.unit === unit);
      return (found?.scoreHigh ?? NaN) - (found?.scoreLow ?? NaN);
    };
    expect(width('U00')).toBeGreaterThan(width('U01') * 2);
  });

  it('refuses to be asked for nothing', () => {
    expect(() => spec({})).toThrow(/没有写明/);
    expect(() => spec({ counts: true })).toThrow(/counts/);
  });
});

describe('Sobol’ indices', () => {
  it('come near the closed form of Ishigami’s function', () => {
    // a = 7, b = 0.1: S = 0.3139, 0.4424, 0; ST = 0.5576, 0.4424, 0.2437 (Saltelli 2008).
    const draws = 4096;
    const stream = streamOf(11);
    const outputs = saltelliSample(draws, 3, stream).map((places) => {
      const [x = 0, y = 0, z = 0] = places.map((place) => Math.PI * (2 * place - 1));
      return Math.sin(x) + 7 * Math.sin(y) ** 2 + 0.1 * z ** 4 * Math.sin(x);
    });
    const indices = sobolIndices(outputs, ['x', 'y', 'z'], draws, { bootstrap: 50, stream });
    const close = (value: number | null | undefined, expected: number) =>
      expect(Math.abs((value ?? NaN) - expected)).toBeLessThan(0.06);
    [0.3139, 0.4424, 0].forEach((expected, at) => close(indices[at]?.first, expected));
    [0.5576, 0.4424, 0.2437].forEach((expected, at) => close(indices[at]?.total, expected));
    for (const { total, totalInterval } of indices) {
      expect(totalInterval?.[0]).toBeLessThan(total ?? NaN);
      expect(totalInterval?.[1]).toBeGreaterThan(total ?? NaN);
    }
  });

  it('give a factor that changes nothing no share', () => {
    const made = done({
      sensitivity: {
        draws: 40,
        bootstrap: 0,
        weights: { noise: 0.5 },
        impute: [{ f_i: 'none' }, { f_i: 'i_mean' }],
      },
    });
    const asked = made.index.definition.sensitivity;
    const found = asked && sensitivity(made, asked);
    expect(found?.runs).toBe(160);
    expect(found?.indices[1]).toMatchObject({ factor: 'impute', first: 0, total: 0 });
    expect(found?.indices[0]?.total).toBeGreaterThan(0.5);
  });
});
