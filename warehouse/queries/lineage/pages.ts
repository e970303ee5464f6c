import { z } from 'zod';
import type { Engine } from '../../engine.ts';
import type { Dimension } from '../../metrics/definition.ts';
import { sqlBeside } from '../sql-beside.ts';

const sql = sqlBeside(import.meta.dirname, 'pages');

const rowSchema = z
  .object({ source_url: z.string(), page_title: z.string().nullable() })
  .transform((row) => ({ url: row.source_url, title: row.page_title }));
export type LineagePage = z.output<typeof rowSchema>;

/** The public pages behind the published figures that the filters leave. */
export async function lineagePages(
  engine: Engine,
  filters: Partial<Record<Dimension, readonly string[]>>,
): Promise<LineagePage[]> {
  const rows = await engine.rows(sql, {
    year: filters.year ?? null,
    published_area: filters.published_area ?? null,
    published_period: filters.published_period ?? null,
    topic: filters.topic ?? null,
    item: filters.item ?? null,
    source_url: filters.source_url ?? null,
  });
  return rows.map((row) => rowSchema.parse(row));
}
