import { z } from 'zod';
import { correlation } from '../vitality/analysis/correlate.ts';
import { DefinitionError } from '../vitality/definition.ts';
import { quantile } from '../vitality/numeric/order.ts';
import { engineVersion } from '../vitality/run.ts';
import { numbers, type DataTable } from '../vitality/table.ts';
import type { StationDefinition } from './definition.ts';
import { scorePeriod, type StationScore } from './score.ts';

const named = z.strictObject({ version: z.string(), hash: z.string() });

const periodSchema = z.strictObject({
  period: z.string(),
  stations: z.int(),
  /** 5 %, 25 %, 50 %, 75 %, 95 % of the scores. */
  scores: z.array(z.number()).length(5),
  /** Stations in each band, the highest first. */
  bands: z.array(z.int()),
  /** Spearman's correlation of the scores with the size of the stations. */
  residents: z.number(),
  deputies: z.number(),
  /** Against the definition before it; null for the first. */
  against: z
    .strictObject({
      /** Spearman's correlation of the two rankings. */
      ranks: z.number(),
      medianShift: z.number(),
      largestShift: z.int(),
      bandsUp: z.int(),
      bandsSame: z.int(),
      bandsDown: z.int(),
    })
    .nullable(),
});
export type BackCastPeriod = z.output<typeof periodSchema>;

export const backCastSchema = z.strictObject({
  definition: named,
  against: named.nullable(),
  engine: z.string(),
  /** The build whose records it was tried on. */
  build: z.string(),
  periods: z.array(periodSchema).min(2),
});
/** What a new definition does to two periods that are known, beside the definition before it. */
export type BackCast = z.output<typeof backCastSchema>;

/** A period's inputs as one definition counts them. */
export interface Tried {
  readonly period: string;
  readonly table: DataTable;
  /** As the definition before counts them; null for the first. */
  readonly before: DataTable | null;
  readonly sizes: ReadonlyMap<string, { readonly residents: number; readonly deputies: number }>;
}

/** No index may follow the size of a station more than this (Spearman). */
export const mostSizeCorrelation = 0.2;

const byStation = (scores: readonly StationScore[]): ReadonlyMap<string, StationScore> =>
  new Map(scores.map((score) => [score.station, score]));

function shifts(now: readonly StationScore[], before: readonly StationScore[]): BackCastPeriod['against'] {
  const known = byStation(before);
  const pairs = now.flatMap((score) => {
    const earlier = known.get(score.station);
    return earlier === undefined ? [] : [{ score, earlier }];
  });
  const moved = pairs.map(({ score, earlier }) => Math.abs(score.rank - earlier.rank));
  const bands = pairs.map(({ score, earlier }) => Math.sign(earlier.band - score.band));
  return {
    ranks: correlation(
      numbers(pairs.map(({ score }) => score.score)),
      numbers(pairs.map(({ earlier }) => earlier.score)),
      'spearman',
    ),
    medianShift: quantile(moved, 0.5),
    largestShift: Math.max(0, ...moved),
    bandsUp: bands.filter((sign) => sign > 0).length,
    bandsSame: bands.filter((sign) => sign === 0).length,
    bandsDown: bands.filter((sign) => sign < 0).length,
  };
}

/**
 * Tries a definition on periods that are known: pure.
 * @throws DefinitionError naming every gate it does not pass
 */
export function backCast(
  definition: StationDefinition,
  predecessor: StationDefinition | null,
  build: string,
  tried: readonly Tried[],
): BackCast {
  const faults: string[] = [];
  const periods = tried.map(({ period, table, before, sizes }): BackCastPeriod => {
    const { scores } = scorePeriod(definition, table, null);
    const earlier = predecessor === null || before === null ? null : scorePeriod(predecessor, before, null);
    const sized = (of: 'residents' | 'deputies'): number =>
      correlation(
        numbers(scores.map(({ score }) => score)),
        numbers(scores.map(({ station }) => sizes.get(station)?.[of] ?? NaN)),
        'spearman',
      );
    const made: BackCastPeriod = {
      period,
      stations: scores.length,
      scores: [0.05, 0.25, 0.5, 0.75, 0.95].map((at) =>
        quantile(
          scores.map(({ score }) => score),
          at,
        ),
      ),
      bands: definition.bands.map((_, at) => scores.filter(({ band }) => band === at + 1).length),
      residents: sized('residents'),
      deputies: sized('deputies'),
      against: earlier === null ? null : shifts(scores, earlier.scores),
    };
    const rated = byStation(scores);
    const lost = (earlier?.scores ?? []).filter(({ station }) => !rated.has(station));
    if (lost.length > 0)
      faults.push(
        `${period}：${lost.length} 个站在原定义下有指数而在新定义下没有（${lost
          .slice(0, 3)
          .map(({ station }) => station)
          .join('、')}…）；请检查门柱与 normalise.floor`,
      );
    for (const [name, value] of [
      ['服务人口', made.residents],
      ['代表数', made.deputies],
    ] as const)
      if (!(Math.abs(value) <= mostSizeCorrelation))
        faults.push(
          `${period}：指数与${name}的 Spearman 相关为 ${value.toFixed(3)}，应在 ±${mostSizeCorrelation} 之内；请调整 rules 的折算弹性`,
        );
    return made;
  });
  if (periods.length < 2) faults.push(`回溯只有 ${periods.length} 个时期，至少要两个`);
  if (faults.length > 0)
    throw new DefinitionError(
      `定义 ${definition.version} 未通过回溯：\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    );
  return {
    definition: { version: definition.version, hash: definition.hash },
    against: predecessor === null ? null : { version: predecessor.version, hash: predecessor.hash },
    engine: engineVersion,
    build,
    periods,
  };
}
