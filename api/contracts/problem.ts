import { z } from 'zod';

/** The stable codes of problem answers; the words may change, the codes do not. */
export const problemCodeSchema = z.enum([
  'not_found',
  'method_not_allowed',
  'not_acceptable',
  'uri_too_long',
  'body_too_large',
  'unknown_metric',
  'unknown_build',
  'unauthorised',
  'forbidden',
  'no_rows',
  'too_many_rows',
  'invalid_parameter',
  'unsupported_dimension',
  'no_build',
  'too_many_requests',
  'query_timeout',
  'overloaded',
  'remote_code_unknown',
  'remote_released',
  'internal_error',
]);
export type ProblemCode = z.infer<typeof problemCodeSchema>;

/** RFC 9457 problem details, with a stable `code` and the request's id. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  code: problemCodeSchema,
  requestId: z.string(),
  errors: z.array(z.object({ parameter: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
