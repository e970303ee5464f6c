import { z } from 'zod';

const where = {
  level: z.int().min(1).optional().describe('只用于这一层级的元素（指标为 1）；不写则全部'),
  parents: z.array(z.string()).optional().describe('只用于这些上级之下的元素；不写则全部'),
};
const data = z
  .enum(['raw', 'denominated', 'imputed', 'treated', 'normalised', 'aggregated'])
  .default('aggregated')
  .describe('用哪一步的数据算权重；aggregated 即归一后的指标与各级合成值');
const cortype = z.enum(['pearson', 'spearman', 'kendall']).default('pearson');

/** Rules apply in order; a later rule wins where it applies. Weights are relative within a parent. */
export const weightRuleSchema = z.discriminatedUnion('method', [
  z.strictObject({
    method: z.literal('given').describe('指标上写明的（或 values 中的）权重'),
    values: z.record(z.string(), z.number()).optional().describe('代码 → 权重，覆盖指标上写明的'),
    ...where,
  }),
  z.strictObject({ method: z.literal('equal').describe('同组等权'), ...where }),
  z.strictObject({
    method: z.literal('pca').describe('主成分：第一主成分载荷'),
    loadings: z
      .enum(['squared', 'first'])
      .default('squared')
      .describe('squared：载荷的平方；first：载荷本身（COINr 的 get_PCA）'),
    data,
    ...where,
  }),
  z.strictObject({ method: z.literal('entropy').describe('熵权法'), data, ...where }),
  z.strictObject({ method: z.literal('critic').describe('CRITIC 法'), data, ...where }),
  z.strictObject({ method: z.literal('std').describe('标准差法'), data, ...where }),
  z.strictObject({
    method: z.literal('ahp').describe('层次分析法'),
    parent: z.string().describe('矩阵比较的是谁的下级'),
    codes: z.array(z.string()).min(1).describe('矩阵行列的顺序'),
    matrix: z.array(z.array(z.number().positive())).describe('两两比较矩阵'),
  }),
  z.strictObject({
    method: z.literal('bod').describe('最有利权重（线性规划，逐个单位）'),
    parents: z.array(z.string()).min(1).describe('在哪些上级合成时使用'),
    share_min: z.number().min(0).max(1).default(0).describe('每项份额的下限'),
    share_max: z.number().min(0).max(1).default(1).describe('每项份额的上限'),
  }),
  z.strictObject({
    method: z.literal('optimised').describe('优化到目标相关（COINr 的 get_opt_weights）'),
    level: z.int().min(1),
    itarg: z
      .union([
        z.literal('equal'),
        z.array(z.number().positive()),
        z.record(z.string(), z.number().positive()),
      ])
      .default('equal')
      .describe('目标重要性：代码 → 目标；数组则与 COINr 同样对待（见文档）'),
    optype: z.enum(['balance', 'infomax']).default('balance'),
    cortype,
    toler: z.number().positive().default(0.1),
    maxiter: z.int().positive().default(500),
  }),
]);
export type WeightRule = z.output<typeof weightRuleSchema>;

export const weightsSchema = z
  .union([
    z.enum(['given', 'equal', 'none']).describe('none 同 equal'),
    weightRuleSchema,
    z.array(weightRuleSchema),
  ])
  .transform((rules): readonly WeightRule[] => {
    if (typeof rules === 'string') return [{ method: rules === 'given' ? 'given' : 'equal' }];
    return Array.isArray(rules) ? rules : [rules];
  });
