import { z } from 'zod';

/** A money unit and what one of it is in yuan. */
export const unitInYuan = { 元: 1, 千元: 1_000, 万元: 10_000, 亿元: 100_000_000 } as const;

const unit = z.enum(['元', '千元', '万元', '亿元']);

/** A regular expression searched in a text, and what its groups make: `{ "match": "(\\d{4})年(\\d+)月", "value": "$1-$2" }`. */
const found = z.strictObject({ match: z.string().min(1), value: z.string().min(1).default('$1') });

const layoutColumn = z.strictObject({
  /** Headers that mean this column: of two header rows, either `上/下` or the lower one alone. */
  headers: z.array(z.string().min(1)).min(1),
  /** The unit of this column's amounts where it differs from the sheet's. */
  unit: unit.optional(),
});

/** How one real file is shaped, and which contract it fulfils. */
export const layoutSchema = z.strictObject({
  $schema: z.string().optional(),
  id: z.string().regex(/^[a-z0-9]+([._-][a-z0-9]+)*$/),
  contract: z.string(),
  description: z.string(),
  format: z.enum(['delimited', 'workbook']),
  /** A regular expression on the sheet's name; every sheet when absent. */
  sheet: z.string().optional(),
  headerRows: z.union([z.literal(1), z.literal(2)]).default(1),
  columns: z.record(z.string(), layoutColumn),
  /** Contract columns that are not columns of the file: a fixed text, or one found in the title rows or in the file's name. */
  constants: z
    .record(
      z.string(),
      z.union([z.string(), z.strictObject({ title: found }), z.strictObject({ file: found })]),
    )
    .default({}),
  /** The unit of the sheet's amounts: fixed, or found in the title rows (`单位：万元`). */
  unit: z.union([unit, z.strictObject({ title: found })]).default('元'),
  /** Labels of totals rows: they are reconciled against the rows above and are not data. */
  totals: z
    .strictObject({
      /** Equal to the sum of all rows of the sheet. */
      grand: z.array(z.string()).default([]),
      /** Equal to the sum of the rows since the totals row before. */
      sub: z.array(z.string()).default([]),
    })
    .default({ grand: [], sub: [] }),
  /** Rows whose first filled cell begins with one of these are notes, not data. */
  notes: z.array(z.string()).default([]),
  /** Columns in which an empty cell means "as above" (a merged cell that lost its merge). */
  fillDown: z.array(z.string()).default([]),
});

export type Layout = z.infer<typeof layoutSchema>;
