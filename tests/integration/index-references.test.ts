import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseDefinition } from '../../warehouse/vitality/definition.ts';
import { outputOf } from '../../warehouse/vitality/output.ts';
import { readDefinition, readMeta, readTable } from '../../warehouse/vitality/read.ts';
import { run } from '../../warehouse/vitality/run.ts';
import { tableOf } from '../../warehouse/vitality/table.ts';
import { ahp } from '../../warehouse/vitality/weights/ahp.ts';
import { evaluationData } from '../fixtures/evaluation-data.ts';

/** Other people's indexes; not part of the project, and not needed to build it. */
const { path: folder, isMissing } = evaluationData('index');
const place = (name: string) => join(folder, name);

const matrix = z.array(z.array(z.number()));
const published = z.object({
  entropy_elsayed2017: z.object({ matrix, weights: z.array(z.number()), tol: z.number() }),
  critic_diakoulaki1995: z.object({ matrix, weights: z.array(z.number()), tol: z.number() }),
  topsis_tzeng2011: z.object({
    matrix,
    weights: z.array(z.number()),
    scores: z.array(z.number()),
    ranks: z.array(z.number()),
    tol: z.number(),
  }),
  topsis_opricovic2004: z.object({
    matrix,
    weights: z.array(z.number()),
    types: z.array(z.union([z.literal(1), z.literal(-1)])),
    scores: z.array(z.number()),
    tol: z.number(),
  }),
  ahp_wangchin2011: z.object({
    matrix,
    weights: z.array(z.number()),
    lambda: z.number(),
    CR: z.number(),
    tol: z.number(),
  }),
  std_jahan2013: z.object({ matrix, weights: z.array(z.number()), tol: z.number() }),
});

const tables = async () => published.parse(JSON.parse(await readFile(place('published_mcdm.json'), 'utf8')));

/** A table of alternatives by criteria as an index of one level. */
function indexOf(values: readonly (readonly number[])[], further: object, types: readonly number[] = []) {
  const codes = (values[0] ?? []).map((_, at) => `c${at}`);
  const index = parseDefinition({
    id: 'published',
    version: '1.0.0',
    indicators: codes.map((code, at) => ({ code, parent: 'x', direction: types[at] ?? 1 })),
    aggregates: [{ code: 'x' }],
    ...further,
  });
  const table = tableOf(
    values.map((row, at) => ({
      uCode: `U${String(at).padStart(3, '0')}`,
      ...Object.fromEntries(codes.map((code, column) => [code, row[column] ?? null])),
    })),
  );
  return outputOf(run(index, { table }));
}

function near(found: readonly (number | null)[], expected: readonly number[], tolerance: number): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, at) =>
    expect(Math.abs((value ?? NaN) - (expected[at] ?? NaN))).toBeLessThanOrEqual(tolerance),
  );
}

const weightsOf = (output: ReturnType<typeof indexOf>): number[] =>
  output.indicators.map((code) => z.record(z.string(), z.number()).parse(output.weights)[code] ?? NaN);

describe.skipIf(isMissing)('tables of the literature', () => {
  it.each(['entropy_elsayed2017', 'critic_diakoulaki1995', 'std_jahan2013'] as const)('%s', async (name) => {
    const { matrix: values, weights, tol } = (await tables())[name];
    const method = name.split('_')[0];
    near(weightsOf(indexOf(values, { weights: { method, data: 'raw' } })), weights, tol);
  });

  it.each([
    ['topsis_tzeng2011', 'vector'],
    ['topsis_opricovic2004', 'minmax'],
  ] as const)('%s', async (name, norm) => {
    const found = (await tables())[name];
    const values = Object.fromEntries(found.weights.map((weight, at) => [`c${at}`, weight]));
    const output = indexOf(
      found.matrix,
      {
        normalise: { method: 'none' },
        weights: { method: 'given', values },
        aggregate: { method: 'topsis', norm },
      },
      'types' in found ? found.types : [],
    );
    near(output.stages.aggregated?.x ?? [], found.scores, found.tol);
    if ('ranks' in found) expect(output.ranks.x).toEqual(found.ranks);
  });

  it('ahp_wangchin2011, with the warning its judgements deserve', async () => {
    const { matrix: values, weights, lambda, CR, tol } = (await tables()).ahp_wangchin2011;
    const found = ahp(values);
    near(found.weights, weights, tol);
    near([found.lambda, found.consistencyRatio], [lambda, CR], tol);
    const codes = values.map((_, at) => `c${at}`);
    const output = indexOf([codes.map((_, at) => at + 1), codes.map(() => 1)], {
      weights: { method: 'ahp', parent: 'x', codes, matrix: values },
    });
    near(weightsOf(output), weights, tol);
    expect(JSON.stringify(output.weighing)).toContain('一致性比率为 0.2290，大于 0.1');
  });
});

describe.skipIf(isMissing)('the Human Development Index', () => {
  it('comes out as published, to three decimals, in every country and year', async () => {
    const table = await readTable(place('hdi_hdr2324.csv'));
    const index = await readDefinition('docs/examples/index/hdi.json');
    const { units, times, stages } = outputOf(run(index, { table }));
    const official = new Map(
      (table.columns.get('iso3') ?? []).map((code, row) => [
        `${code} ${table.columns.get('year')?.[row]}`,
        Number(table.columns.get('published_hdi')?.[row]),
      ]),
    );
    const wrong = units.flatMap((unit, row) => {
      const [found, expected] = [
        stages.aggregated?.hdi?.[row] ?? NaN,
        official.get(`${unit} ${times?.[row]}`) ?? NaN,
      ];
      return Math.abs(found - expected) <= 0.0005 + 1e-9
        ? []
        : [{ unit, year: times?.[row], found, expected }];
    });
    expect(units).toHaveLength(894);
    expect(wrong).toEqual([]);
  });
});

describe.skipIf(isMissing)('the ASEM index', () => {
  it('comes out as COINr’s documentation prints it', async () => {
    const index = await readDefinition('docs/examples/index/asem.json');
    const output = outputOf(
      run(index, {
        table: await readTable(place('ASEM_iData.csv')),
        meta: await readMeta(place('ASEM_iMeta.csv')),
      }),
    );
    const best = output.units
      .map((unit, row) => ({
        unit,
        rank: output.ranks.Index?.[row],
        score: output.stages.aggregated?.Index?.[row],
      }))
      .sort((a, b) => (a.rank ?? 99) - (b.rank ?? 99))
      .slice(0, 5)
      .map(({ unit, score }) => [unit, score?.toFixed(2)]);
    expect(best).toEqual([
      ['CHE', '68.38'],
      ['NLD', '64.82'],
      ['DNK', '64.80'],
      ['NOR', '64.47'],
      ['BEL', '63.54'],
    ]);
  });
});
