import { z } from 'zod';
import { severitySchema } from '../contracts/warnings.ts';
import { invalidParameters } from '../problem.ts';
import { once, parameterErrors, several, wholeNumber } from './query-text.ts';

const mostWarnings = 500;

export const warningsQuery = z.strictObject({
  period: once.regex(/^\d{4}-(0[1-9]|1[0-2])$/, '应为月份，例如 2026-10').optional(),
  severity: several
    .refine(
      (values) => values.every((value) => severitySchema.safeParse(value).success),
      `只能取 ${severitySchema.options.join('、')}`,
    )
    .default([]),
  rule: several.default([]),
  area: several.default([]),
  department: several.default([]),
  limit: wholeNumber(1, mostWarnings).nullable().default(null),
  offset: wholeNumber(0, 1_000_000).default(0),
});
export type WarningParameters = z.output<typeof warningsQuery>;

export const proofQuery = z.strictObject({
  limit: wholeNumber(1, mostWarnings).nullable().default(null),
  offset: wholeNumber(0, 10_000_000).default(0),
});

function parsed<Schema extends z.ZodObject>(schema: Schema, query: unknown): z.output<Schema> {
  const read = schema.safeParse(query);
  if (read.success) return read.data;
  throw invalidParameters(
    parameterErrors(read.error, Object.keys(schema.shape).join('、')),
    'invalid_parameter',
  );
}

/** @throws ProblemError naming everything that is wrong at once, and what is possible. */
export const parseWarningParameters = (query: unknown): WarningParameters => parsed(warningsQuery, query);

/** @throws ProblemError naming everything that is wrong at once, and what is possible. */
export const parseProofPage = (query: unknown): z.output<typeof proofQuery> => parsed(proofQuery, query);
