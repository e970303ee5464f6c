import { z } from 'zod';
import { parseDefinition, DefinitionError } from '../vitality/definition.ts';
import type { Draw } from '../vitality/draws.ts';
import { run } from '../vitality/run.ts';
import type { DataTable } from '../vitality/table.ts';
import { drawing, summarised } from '../vitality/uncertainty.ts';
import type { StationDefinition } from './definition.ts';
import { placesOf, type StationScore } from './score.ts';

const weighted = z.looseObject({ code: z.string(), weight: z.number().optional() });
const documentSchema = z.looseObject({
  indicators: z.array(weighted),
  aggregates: z.array(weighted),
});

/**
 * The definition with other weights; what is not named keeps its own.
 * @throws DefinitionError for a code that has no weight
 */
export function withWeights(
  definition: StationDefinition,
  weights: ReadonlyMap<string, number>,
): Pick<StationDefinition, 'engine' | 'bands'> {
  const document = documentSchema.parse(definition.engine.document);
  const known = [...document.indicators, ...document.aggregates].map(({ code }) => code);
  const unknown = [...weights.keys()].find((code) => !known.includes(code));
  if (unknown !== undefined)
    throw new DefinitionError(`没有“${unknown}”这一项；可以改权重的有：${known.join('、')}`);
  const moved = (rows: readonly z.output<typeof weighted>[]) =>
    rows.map((row) => ({ ...row, weight: weights.get(row.code) ?? row.weight ?? 1 }));
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
