import { z } from 'zod';

const code = z.string().min(1);

/** Counts behind a rate or a share: shrunk towards the whole, and the source of sampling noise. */
export const countsSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('rate').describe('事件数 / 规模 × per；Gamma–Poisson'),
    events: z.string(),
    exposure: z.string(),
    per: z.number().positive().default(1),
    shrink: z.boolean().default(true).describe('向总体比率收缩'),
    strength: z.number().min(0).optional().describe('先验相当于多少规模；不写则由数据估计'),
  }),
  z.strictObject({
    kind: z.literal('proportion').describe('成功数 / 总数；Beta–二项'),
    successes: z.string(),
    trials: z.string(),
    shrink: z.boolean().default(true),
    strength: z.number().min(0).optional().describe('先验相当于多少次；不写则由数据估计'),
  }),
]);
export type Counts = z.output<typeof countsSchema>;

export const indicatorSchema = z.strictObject({
  code,
  name: z.string().optional(),
  column: z.string().optional().describe('数据中的列，默认同 code'),
  sql: z.string().optional().describe('数据列的 SQL 表达式，如 opinions * 10000.0 / residents'),
  counts: countsSchema.optional(),
  unit: z.string().optional(),
  direction: z
    .union([z.literal(1), z.literal(-1)])
    .default(1)
    .describe('1 越大越好，-1 越小越好'),
  weight: z.number().default(1),
  parent: code.optional(),
  denominator: z.string().optional(),
  target: z.number().optional(),
  goalposts: z
    .strictObject({
      lower: z.number(),
      upper: z.number(),
      scale: z.number().optional(),
      trunc2posts: z.boolean().optional(),
    })
    .optional()
    .describe('门柱，自然单位'),
  saturate: z
    .strictObject({ half: z.number().positive() })
    .optional()
    .describe('饱和：x / (x + half)，half 处为一半'),
  cap: z.number().optional().describe('封顶：超过的按它计'),
  transform: z.enum(['ln']).optional().describe('归一前取自然对数；目标与门柱仍写原单位'),
});
export type IndicatorSpec = z.output<typeof indicatorSchema>;

export const aggregateNodeSchema = z.strictObject({
  code,
  name: z.string().optional(),
  parent: code.optional().describe('最高一级不写'),
  weight: z.number().default(1),
});
export type AggregateNode = z.output<typeof aggregateNodeSchema>;

const number = z.number().nullish();

/** A row of COINr's iMeta; further columns (goalpost_lower …) are kept as parameters. */
export const metaRowSchema = z.looseObject({
  iCode: code,
  Type: z.enum(['Indicator', 'Aggregate', 'Group', 'Denominator', 'Other']),
  Level: number,
  Parent: z.string().nullish(),
  Direction: number,
  Weight: number,
  iName: z.string().nullish(),
  Unit: z.string().nullish(),
  Target: number,
  Denominator: z.string().nullish(),
});
export type MetaRow = z.output<typeof metaRowSchema>;

export const denominateSchema = z.union([
  z.boolean().describe('true：按指标的 denominator'),
  z.strictObject({
    by: z.record(z.string(), z.string()).optional().describe('指标代码 → 分母列'),
    scale: z.record(z.string(), z.number()).optional().describe('指标代码 → 比例（COINr 的 ScaleFactor）'),
    denomby: z
      .array(
        z.strictObject({ iCode: z.string(), Denominator: z.string(), ScaleFactor: z.number().optional() }),
      )
      .optional()
      .describe('COINr 的 denomby'),
    f_denom: z.enum(['/', '*']).default('/'),
  }),
]);

const force = z.strictObject({ uCode: z.string(), Include: z.boolean() });

export const screenSchema = z.strictObject({
  unit_screen: z.enum(['byNA', 'byzeros', 'byNAandzeros']).default('byNA'),
  dat_thresh: z
    .number()
    .min(0)
    .max(1)
    .default(2 / 3),
  nonzero_thresh: z.number().min(0).max(1).default(0.05),
  Force: z.array(force).optional(),
});
export type ScreenSpec = z.output<typeof screenSchema>;
