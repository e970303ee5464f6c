import { z } from 'zod';
import { parseDefinition, DefinitionError } from '../vitality/definition.ts';
import type { Draw } from '../vitality/draws.ts';
import { run } from '../vitality/run.ts';
import type { DataTable } from '../vitality/table.ts';
import { drawing, summarised } from '../vitality/uncertainty.ts';
import type { StationDefinition } from './definition.ts';
import { placesOf, type StationScore } from './score.ts';

const weighted = z.looseObject({
  code: z.string(),
  parent: z.string().optional(),
  weight: z.number().optional(),
});
const documentSchema = z.looseObject({
  indicators: z.array(weighted),
  aggregates: z.array(weighted),
});

/**
 * The definition with other weights; what is not named keeps its own.
 * @throws DefinitionError for a code that has no weight, or where nothing below an aggregate would count
 */
export function withWeights(
  definition: StationDefinition,
  weights: ReadonlyMap<string, number>,
): Pick<StationDefinition, 'engine' | 'bands'> {
  const document = documentSchema.parse(definition.engine.document);
  const children = [...document.indicators, ...document.aggregates].filter(
    ({ parent }) => parent !== undefined,
  );
  const known = children.map(({ code }) => code);
  const unknown = [...weights.keys()].find((code) => !known.includes(code));
  if (unknown !== undefined)
    throw new DefinitionError(`没有“${unknown}”这一项；可以改权重的有：${known.join('、')}`);
  const weightOf = ({ code, weight }: z.output<typeof weighted>) => weights.get(code) ?? weight ?? 1;
  const without = document.aggregates.find(
    ({ code }) => !children.some((child) => child.parent === code && weightOf(child) > 0),
  );
  if (without !== undefined)
    throw new DefinitionError(`使“${without.code}”之下的权重全为 0；不能全为 0，请至少给一项正的权重`);
  const moved = (rows: readonly z.output<typeof weighted>[]) =>
    rows.map((row) => ({ ...row, weight: weightOf(row) }));
  const changed = {
    ...document,
    indicators: moved(document.indicators),
    aggregates: moved(document.aggregates),
  };
  return { engine: parseDefinition(changed), bands: definition.bands };
}

/**
 * What would come out under other weights, with rank intervals from this many draws. Nothing is kept.
 * @param pause lets others have their turn after each draw, some milliseconds of work: a server answers them meanwhile
 * @throws DefinitionError for a code that has no weight
 */
export async function whatIf(
  definition: StationDefinition,
  table: DataTable,
  weights: ReadonlyMap<string, number>,
  draws: number,
  pause: () => Promise<unknown>,
): Promise<readonly StationScore[]> {
  const changed = withWeights(definition, weights);
  const done = run(changed.engine, { table });
  const given = definition.engine.definition.uncertainty;
  if (given === undefined) return placesOf(done, changed.bands, null);
  const spec = { ...given, draws, pairs: false };
  const made: Draw[] = [];
  for (const draw of drawing(done, spec)) {
    made.push(draw);
    await pause();
  }
  return placesOf(done, changed.bands, summarised(done, spec, made));
}
