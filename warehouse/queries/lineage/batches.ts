import { z } from 'zod';
import { originSchema } from '../../deliveries.ts';
import type { Engine } from '../../engine.ts';
import { sqlBeside } from '../sql-beside.ts';
import { isInScope, type BatchScope } from './batch-scope.ts';

const sql = sqlBeside(import.meta.dirname, 'batches');

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
    partitions: z.array(z.string()),
  })
  .transform(({ file_name, received_at, ...rest }) => ({
    ...rest,
    fileName: file_name,
    receivedAt: received_at,
  }));
export type LineageBatch = Omit<z.output<typeof rowSchema>, 'partitions'>;

/** The batches in force that hold rows of the contracts in scope, newest first. */
export async function lineageBatches(
  engine: Engine,
  contracts: readonly string[],
  scope: BatchScope,
): Promise<LineageBatch[]> {
  if (contracts.length === 0) return [];
  const rows = await engine.rows(sql, { contracts });
  return rows
    .map((row) => {
      const { partitions, ...batch } = rowSchema.parse(row);
      return { batch, isRead: partitions.some((partition) => isInScope(partition, scope)) };
    })
    .filter(({ isRead }) => isRead)
    .map(({ batch }) => batch);
}
