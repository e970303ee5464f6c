import { z } from 'zod';
import { invalidParameters } from '../problem.ts';
import { once, parameterErrors } from './query-text.ts';

const version = once.regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/, '应为定义的版本号，例如 1.0.0');
const period = once.regex(
  /^(\d{4}|R\d{4}-(0[1-9]|1[0-2]))$/,
  '应为年度（2025）或截至某月的十二个月（R2026-10）',
);

/** `legislation:0.3,opinion:0.25`: each at most once, 0 to 100. */
const weights = once
  .regex(/^[a-z_]{1,40}:\d{1,3}(\.\d{1,6})?(,[a-z_]{1,40}:\d{1,3}(\.\d{1,6})?){0,39}$/, {
    error: '应写作 legislation:0.3,opinion:0.3，权重为 0 到 100 的数',
  })
  .transform((text) =>
    text.split(',').map((part): [string, number] => {
      const [code = '', weight = ''] = part.split(':');
      return [code, Number(weight)];
    }),
  )
  .refine(
    (pairs) => new Set(pairs.map(([code]) => code)).size === pairs.length,
    '中有重复的项；请每项只写一次',
  )
  .refine((pairs) => pairs.every(([, weight]) => weight <= 100), '中的权重应在 0 到 100 之间')
  .transform((pairs) => new Map(pairs.sort(([a], [b]) => (a < b ? -1 : 1))));

export const vitalityQueries = {
  scores: z.strictObject({ period: period.optional(), version: version.optional() }),
  station: z.strictObject({
    period: period.optional(),
    against: period.optional(),
    version: version.optional(),
    againstVersion: version.optional(),
  }),
  comparison: z.strictObject({
    from: period.optional(),
    to: period.optional(),
    fromVersion: version.optional(),
    toVersion: version.optional(),
  }),
  whatIf: z.strictObject({ period: period.optional(), version: version.optional(), weights }),
};

/** @throws ProblemError naming everything that is wrong at once, and what is possible. */
export function parseVitalityParameters<Route extends keyof typeof vitalityQueries>(
  route: Route,
  query: unknown,
): z.output<(typeof vitalityQueries)[Route]> {
  const schema: z.ZodType<z.output<(typeof vitalityQueries)[Route]>> & { shape: object } = vitalityQueries[
    route
  ] as never;
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  throw invalidParameters(
    parameterErrors(parsed.error, Object.keys(schema.shape).join('、')),
    'invalid_parameter',
  );
}
