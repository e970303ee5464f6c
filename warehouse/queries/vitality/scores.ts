import { z } from 'zod';
import type { Engine } from '../../engine.ts';
import { sqlBeside } from '../sql-beside.ts';

const sql = sqlBeside(import.meta.dirname, 'scores');

const rowSchema = z
  .object({
    station: z.string(),
    name: z.string(),
    area: z.string().nullable(),
    areaName: z.string().nullable(),
    township: z.string().nullable(),
    peerGroup: z.string(),
    kind: z.string(),
    residents: z.int(),
    deputies: z.int(),
    openedOn: z.string(),
    silent: z.boolean(),
    markedMonths: z.int(),
    opinions: z.int(),
    online: z.int(),
    repeats: z.int(),
    overCap: z.int(),
    persons: z.int(),
    activities: z.int(),
    score: z.number().nullable(),
    band: z.int().nullable(),
    rank: z.int().nullable(),
    peerRank: z.int().nullable(),
    scoreLow: z.number().nullable(),
    scoreHigh: z.number().nullable(),
    rankLow: z.number().nullable(),
    rankHigh: z.number().nullable(),
    bandLow: z.int().nullable(),
    bandHigh: z.int().nullable(),
    scoreUnmarked: z.number().nullable(),
    rankUnmarked: z.int().nullable(),
  })
  .transform(({ scoreLow, scoreHigh, rankLow, rankHigh, bandLow, bandHigh, ...row }) => ({
    ...row,
    status: row.score === null ? ('unrated' as const) : ('rated' as const),
    interval:
      scoreLow === null ||
      scoreHigh === null ||
      rankLow === null ||
      rankHigh === null ||
      bandLow === null ||
      bandHigh === null
        ? null
        : { scoreLow, scoreHigh, rankLow, rankHigh, bandLow, bandHigh },
  }));
export type StationRow = z.output<typeof rowSchema>;

/** The stations of a period by rank, those without one last; one station when named. */
export async function vitalityScores(
  engine: Engine,
  version: string,
  period: string,
  station: string | null = null,
): Promise<StationRow[]> {
  const rows = await engine.rows(sql, { version, period, station });
  return rows.map((row) => rowSchema.parse(row));
}
