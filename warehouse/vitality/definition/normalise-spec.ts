import { z } from 'zod';

/** How one indicator is brought to a common scale. Values arrive multiplied by their direction (±1). */
export type NormaliseSpec =
  | { readonly kind: 'none' | 'rank' | 'prank' | 'borda' | 'dist2max' | 'fracmax' }
  | { readonly kind: 'minmax' | 'scaled'; readonly lower: number; readonly upper: number }
  | { readonly kind: 'zscore'; readonly mean: number; readonly sd: number }
  | {
      readonly kind: 'dist2ref';
      /** Place of the reference among the units in order of code, from 1; or its code. */
      readonly reference: number | string;
      readonly cap: boolean;
    }
  | {
      readonly kind: 'dist2targ';
      /** null: the indicator's own target, in its natural unit. */
      readonly target: number | null;
      readonly flipped: boolean;
      readonly cap: boolean;
    }
  | {
      readonly kind: 'goalposts';
      /** On values already multiplied by their direction, as COINr's function takes them; null: see `natural`. */
      readonly posts: { readonly lower: number; readonly upper: number; readonly scale: number } | null;
      /** In the indicator's natural unit, for indicators with no goalposts of their own; null: each has its own. */
      readonly natural: { readonly lower: number; readonly upper: number } | null;
      readonly flipped: boolean;
      readonly truncate: boolean;
      /** Multiplies the share of the way between the posts when the indicator's own posts say nothing else. */
      readonly scale: number;
      /** The least score: above 0, a geometric mean stays defined for a unit that lies below a post. */
      readonly floor: number | null;
    }
  | {
      readonly kind: 'frozen';
      /** The time whose units give the goalposts. */
      readonly time: number;
      /** Quantiles (R type 7) of that time that serve as posts; 0 and 1 are the least and the greatest value. */
      readonly quantiles: readonly [number, number];
      readonly scale: number;
      readonly truncate: boolean;
    };

export interface NormaliseSpecs {
  readonly global: NormaliseSpec;
  readonly byIndicator: Readonly<Record<string, NormaliseSpec>>;
  /** Parameters come from each indicator's own columns (COINr's `use_iMeta`). */
  readonly fromMeta: boolean;
  /** With several times: all rows together (COINr's default for a purse), or each time for itself. */
  readonly acrossTimes: boolean;
  /** Peer groups (a column): each group for itself. */
  readonly within: string | null;
}

const names = [
  'minmax',
  'zscore',
  'scaled',
  'rank',
  'prank',
  'borda',
  'dist2max',
  'dist2ref',
  'dist2targ',
  'fracmax',
  'goalposts',
  'frozen_goalposts',
  'none',
] as const;
const coinrNames = [
  'n_minmax',
  'n_zscore',
  'n_scaled',
  'n_rank',
  'n_prank',
  'n_borda',
  'n_dist2max',
  'n_dist2ref',
  'n_dist2targ',
  'n_fracmax',
  'n_goalposts',
] as const;
const method = z.enum([...names, ...coinrNames]).describe('归一方法；n_* 是 COINr 的函数名');
const pair = z.tuple([z.number(), z.number()]);

const parameters = z.strictObject({
  l_u: pair.optional().describe('n_minmax：[下限, 上限]'),
  m_sd: pair.optional().describe('n_zscore：[均值, 标准差]'),
  npara: pair.optional().describe('n_scaled：[l, u]'),
  iref: z.int().positive().optional().describe('n_dist2ref：参照单位的序号（按单位代码排序，从 1 起）'),
  targ: z.number().optional().describe('n_dist2targ：目标值（用在乘过方向的值上，与 COINr 相同）'),
  cap_max: z.boolean().optional(),
  gposts: z
    .tuple([z.number(), z.number(), z.number()])
    .optional()
    .describe('n_goalposts：[下, 上, 比例]（用在乘过方向的值上，与 COINr 相同）'),
  direction: z.union([z.literal(1), z.literal(-1)]).optional(),
  trunc2posts: z.boolean().optional(),
  'ties.method': z.literal('min').optional(),
});

