import { z } from 'zod';
import { aggregateSchema } from './aggregate-spec.ts';
import { analysisSchema, sensitivitySchema, uncertaintySchema } from './analysis-spec.ts';
import { imputeSchema } from './impute-spec.ts';
import { normaliseSchema } from './normalise-spec.ts';
import {
  aggregateNodeSchema,
  denominateSchema,
  indicatorSchema,
  metaRowSchema,
  screenSchema,
} from './structure-spec.ts';
import { treatSchema } from './treat-spec.ts';
import { weightsSchema } from './weights-spec.ts';

const semver = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?$/;
const steps = ['denominate', 'impute', 'screen', 'treat', 'normalise'] as const;
export type Step = (typeof steps)[number];

/**
 * A composite index as data: what is measured, how it is built, and what is asked about it. A step whose key is
 * absent is not taken. The document is immutable: a change is a new version.
 */
export const definitionSchema = z.strictObject({
  $schema: z.string().optional(),
  id: z
    .string()
    .regex(/^[A-Za-z][\w-]*$/, '应以字母开头，只含字母、数字、_ 和 -')
    .describe('定义的名称'),
  version: z.string().regex(semver, '应为语义化版本号，如 1.0.0').describe('语义化版本号'),
  title: z.string().optional(),
  description: z.string().optional(),
  changelog: z.array(z.strictObject({ version: z.string(), text: z.string() })).optional(),
  columns: z
    .strictObject({
      unit: z.string().default('uCode').describe('单位代码列'),
      name: z.string().default('uName').describe('单位名称列'),
      time: z.string().default('Time').describe('时点列；有多个时点即为面板数据'),
    })
    .prefault({}),
  times: z.array(z.number()).optional().describe('只用这些时点'),
  iMeta: z.array(metaRowSchema).optional().describe('COINr 的 iMeta，可代替 indicators 与 aggregates'),
  indicators: z.array(indicatorSchema).min(1).optional(),
  aggregates: z.array(aggregateNodeSchema).optional(),
  exclude: z.array(z.string()).optional().describe('不用的指标'),
  order: z
    .array(z.enum(steps))
    .optional()
    .describe('各步的次序，默认 denominate, impute, screen, treat, normalise'),
  denominate: denominateSchema.optional(),
  impute: imputeSchema.optional(),
  screen: screenSchema.optional(),
  treat: treatSchema.optional(),
  normalise: normaliseSchema.optional(),
  weights: weightsSchema.optional(),
  aggregate: aggregateSchema.optional(),
  peers: z.string().optional().describe('同组排名：按这一列分组，另给组内名次'),
  decimals: z.int().min(0).max(15).optional().describe('名次按保留这么多位小数的得分排；不写则不取舍'),
  analysis: analysisSchema.optional(),
  uncertainty: uncertaintySchema.optional(),
  sensitivity: sensitivitySchema.optional(),
});
export type Definition = z.output<typeof definitionSchema>;
