import { z } from 'zod';
import type { Engine } from '../../engine.ts';

const countySchema = z.object({
  code: z.string(),
  name: z.string(),
  longitude: z.number(),
  latitude: z.number(),
});
const townshipSchema = z.object({ code: z.string(), name: z.string(), kind: z.string(), county: z.string() });

/** The counties with a centre, in their usual order, and every township. */
export async function places(engine: Engine): Promise<{
  counties: z.output<typeof countySchema>[];
  townships: z.output<typeof townshipSchema>[];
}> {
  const counties = await engine.rows(
    `select code, name, longitude, latitude from marts.dim_area
     where level = 'county' and longitude is not null order by sort_order, code`,
  );
  const townships = await engine.rows(
    'select code, name, kind, county_code as county from marts.dim_township order by code',
  );
  return {
    counties: counties.map((row) => countySchema.parse(row)),
    townships: townships.map((row) => townshipSchema.parse(row)),
  };
}
