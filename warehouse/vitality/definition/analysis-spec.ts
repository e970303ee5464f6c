import { z } from 'zod';
import { aggregateSchema } from './aggregate-spec.ts';
import { imputeSchema } from './impute-spec.ts';
import { normaliseSchema } from './normalise-spec.ts';

const cortype = z.enum(['pearson', 'spearman', 'kendall']).default('pearson');
const stage = z
  .enum(['raw', 'denominated', 'imputed', 'treated', 'normalised', 'aggregated'])
  .describe('用哪一步的数据');

export const analysisSchema = z.strictObject({
  correlations: z
    .strictObject({
      dset: stage.default('aggregated'),
      levels: z.tuple([z.int().min(1), z.int().min(1)]).default([1, 1]),
      cortype,
      pval: z.number().min(0).max(1).default(0.05).describe('p 值大于它的相关系数不给出；0 为全部给出'),
      withparent: z.union([z.boolean(), z.literal('family')]).default(false),
      grouplev: z.int().min(2).optional(),
    })
    .optional()
    .describe('相关系数（COINr 的 get_corr）'),
  flags: z
    .strictObject({
      dset: stage.default('normalised'),
      cor_thresh: z.number().min(-1).max(1).default(0.9),
      thresh_type: z.enum(['high', 'low']).default('high'),
      cortype,
      grouplev: z.int().min(2).default(2),
    })
    .optional()
    .describe('组内相关过高或过低的指标对（COINr 的 get_corr_flags）'),
  cronbach: z
    .strictObject({
      dset: stage.default('normalised'),
      parents: z.array(z.string()).optional().describe('哪些上级的指标；不写则每个上级各算一次'),
      level: z.int().min(1).default(1).describe('取其下哪一层级的元素'),
    })
    .optional()
    .describe('Cronbach α（COINr 的 get_cronbach）'),
  removal: z
    .strictObject({
      level: z.int().min(1),
      target: z.string().optional().describe('看哪个合成值的名次，默认最高级'),
    })
    .optional()
    .describe('逐个去掉元素，看名次变化（COINr 的 remove_elements）'),
  explanations: z
    .strictObject({
      target: z.string().optional().describe('解释哪个合成值，默认最高级'),
      units: z.array(z.string()).optional().describe('哪些单位；不写则全部'),
    })
    .optional()
    .describe('把得分精确分解为各下级与各指标的贡献'),
  statistics: z
    .strictObject({ dset: stage.default('raw') })
    .optional()
    .describe('各列的统计量（COINr 的 get_stats）'),
});

const seed = z.int().min(0).max(0xff_ff_ff_ff).describe('随机种子：同一种子在任何机器上得到同样的结果');

/** What is uncertain. Each named entry is one factor of the variance decomposition. */
const factors = {
  weights: z
    .strictObject({
      noise: z.number().min(0).max(1).describe('权重在 ±noise 比例内均匀变动'),
      levels: z.array(z.int().min(1)).optional().describe('哪些层级的权重；不写则全部'),
    })
    .optional(),
  normalise: z.array(normaliseSchema).min(2).optional().describe('备选的归一（写法同 normalise）'),
  aggregate: z.array(aggregateSchema).min(2).optional().describe('备选的合成（写法同 aggregate）'),
  impute: z.array(imputeSchema).min(2).optional().describe('备选的填补（写法同 impute）'),
  winmax: z.array(z.int().min(1).nullable()).min(2).optional().describe('备选的缩尾点数'),
  counts: z.boolean().optional().describe('计数的抽样误差：Gamma–Poisson、Beta–二项'),
};

export const uncertaintySchema = z.strictObject({
  draws: z.int().min(2).max(100_000).default(1000),
  seed: seed.default(1),
  target: z.string().optional().describe('看哪个合成值，默认最高级'),
  interval: z.number().gt(0).lt(1).default(0.9).describe('名次区间的覆盖率'),
  pairs: z.boolean().default(true).describe('给出 P(A 高于 B)'),
  ...factors,
});

export const sensitivitySchema = z.strictObject({
  draws: z.int().min(4).max(100_000).default(500).describe('每列抽样数 N；总共运行 N(d+2) 次'),
  seed: seed.default(1),
  target: z.string().optional(),
  bootstrap: z.int().min(0).max(10_000).default(200),
  ...factors,
});
/** What is uncertain, as both analyses take it. */
export type Factors = Pick<UncertaintySpec, keyof typeof factors>;
export type AnalysisSpec = z.output<typeof analysisSchema>;
export type UncertaintySpec = z.output<typeof uncertaintySchema>;
export type SensitivitySpec = z.output<typeof sensitivitySchema>;
