import { z } from 'zod';

/** One rejected row, or (row null) a delivery refused as a whole. */
export const rejectSchema = z.object({
  delivery: z.string(),
  fileName: z.string(),
  receivedAt: z.iso.datetime(),
  contract: z.string().nullable(),
  sheet: z.string().nullable(),
  /** Row of the sheet or line of the file, counted from 1. */
  row: z.int().positive().nullable(),
  column: z.string().nullable(),
  code: z.string(),
  /** What is wrong, what was expected and what to do. */
  reason: z.string(),
  /** What might be written instead: the nearest code or name, the date or amount cleaned; null: nothing to propose. */
  suggestion: z.string().nullable(),
  /** The cells as delivered. */
  raw: z.array(z.string().nullable()),
});

/** `GET /api/v1/rejects?contract=&delivery=&limit=&offset=` */
export const rejectsSchema = z.object({
  total: z.int().nonnegative(),
  limit: z.int().positive(),
  offset: z.int().nonnegative(),
  rejects: z.array(rejectSchema),
});
export type Rejects = z.infer<typeof rejectsSchema>;
