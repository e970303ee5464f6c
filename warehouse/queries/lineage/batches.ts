import { z } from 'zod';
import { originSchema } from '../../deliveries.ts';
import type { Engine } from '../../engine.ts';
import { sqlBeside } from '../sql-beside.ts';

const sql = sqlBeside(import.meta.dirname, 'batches');

/** Which partitions count: months as `2026-09`, both ends included; null leaves that end open or takes every year. */
export interface BatchScope {
  readonly monthFrom: string | null;
  readonly monthTo: string | null;
  readonly years: readonly string[] | null;
}

const rowSchema = z
  .object({
    batch: z.string(),
    contract: z.string(),
    layout: z.string(),
    file_name: z.string(),
    sheet: z.string().nullable(),
    sha256: z.string(),
    received_at: z.iso.datetime(),
    rows: z.int(),
    rejected: z.int(),
    origin: originSchema,
  })
  .transform(({ file_name, received_at, ...rest }) => ({
    ...rest,
    fileName: file_name,
    receivedAt: received_at,
  }));
export type LineageBatch = z.output<typeof rowSchema>;

/** The batches in force behind the contracts, newest first. */
export async function lineageBatches(
  engine: Engine,
  contracts: readonly string[],
  scope: BatchScope,
): Promise<LineageBatch[]> {
  if (contracts.length === 0) return [];
  const rows = await engine.rows(sql, {
    contracts,
    month_from: scope.monthFrom,
    month_to: scope.monthTo,
    years: scope.years?.length === 0 ? null : scope.years,
  });
  return rows.map((row) => rowSchema.parse(row));
}
