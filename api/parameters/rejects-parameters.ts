import { z } from 'zod';
import { invalidParameters } from '../problem.ts';
import { once, parameterErrors, wholeNumber } from './query-text.ts';

const mostRows = 500;
const furthest = 1_000_000;

export const rejectsQuery = z.strictObject({
  contract: once
    .regex(/^[a-z0-9_]+(\.[a-z0-9_]+)*$/, '应为数据集编号，例如 finance.budget')
    .nullable()
    .default(null),
  delivery: once
    .regex(/^\d{6}$/, '应为六位报送编号，例如 000012')
    .nullable()
    .default(null),
  limit: wholeNumber(1, mostRows).nullable().default(null),
  offset: wholeNumber(0, furthest).default(0),
});

export type RejectsParameters = z.infer<typeof rejectsQuery>;

/** @throws ProblemError naming what is wrong and what is possible. */
export function parseRejectsParameters(query: unknown): RejectsParameters {
  const parsed = rejectsQuery.safeParse(query);
  if (parsed.success) return parsed.data;
  const possible = `contract、delivery、limit（1–${mostRows}）、offset（0–${furthest}）`;
  throw invalidParameters(parameterErrors(parsed.error, possible), 'invalid_parameter');
}