const shape = {
  method: method.optional(),
  f_n: method.optional().describe('同 method（COINr 的参数名）'),
  f_n_para: z
    .union([z.literal('use_iMeta'), parameters, z.tuple([pair])])
    .optional()
    .describe('COINr 的 f_n_para'),
  lower: z.number().optional().describe('minmax、scaled 的下限；goalposts 的下门柱（自然单位）'),
  upper: z.number().optional().describe('minmax、scaled 的上限；goalposts 的上门柱（自然单位）'),
  mean: z.number().optional().describe('zscore 的均值，默认 0'),
  sd: z.number().positive().optional().describe('zscore 的标准差，默认 1'),
  reference: z.string().optional().describe('dist2ref：参照单位的代码'),
  iref: z.int().positive().optional(),
  cap_max: z.boolean().optional().describe('超过参照或目标的按 1 计，默认 false'),
  scale: z.number().optional().describe('goalposts 的比例，默认 1'),
  trunc2posts: z.boolean().optional().describe('门柱之外截到门柱，默认 true'),
  floor: z.number().optional().describe('goalposts 的最低得分；大于 0 则几何平均总有值'),
  time: z.number().optional().describe('frozen_goalposts：基准年'),
  quantiles: pair.optional().describe('frozen_goalposts：基准年的分位数作门柱，默认 [0, 1]'),
};
const spec = z.strictObject(shape);
type Given = z.infer<typeof spec>;

/** What a method needs and was not given, in the words of the definition. */
class Missing extends Error {}

function resolved(given: Given): NormaliseSpec {
  const name = (given.method ?? given.f_n ?? 'minmax').replace(/^n_/, '');
  const listed = given.f_n_para === 'use_iMeta' ? undefined : given.f_n_para;
  const para: z.infer<typeof parameters> = Array.isArray(listed) ? { l_u: listed[0] } : (listed ?? {});
  switch (name) {
    case 'minmax':
      return {
        kind: name,
        lower: given.lower ?? para.l_u?.[0] ?? 0,
        upper: given.upper ?? para.l_u?.[1] ?? 100,
      };
    case 'scaled':
      return {
        kind: name,
        lower: given.lower ?? para.npara?.[0] ?? 0,
        upper: given.upper ?? para.npara?.[1] ?? 100,
      };
    case 'zscore':
      return { kind: name, mean: given.mean ?? para.m_sd?.[0] ?? 0, sd: given.sd ?? para.m_sd?.[1] ?? 1 };
    case 'dist2ref': {
      const reference = given.reference ?? given.iref ?? para.iref;
      if (reference === undefined) throw new Missing('dist2ref 需要 reference（单位代码）或 iref（序号）');
      return { kind: name, reference, cap: given.cap_max ?? para.cap_max ?? false };
    }
    case 'dist2targ':
      return {
        kind: name,
        target: para.targ ?? null,
        flipped: para.direction === -1,
        cap: given.cap_max ?? para.cap_max ?? false,
      };
    case 'goalposts': {
      const [lower, upper, scale] = para.gposts ?? [];
      return {
        kind: name,
        posts:
          lower === undefined || upper === undefined || scale === undefined ? null : { lower, upper, scale },
        natural:
          given.lower === undefined || given.upper === undefined
            ? null
            : { lower: given.lower, upper: given.upper },
        flipped: para.direction === -1,
        truncate: given.trunc2posts ?? para.trunc2posts ?? true,
        scale: given.scale ?? 1,
        floor: given.floor ?? null,
      };
    }
    case 'frozen_goalposts':
      if (given.time === undefined) throw new Missing('frozen_goalposts 需要 time（基准年）');
      return {
        kind: 'frozen',
        time: given.time,
        quantiles: given.quantiles ?? [0, 1],
        scale: given.scale ?? 1,
        truncate: given.trunc2posts ?? true,
      };
    case 'rank':
    case 'prank':
    case 'borda':
    case 'dist2max':
    case 'fracmax':
    case 'none':
      return { kind: name };
    default:
      throw new Missing(`没有这种归一方法：${name}`);
  }
}

export const normaliseSchema = z
  .strictObject({
    ...shape,
    global_specs: spec.optional().describe('COINr 的 global_specs'),
    indiv_specs: z.record(z.string(), spec).optional().describe('个别指标的方法，键为指标代码'),
    global: z.boolean().optional().describe('有多个时点时，全部时点一起归一（默认 true）还是各自归一'),
    within: z.string().optional().describe('同组比较：按这一列分组，各组自行归一'),
  })
  .transform((given, context): NormaliseSpecs => {
    const { global_specs, indiv_specs, global, within, ...own } = given;
    const base = global_specs ?? own;
    try {
      return {
        global: resolved(base),
        byIndicator: Object.fromEntries(
          Object.entries(indiv_specs ?? {}).map(([code, over]) => [code, resolved(over)]),
        ),
        fromMeta: base.f_n_para === 'use_iMeta',
        acrossTimes: global ?? true,
        within: within ?? null,
      };
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
      return z.NEVER;
    }
  });
