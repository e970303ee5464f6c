import { z } from 'zod';

/** What is said between our process and the one workbooks are parsed in. */

const rowSchema = z.object({ row: z.int(), cells: z.array(z.string().nullable()).readonly() });

export const requestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open'), file: z.string(), archive: z.boolean() }),
  z.object({
    kind: z.literal('load'),
    sheet: z.int(),
    body: z.object({
      firstRow: z.int(),
      width: z.int(),
      numeric: z.array(z.int()),
      commas: z.array(z.int()),
    }),
    /** The CSV the rows are written to: the row's number, then its cells. */
    target: z.string(),
  }),
  z.object({ kind: z.literal('forget') }),
]);
export type Request = z.infer<typeof requestSchema>;

export const answerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('opened'),
    sheets: z.array(z.object({ name: z.string(), head: z.array(rowSchema), isHidden: z.boolean() })),
    notices: z.array(z.string()),
  }),
  z.object({
    kind: z.literal('loaded'),
    broken: z.array(
      z.object({
        row: z.int(),
        raw: z.array(z.string().nullable()).readonly(),
        code: z.enum(['ragged_row', 'record_too_long', 'cell_too_long']),
        reason: z.string(),
      }),
    ),
  }),
  z.object({ kind: z.literal('unreadable'), code: z.string(), message: z.string() }),
]);
export type Answer = z.input<typeof answerSchema>;
