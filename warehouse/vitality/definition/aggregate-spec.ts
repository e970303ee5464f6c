import { z } from 'zod';

/** How the children of one aggregate become its value. */
export interface AggregateSpec {
  readonly kind:
    | 'arithmetic'
    | 'geometric'
    | 'harmonic'
    | 'generalised'
    | 'median'
    | 'owa'
    | 'copeland'
    | 'outranking'
    | 'topsis';
  /** Exponent of the generalised mean. */
  readonly p: number;
  /** COINr's a_genmean gives nothing as soon as one child is missing; the others skip missing children. */
  readonly skipMissing: boolean;
  /** OWA: weights by place, the greatest value first; null: from `orness`. */
  readonly order: readonly number[] | null;
  /** OWA: 0 the least value, 0.5 the mean, 1 the greatest value. */
  readonly orness: number;
  /** TOPSIS: how its columns are normed. */
  readonly norm: 'vector' | 'minmax' | 'none';
  /** False: COINr's `w = "none"`. */
  readonly weighted: boolean;
  /** The least share of children with a value; below it the aggregate has none. */
  readonly threshold: number;
  /** The least number of children with a value. */
  readonly least: number;
}

export interface AggregateSpecs {
  /** By level of the aggregate (2 and up); the last one serves the levels above it. */
  readonly byLevel: readonly AggregateSpec[];
  readonly byParent: Readonly<Record<string, AggregateSpec>>;
}

const names = [
  'arithmetic',
  'geometric',
  'harmonic',
  'generalised',
  'median',
  'owa',
  'copeland',
  'outranking',
  'topsis',
] as const;
const coinrNames = ['a_amean', 'a_gmean', 'a_hmean', 'a_genmean', 'a_copeland'] as const;
const method = z.enum([...names, ...coinrNames]).describe('合成方法；a_* 是 COINr 的函数名');
type Method = z.infer<typeof method>;

const ofCoinr: Readonly<Record<(typeof coinrNames)[number], AggregateSpec['kind']>> = {
  a_amean: 'arithmetic',
  a_gmean: 'geometric',
  a_hmean: 'harmonic',
  a_genmean: 'generalised',
  a_copeland: 'copeland',
};

const parameters = z.strictObject({
  p: z.number().optional().describe('广义平均的指数'),
  order: z.array(z.number().min(0)).optional().describe('owa：按大小位次的权重，最大值在前'),
  orness: z.number().min(0).max(1).optional().describe('owa：0 最小值，0.5 平均，1 最大值'),
  norm: z.enum(['vector', 'minmax', 'none']).optional().describe('topsis 的列归一，默认 vector'),
});
const share = z.number().min(0).max(1);

const node = z.strictObject({
  method: method.optional(),
  f_ag: method.optional(),
  ...parameters.shape,
  dat_thresh: share.optional(),
  min_count: z.int().min(1).optional(),
  weighted: z.boolean().optional(),
});

function each<T>(value: T | readonly T[] | undefined, at: number): T | undefined {
  if (!Array.isArray(value)) return value as T | undefined;
  const list: readonly T[] = value;
  return list[Math.min(at, list.length - 1)];
}

function resolved(name: Method, given: z.infer<typeof node>): AggregateSpec {
  return {
    kind: name in ofCoinr ? ofCoinr[name as keyof typeof ofCoinr] : (name as AggregateSpec['kind']),
    p: given.p ?? 1,
    skipMissing: name !== 'a_genmean',
    order: given.order ?? null,
    orness: given.orness ?? 0.5,
    norm: given.norm ?? 'vector',
    weighted: given.weighted ?? true,
    threshold: given.dat_thresh ?? 0,
    least: given.min_count ?? 1,
  };
}

const byNode = z.record(z.string(), node).optional().describe('个别上级的方法，键为上级代码');

export const aggregateSchema = z
  .strictObject({
    method: z.union([method, z.array(method).min(1)]).optional(),
    f_ag: z
      .union([method, z.array(method).min(1)])
      .optional()
      .describe('同 method（COINr 的参数名）；数组则逐级：第一个合成到第 2 级，依次向上'),
    f_ag_para: z
      .union([parameters, z.array(parameters.nullable())])
      .optional()
      .describe('COINr 的 f_ag_para；数组则逐级'),
    ...parameters.shape,
    dat_thresh: z
      .union([share, z.array(share).min(1)])
      .optional()
      .describe('数据可得率门槛：低于它则没有合成值；数组则逐级'),
    min_count: z
      .union([z.int().min(1), z.array(z.int().min(1)).min(1)])
      .optional()
      .describe('有值的下级至少几个；数组则逐级'),
    w: z.literal('none').optional().describe('不用权重（COINr 的 w = "none"）'),
    by_df: z
      .union([z.boolean(), z.array(z.boolean())])
      .optional()
      .describe('COINr 的参数；不需要，可写可不写'),
    by_parent: byNode,
  })
  .transform((given, context): AggregateSpecs => {
    const methods = given.method ?? given.f_ag ?? 'a_amean';
    const levels = Math.max(
      ...[methods, given.f_ag_para, given.dat_thresh, given.min_count].map((value) =>
        Array.isArray(value) ? value.length : 1,
      ),
    );
    const { p, order, orness, norm } = given;
    const own = Object.fromEntries(
      Object.entries({ p, order, orness, norm }).filter(([, value]) => value !== undefined),
    );
    const byLevel = Array.from({ length: levels }, (_, at) => {
      const threshold = each(given.dat_thresh, at);
      const least = each(given.min_count, at);
      return resolved(each<Method>(methods, at) ?? 'arithmetic', {
        ...own,
        ...(each(given.f_ag_para, at) ?? {}),
        ...(threshold !== undefined && { dat_thresh: threshold }),
        ...(least !== undefined && { min_count: least }),
        weighted: given.w !== 'none',
      });
    });
    const byParent = Object.fromEntries(
      Object.entries(given.by_parent ?? {}).map(([code, over]) => [
        code,
        resolved(over.method ?? over.f_ag ?? 'arithmetic', over),
      ]),
    );
    for (const [code, { kind, p: exponent }] of [
      ...byLevel.map((entry, at) => [String(at + 2), entry] as const),
      ...Object.entries(byParent),
    ])
      if (kind === 'generalised' && exponent === 0)
        context.addIssue({
          code: 'custom',
          path: ['p'],
          message: `${code}：广义平均的 p 不能为 0，请改用 geometric`,
        });
    return { byLevel, byParent };
  });
