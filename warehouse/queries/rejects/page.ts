import { z } from 'zod';
import type { Receipt } from '../../deliveries.ts';
import { revivedDeliveries, settledRejects } from '../../settled-rejects.ts';
import type { Engine, QueryOptions, SqlParameters } from '../../engine.ts';
import { sqlBeside } from '../sql-beside.ts';

const setFiles = sqlBeside(import.meta.dirname, 'files');
const createRejected = sqlBeside(import.meta.dirname, 'rejected');
const createNoneRejected = sqlBeside(import.meta.dirname, 'none-rejected');
const pageSql = sqlBeside(import.meta.dirname, 'page');

export interface RejectsRequest {
  readonly contract: string | null;
  readonly delivery: string | null;
  readonly limit: number;
  readonly offset: number;
}

/** One rejected row, or (`row` null) a delivery or sheet refused as a whole. */
export interface Reject {
  readonly delivery: string;
  readonly fileName: string;
  readonly receivedAt: string;
  readonly contract: string | null;
  readonly sheet: string | null;
  readonly row: number | null;
  readonly column: string | null;
  readonly code: string;
  readonly reason: string;
  /** What might be written instead; null where nothing can be said. */
  readonly suggestion: string | null;
  readonly raw: readonly (string | null)[];
}

export interface RejectsPage {
  readonly total: number;
  readonly rejects: readonly Reject[];
}

const text = z.string().nullable();
const rowSchema = z.object({
  delivery: z.string(),
  file_name: z.string(),
  received_at: z.string(),
  contract: text,
  sheet: text,
  row: z.int().nullable(),
  column: text,
  code: z.string(),
  reason: z.string(),
  suggestion: text,
  raw: z.array(text).nullable(),
});

/** An empty list has no type to bind; null unnests to no rows all the same. */
const list = (values: readonly string[]) => (values.length === 0 ? null : values);

function pageParameters(receipts: readonly Receipt[], request: RejectsRequest): SqlParameters {
  const revived = revivedDeliveries(receipts);
  const refusals = receipts.flatMap((receipt) =>
    (revived.has(receipt.delivery) ? [] : receipt.refusals).map((refusal) => ({
      delivery: receipt.delivery,
      ...refusal,
    })),
  );
  return {
    ...request,
    deliveries: list(receipts.map((receipt) => receipt.delivery)),
    file_names: list(receipts.map((receipt) => receipt.fileName)),
    received: list(receipts.map((receipt) => receipt.receivedAt)),
    refused_deliveries: list(refusals.map((refusal) => refusal.delivery)),
    refused_sheets: list(refusals.map((refusal) => refusal.sheet ?? '')),
    refused_codes: list(refusals.map((refusal) => refusal.code)),
    settled: list([...settledRejects(receipts)]),
    refused_messages: list(refusals.map((refusal) => refusal.message)),
  };
}

function toReject(row: unknown): Reject {
  const { file_name, received_at, raw, ...rest } = rowSchema.parse(row);
  return { ...rest, fileName: file_name, receivedAt: received_at, raw: raw ?? [] };
}

/**
 * One page of what was not accepted, over the Parquet files given. Rows of a delivery without a receipt are left
 * out: its ingest never came to an end.
 *
 * @param engine an engine of its own: the view and the variable this makes stay on its one connection.
 */
export async function rejectsPage(
  engine: Engine,
  files: readonly string[],
  receipts: readonly Receipt[],
  request: RejectsRequest,
  options: QueryOptions = {},
): Promise<RejectsPage> {
  if (files.length === 0) await engine.rows(createNoneRejected);
  else {
    await engine.rows(setFiles, { files });
    await engine.rows(createRejected, {}, options);
  }
  const rows = await engine.rows(pageSql, pageParameters(receipts, request), options);
  const total = z.int().parse(rows[0]?.total);
  return { total, rejects: rows.filter((row) => row.delivery !== null).map(toReject) };
}
