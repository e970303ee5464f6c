import { z } from 'zod';

/** GeoJSON (RFC 7946): longitude, latitude; a height is allowed and ignored. */
const positionSchema = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number());

const ringSchema = z
  .array(positionSchema)
  .min(4, '一个环至少 4 个点')
  .refine((ring) => {
    const [first, last] = [ring[0], ring.at(-1)];
    return first?.[0] === last?.[0] && first?.[1] === last?.[1];
  }, '环没有闭合：首尾两点应相同');

const geometrySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(ringSchema).min(1) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ringSchema).min(1)).min(1) }),
]);

const featureSchema = z.object({
  type: z.literal('Feature'),
  properties: z.object({
    /** GB/T 2260 code of a county, or the nine digits of a township. */
    code: z.string().regex(/^\d{6}(\d{3})?$/, '应为 6 位县级或 9 位乡级行政区划代码'),
    name: z.string().optional(),
  }),
  geometry: geometrySchema,
});

/** `COCKPIT_HOME/map.geojson`: boundaries that an office may publish, with the number of their approval. */
export const cityMapSchema = z.object({
  type: z.literal('FeatureCollection'),
  /** 审图号: boundaries may not be shown without one. */
  approvalNumber: z.string('缺少审图号').trim().min(1, '缺少审图号'),
  features: z
    .array(featureSchema)
    .min(1)
    .refine(
      (features) => new Set(features.map(({ properties }) => properties.code)).size === features.length,
      '有重复的行政区划代码',
    ),
});
export type CityMap = z.output<typeof cityMapSchema>;

/** `GET /api/v1/map`: the office's own map; none, or none that can be used, and then why. */
export const mapAnswerSchema = z.object({ map: cityMapSchema.nullable(), problem: z.string().nullable() });
export type MapAnswer = z.output<typeof mapAnswerSchema>;
