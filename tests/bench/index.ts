import { performance } from 'node:perf_hooks';
import { parseDefinition } from '../../warehouse/vitality/definition.ts';
import { streamOf } from '../../warehouse/vitality/numeric/random.ts';
import { outputOf } from '../../warehouse/vitality/output.ts';
import { run } from '../../warehouse/vitality/run.ts';
import type { Cell, DataTable } from '../../warehouse/vitality/table.ts';
import { uncertainty } from '../../warehouse/vitality/uncertainty.ts';

/**
 * How fast the index engine is, on one core: `npm run bench:index`. Cases run in turn, several rounds, and the median
 * counts; what to look at are the ratios.
 */
const rounds = 5;
const pillars = 4;

/** Log-normal values with a twentieth missing, like counts of very different units. */
function tableOf(units: number, indicators: number): DataTable {
  const stream = streamOf(20_26);
  const columns = new Map<string, readonly Cell[]>();
  columns.set(
    'uCode',
    Array.from({ length: units }, (_, at) => `U${String(at).padStart(6, '0')}`),
  );
  columns.set(
    'peer',
    Array.from({ length: units }, (_, at) => ['街道', '乡镇', '专业站'][at % 3] ?? ''),
  );
  for (let at = 0; at < indicators; at++)
    columns.set(
      `i${at}`,
      Array.from({ length: units }, () => (stream.uniform() < 0.05 ? null : 2 ** (3 * stream.normal()))),
    );
  for (const name of ['events', 'exposure'])
    columns.set(
      name,
      Array.from(
        { length: units },
        () => Math.ceil(2 ** (4 + 2 * stream.normal())) * (name === 'exposure' ? 50 : 1),
      ),
    );
  return { columns };
}

function definitionOf(indicators: number, further: object) {
  return parseDefinition({
    id: 'bench',
    version: '1.0.0',
    indicators: Array.from({ length: indicators }, (_, at) => ({
      code: `i${at}`,
      parent: `p${at % pillars}`,
      direction: at % 3 === 0 ? -1 : 1,
      ...(at === 0 && { counts: { kind: 'rate', events: 'events', exposure: 'exposure', per: 10_000 } }),
    })),
    aggregates: [
      ...Array.from({ length: pillars }, (_, at) => ({ code: `p${at}`, parent: 'index' })),
      { code: 'index' },
    ],
    impute: { f_i: 'i_median_grp', use_group: 'peer' },
    treat: {},
    normalise: { f_n: 'n_minmax', f_n_para: { l_u: [1, 100] } },
    aggregate: { f_ag: ['a_amean', 'a_gmean'] },
    ...further,
  });
}

const draws = 1000;
const weightsOnly = { draws, seed: 1, weights: { noise: 0.25 } };
const everything = {
  ...weightsOnly,
  winmax: [3, 5, 10],
  counts: true,
  normalise: [{ f_n: 'n_minmax', f_n_para: { l_u: [1, 100] } }, { f_n: 'n_prank' }],
  aggregate: [{ f_ag: ['a_amean', 'a_gmean'] }, { f_ag: 'a_amean' }],
};

function monteCarlo(name: string, spec: object) {
  const index = definitionOf(12, { uncertainty: spec });
  const table = tableOf(107, 12);
  return {
    name,
    aim: 2,
    work: () => {
      const { uncertainty: asked } = index.definition;
      if (asked) uncertainty(run(index, { table }), asked);
    },
  };
}

function single(units: number, aim: number | null) {
  const index = definitionOf(30, {});
  const table = tableOf(units, 30);
  return { name: `one run, ${units} × 30`, aim, work: () => void run(index, { table }) };
}

function written(units: number) {
  const index = definitionOf(30, {});
  const table = tableOf(units, 30);
  return {
    name: `one run and its JSON, ${units} × 30`,
    aim: null,
    work: () => void JSON.stringify(outputOf(run(index, { table }))),
  };
}

const cases = [
  monteCarlo('107 × 12, 1000 draws: weights', weightsOnly),
  monteCarlo('107 × 12, 1000 draws: weights, normalisation, aggregation, caps, counts', everything),
  single(2_500, null),
  single(5_000, null),
  single(10_000, null),
  single(20_000, 2),
  written(20_000),
];

const times = new Map<string, number[]>(cases.map(({ name }) => [name, []]));
const processor = new Map<string, number[]>(cases.map(({ name }) => [name, []]));
for (let round = 0; round < rounds; round++)
  for (const { name, work } of cases) {
    const start = performance.now();
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    processor.get(name)?.push((user + system) / 1e6);
    times.get(name)?.push((performance.now() - start) / 1000);
  }
const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
const base = middle(processor.get('one run, 2500 × 30') ?? []);
process.stdout.write(
  '| case | median s | processor s | aim s | ratio to 2 500 units |\n| --- | --- | --- | --- | --- |\n',
);
for (const { name, aim } of cases) {
  const median = middle(times.get(name) ?? []);
  const cpu = middle(processor.get(name) ?? []);
  const ratio = name.startsWith('one run,') ? (cpu / base).toFixed(1) : '';
  process.stdout.write(`| ${name} | ${median.toFixed(2)} | ${cpu.toFixed(2)} | ${aim ?? ''} | ${ratio} |\n`);
}
