import { z } from 'zod';

/** One treatment of a whole indicator. */
export type Treatment =
  | {
      readonly kind: 'winsorise';
      /** The most points that may be moved; null: no limit. */
      readonly winmax: number | null;
      readonly skew: number;
      readonly kurt: number;
      readonly force: boolean;
    }
  | { readonly kind: 'log_CT' | 'log_CT_plus' | 'log_CT_orig' | 'log_GII' | 'log_gii' }
  | { readonly kind: 'boxcox'; readonly lambda: number; readonly makepos: boolean };

/**
 * COINr's two steps: an indicator that passes the check is left alone; else `f1`; if that does not pass, `f2` on the
 * original values (on the result of `f1` when `combine`).
 */
export interface TreatSpec {
  readonly f1: Treatment | null;
  readonly f2: Treatment | null;
  /** `check`: |skew| < skew or kurtosis < kurt passes. `never`: nothing passes, so treatment is always applied. */
  readonly pass: 'check' | 'never';
  readonly skew: number;
  readonly kurt: number;
  readonly combine: boolean;
}

export interface TreatSpecs {
  readonly global: TreatSpec | null;
  readonly byIndicator: Readonly<Record<string, TreatSpec | null>>;
}

const treatments = [
  'winsorise',
  'log_CT',
  'log_CT_plus',
  'log_CT_orig',
  'log_GII',
  'log_gii',
  'boxcox',
  'none',
] as const;
const parameters = z
  .strictObject({
    winmax: z.int().positive().nullable().optional(),
    skew_thresh: z.number().optional(),
    kurt_thresh: z.number().optional(),
    force_win: z.boolean().optional(),
    lambda: z.number().optional(),
    makepos: z.boolean().optional(),
    'na.rm': z.boolean().optional().describe('COINr 的参数；缺失值总是跳过'),
  })
  .optional();

const shape = {
  f1: z.enum(treatments).nullable().optional().describe('第一步，默认 winsorise'),
  f1_para: parameters,
  f2: z.enum(treatments).nullable().optional().describe('第一步不够时的第二步，默认 log_CT；null 为没有'),
  f2_para: parameters,
  f_pass: z.enum(['check_SkewKurt', 'never']).optional().describe('never：不检查，一律处理'),
  f_pass_para: parameters,
  winmax: z.int().positive().nullable().optional().describe('最多缩尾的点数，默认 5；null 为不限'),
  skew_thresh: z.number().optional().describe('偏度门槛，默认 2'),
  kurt_thresh: z.number().optional().describe('峰度门槛，默认 3.5'),
  lambda: z.number().optional().describe('Box–Cox 的 λ'),
  makepos: z.boolean().optional().describe('Box–Cox 前先平移到最小值为 1，默认 true'),
  combine_treat: z.boolean().optional().describe('第二步用在第一步的结果上，默认 false'),
};
const specs = z.strictObject(shape);
type Given = z.infer<typeof specs>;

/** `f1_para` and its like are merged key by key, everything else is replaced: R's modifyList(). */
function merged(base: Given, over: Given): Given {
  const { f1_para, f2_para, f_pass_para, ...rest } = over;
  return {
    ...base,
    ...rest,
    ...(f1_para && { f1_para: { ...base.f1_para, ...f1_para } }),
    ...(f2_para && { f2_para: { ...base.f2_para, ...f2_para } }),
    ...(f_pass_para && { f_pass_para: { ...base.f_pass_para, ...f_pass_para } }),
  };
}

function treatment(name: Given['f1'], given: Given, own: Given['f1_para']): Treatment | null {
  if (name === null || name === undefined || name === 'none') return null;
  if (name === 'winsorise')
    return {
      kind: name,
      winmax: own?.winmax !== undefined ? own.winmax : given.winmax !== undefined ? given.winmax : 5,
      skew: own?.skew_thresh ?? given.skew_thresh ?? 2,
      kurt: own?.kurt_thresh ?? given.kurt_thresh ?? 3.5,
      force: own?.force_win ?? false,
    };
  if (name === 'boxcox')
    return {
      kind: name,
      lambda: own?.lambda ?? given.lambda ?? 0,
      makepos: own?.makepos ?? given.makepos ?? true,
    };
  return { kind: name };
}

function resolved(given: Given): TreatSpec {
  return {
    f1: treatment(given.f1 === undefined ? 'winsorise' : given.f1, given, given.f1_para),
    f2: treatment(given.f2 === undefined ? 'log_CT' : given.f2, given, given.f2_para),
    pass: given.f_pass === 'never' ? 'never' : 'check',
    skew: given.f_pass_para?.skew_thresh ?? given.skew_thresh ?? 2,
    kurt: given.f_pass_para?.kurt_thresh ?? given.kurt_thresh ?? 3.5,
    combine: given.combine_treat ?? false,
  };
}

const none = z.literal('none');

export const treatSchema = z
  .union([
    none,
    z.strictObject({
      ...shape,
      global_specs: z.union([none, specs]).optional().describe('COINr 的 global_specs'),
      indiv_specs: z
        .record(z.string(), z.union([none, specs]))
        .optional()
        .describe('个别指标的处理，键为指标代码'),
    }),
  ])
  .transform((given): TreatSpecs => {
    if (given === 'none') return { global: null, byIndicator: {} };
    const { global_specs, indiv_specs, ...own } = given;
    const base = global_specs === undefined || global_specs === 'none' ? own : merged(own, global_specs);
    return {
      global: global_specs === 'none' ? null : resolved(base),
      byIndicator: Object.fromEntries(
        Object.entries(indiv_specs ?? {}).map(([code, over]) => [
          code,
          over === 'none' ? null : resolved(merged(base, over)),
        ]),
      ),
    };
  });
