import { z } from 'zod';
import { deliveryStates } from '../../warehouse/delivery-register/delivery-facts.ts';
import { invalidParameters } from '../problem.ts';
import { once, parameterErrors, wholeNumber } from './query-text.ts';

const mostRows = 500;
const furthest = 1_000_000;

export const deliveriesQuery = z.strictObject({
  department: once.min(1, '不能为空').max(100, '最多 100 个字符').nullable().default(null),
  source: once
    .regex(/^[a-z0-9_]+(\.[a-z0-9_]+)*$/, '应为来源或数据集编号，例如 finance 或 finance.budget')
    .nullable()
    .default(null),
  state: once
    .pipe(z.enum(deliveryStates, { error: `应为 ${deliveryStates.join('、')} 之一` }))
    .nullable()
    .default(null),
  since: once
    .pipe(z.iso.date({ error: '应为日期，例如 2026-11-01' }))
    .nullable()
    .default(null),
  limit: wholeNumber(1, mostRows).nullable().default(null),
  offset: wholeNumber(0, furthest).default(0),
});
export type DeliveriesRequest = z.infer<typeof deliveriesQuery>;

/** @throws ProblemError naming what is wrong and what is possible. */
export function parseDeliveriesParameters(query: unknown): DeliveriesRequest {
  const parsed = deliveriesQuery.safeParse(query);
  if (parsed.success) return parsed.data;
  const possible = `department、source、state、since、limit（1–${mostRows}）、offset（0–${furthest}）`;
  throw invalidParameters(parameterErrors(parsed.error, possible), 'invalid_parameter');
}
