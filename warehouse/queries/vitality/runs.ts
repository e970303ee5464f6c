import { z } from 'zod';
import type { Engine } from '../../engine.ts';

const runSchema = z.object({
  version: z.string(),
  hash: z.string(),
  build: z.string(),
  engine: z.string(),
  seed: z.int(),
  draws: z.int(),
});
export type VitalityRun = z.output<typeof runSchema>;

/** What each definition's scores of this build were made with. */
export async function vitalityRuns(engine: Engine): Promise<VitalityRun[]> {
  const rows = await engine.rows('select version, hash, build, engine, seed, draws from meta.vitality_run');
  return rows.map((row) => runSchema.parse(row));
}

const periodSchema = z
  .object({ code: z.string(), kind: z.enum(['year', 'rolling']), from: z.string(), to: z.string() })
  .transform(({ code, kind, from, to }) => ({
    code,
    name: kind === 'year' ? `${code}年` : `${Number(to.slice(0, 4))}年${Number(to.slice(5, 7))}月止十二个月`,
    from,
    to,
  }));
export type VitalityPeriod = z.output<typeof periodSchema>;

/** The periods that are scored, the latest first. */
export async function vitalityPeriods(engine: Engine): Promise<VitalityPeriod[]> {
  const rows = await engine.rows(
    `select period_code as code, kind, period_from as "from", period_to as "to"
     from marts.dim_vitality_period
     semi join marts.vitality_score using (period_code)
     order by time_code desc`,
  );
  return rows.map((row) => periodSchema.parse(row));
}

const standingSchema = z.object({ above: z.int(), below: z.int(), alike: z.int() });

/** How many stations lie surely above one (P ≥ 0.9), surely below, or neither; null where the period was not drawn. */
export async function vitalityStanding(
  engine: Engine,
  asked: { readonly version: string; readonly period: string; readonly station: string },
): Promise<z.output<typeof standingSchema> | null> {
  const [row] = await engine.rows(
    `select
       count(*) filter (where probability <= 0.1) as above,
       count(*) filter (where probability >= 0.9) as below,
       count(*) filter (where probability > 0.1 and probability < 0.9) as alike
     from marts.vitality_above
     where version = $version and period_code = $period and station_code = $station`,
    { ...asked },
  );
  const standing = standingSchema.parse(row);
  return standing.above + standing.below + standing.alike === 0 ? null : standing;
}
