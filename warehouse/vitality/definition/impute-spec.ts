import { z } from 'zod';

/** How missing values are filled. Row-wise filling works on columns brought to 0–1 first, unless told not to. */
export type ImputeSpec =
  | { readonly kind: 'none' }
  | { readonly kind: 'column'; readonly statistic: 'mean' | 'median'; readonly group: string | null }
  | {
      readonly kind: 'row';
      readonly statistic: 'mean' | 'median';
      /** Level of the aggregates whose indicators are filled from each other; null: all indicators. */
      readonly groupLevel: number | null;
      readonly normaliseFirst: boolean;
    }
  | {
      readonly kind: 'panel';
      readonly type: 'latest' | 'constant' | 'linear';
      /** How many time points to look back (`latest` only); null: all. */
      readonly maxTime: number | null;
    };

const functions = z
  .enum([
    'none',
    'mean',
    'median',
    'group_mean',
    'group_median',
    'panel_latest',
    'panel_constant',
    'panel_linear',
    'i_mean',
    'i_median',
    'i_mean_grp',
    'i_median_grp',
    'impute_panel',
  ])
  .describe('填补方法；i_* 与 impute_panel 是 COINr 的函数名');

const panelType = z.enum(['latest', 'constant', 'linear']);
const lookBack = z.int().positive();

export const imputeSchema = z
  .strictObject({
    method: functions.optional(),
    f_i: functions.optional().describe('同 method（COINr 的参数名）'),
    impute_by: z.enum(['column', 'row']).optional().describe('按列（指标）还是按行（单位）填补，默认 column'),
    use_group: z.string().optional().describe('分组列，如 EurAsia_group'),
    group_level: z.int().min(2).optional().describe('按行填补时，只在这一层级的同组指标之间填补'),
    normalise_first: z.boolean().optional().describe('按行填补前先归一到 0–1，默认 true'),
    imp_type: panelType.optional(),
    max_time: lookBack.optional(),
    disable: z.boolean().optional(),
    f_i_para: z
      .strictObject({
        imp_type: panelType.optional(),
        max_time: lookBack.optional(),
        skip_f_na: z.boolean().optional(),
      })
      .optional()
      .describe('COINr 的 f_i_para'),
  })
  .transform((given, context): ImputeSpec => {
    const method = given.method ?? given.f_i ?? 'i_mean';
    if (given.disable === true || method === 'none') return { kind: 'none' };
    if (method === 'impute_panel' || method.startsWith('panel_')) {
      const type = panelType.safeParse(method.replace('panel_', '')).data;
      return {
        kind: 'panel',
        type: type ?? given.imp_type ?? given.f_i_para?.imp_type ?? 'latest',
        maxTime: given.max_time ?? given.f_i_para?.max_time ?? null,
      };
    }
    const statistic = method.includes('median') ? 'median' : 'mean';
    const grouped = method.includes('group') || method.endsWith('_grp');
    if (grouped && given.use_group === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['use_group'],
        message: `${method} 需要 use_group（分组列）`,
      });
      return z.NEVER;
    }
    if (given.impute_by !== 'row')
      return { kind: 'column', statistic, group: grouped ? (given.use_group ?? null) : null };
    if (grouped) {
      context.addIssue({ code: 'custom', path: ['impute_by'], message: '分组填补只能按列（column）' });
      return z.NEVER;
    }
    return {
      kind: 'row',
      statistic,
      groupLevel: given.group_level ?? null,
      normaliseFirst: given.normalise_first ?? true,
    };
  });
