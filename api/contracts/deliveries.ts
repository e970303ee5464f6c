import { z } from 'zod';
import { originSchema } from './builds.ts';

/** A totals row against its rows; amounts are decimal texts in `unit`. */
const totalsRowSchema = z.object({
  row: z.int(),
  column: z.string(),
  unit: z.string(),
  stated: z.string().nullable(),
  summed: z.string(),
  difference: z.string().nullable(),
  unread: z.int(),
  unreadRows: z.array(z.int()),
});

export const registerStateSchema = z.enum([
  'received',
  'late',
  'missing',
  'held',
  'not_due',
  'on_change',
  'never',
]);

/** What one department owes of one dataset, and what has come. Days are calendar days in Asia/Shanghai. */
export const registerEntrySchema = z.object({
  department: z.string(),
  contract: z.string(),
  title: z.string(),
  rhythm: z.enum(['monthly', 'quarterly', 'yearly', 'on-change']),
  state: registerStateSchema,
  /** The period the state speaks of, `2026-10`, `2026-Q3`, `2026`. */
  period: z.string().nullable(),
  dueOn: z.iso.date().nullable(),
  receivedOn: z.iso.date().nullable(),
  delivery: z.string().nullable(),
  /** Earlier periods owed and not in force. */
  missing: z.array(z.string()),
  nextDueOn: z.iso.date().nullable(),
  asOf: z.iso.date().nullable(),
  origins: z.array(originSchema),
  /** Rows in force. */
  rows: z.int().nonnegative(),
  /** Rows rejected and not mended yet. */
  rejected: z.int().nonnegative(),
  /** Who accepted the delivery; null: the intake, on arrival. */
  acceptedBy: z.string().nullable(),
  deliveries: z.int().nonnegative(),
  held: z.int().nonnegative(),
  superseded: z.int().nonnegative(),
  refused: z.int().nonnegative(),
});
export type RegisterEntry = z.infer<typeof registerEntrySchema>;

export const deliveryStateSchema = z.enum(['accepted', 'held', 'refused', 'withdrawn', 'superseded']);

export const deliverySchema = z.object({
  delivery: z.string(),
  receivedAt: z.iso.datetime(),
  fileName: z.string(),
  origin: originSchema,
  state: deliveryStateSchema,
  datasets: z.array(
    z.object({
      contract: z.string(),
      title: z.string(),
      owner: z.string(),
      rows: z.int().nonnegative(),
      partitions: z.array(z.string()),
      livePartitions: z.array(z.string()),
    }),
  ),
  rows: z.int().nonnegative(),
  rejected: z.int().nonnegative(),
  /** Deliveries of which it took over a partition. */
  supersedes: z.array(z.string()),
  /**
   * Totals rows (合计, 小计) held against the rows, a sheet that has any each. Unverified: rows of it were rejected with
   * amounts that cannot be read, which should come to `difference`. A total that is wrong is among the refusals.
   */
  totals: z.array(
    z.object({
      contract: z.string(),
      sheet: z.string().nullable(),
      reconciled: z.int().nonnegative(),
      /** Totals to date, which the rows of the sheet cannot prove. */
      toDate: z.int().nonnegative(),
      unverified: z.array(totalsRowSchema),
      /** Off by no more than the rounding of the rows; among the reconciled. */
      rounded: z.array(totalsRowSchema),
      /** Totals rows that state no amount: nothing was compared. */
      blank: z.int().nonnegative(),
    }),
  ),
  doubts: z.array(z.object({ code: z.string(), contract: z.string(), message: z.string() })),
  refusals: z.array(z.object({ code: z.string(), sheet: z.string().nullable(), message: z.string() })),
  /** What the file holds and was left alone: links to other files, macros; in words. */
  notices: z.array(z.string()),
  history: z.array(
    z.object({ at: z.iso.datetime(), by: z.string(), action: z.string(), reason: z.string() }),
  ),
  /** `by` null: the intake accepted it, on arrival. */
  accepted: z.object({ by: z.string().nullable(), at: z.iso.datetime() }).nullable(),
});

/** `GET /api/v1/deliveries?department=&source=&state=&since=&limit=&offset=` */
export const deliveriesSchema = z.object({
  /** The day the register is judged on; what is all sample is judged on the sample's own. */
  today: z.iso.date(),
  /** Every department and dataset asked for, in the order of the obligations. */
  register: z.array(registerEntrySchema),
  total: z.int().nonnegative(),
  limit: z.int().positive(),
  offset: z.int().nonnegative(),
  /** Newest first. */
  deliveries: z.array(deliverySchema),
});
export type Deliveries = z.infer<typeof deliveriesSchema>;
