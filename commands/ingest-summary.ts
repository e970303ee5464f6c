import { basename } from 'node:path';
import { z } from 'zod';
import type { FileReport } from '../housekeeping.ts';
import { doubtSchema, refusalSchema } from '../warehouse/deliveries.ts';

/** What `cockpit ingest --json` writes. `version` rises only when a field goes or changes its meaning. */
export const ingestSummarySchema = z.object({
  version: z.literal(1),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  /** The command's exit code, as far as the intake goes. */
  exitCode: z.int(),
  counts: z.object({
    files: z.int(),
    accepted: z.int(),
    held: z.int(),
    refused: z.int(),
    unchanged: z.int(),
    /** Rows accepted and rejected by the deliveries of this run. */
    rows: z.int(),
    rejected: z.int(),
  }),
  /** The office's own layouts that cannot be used, with the keys at fault. */
  faultyLayouts: z.array(z.string()),
  /** What stood in a folder and is no file: links, pipes, sockets, devices. */
  passedOver: z.array(z.string()),
  files: z.array(
    z.object({
      file: z.string(),
      name: z.string(),
      outcome: z.enum(['accepted', 'held', 'refused', 'unchanged']),
      delivery: z.string(),
      sha256: z.string(),
      datasets: z.array(z.string()),
      rows: z.int(),
      rejected: z.int(),
      /** The delivery whose returned rows the file mends; null: none. */
      mends: z.string().nullable(),
      refusals: z.array(refusalSchema),
      doubts: z.array(doubtSchema),
      /** What the file holds and was not loaded, or is hidden: columns, rows, sheets, links to other files, macros. */
      notices: z.array(z.string()),
    }),
  ),
});
export type IngestSummary = z.infer<typeof ingestSummarySchema>;

/** The run in figures, for a machine. */
export function summarise(
  reports: readonly FileReport[],
  run: {
    startedAt: Date;
    finishedAt: Date;
    exitCode: number;
    faultyLayouts: readonly string[];
    passedOver: readonly string[];
  },
): IngestSummary {
  const files = reports.map(({ file, outcome }) => {
    const { receipt } = outcome;
    return {
      file,
      name: basename(file),
      outcome: outcome.kind,
      delivery: receipt.delivery,
      sha256: receipt.sha256,
      datasets: [...new Set(receipt.batches.map(({ contract }) => contract))],
      rows: receipt.batches.reduce((sum, batch) => sum + batch.rows, 0),
      rejected: receipt.rejected,
      mends: receipt.mends?.delivery ?? null,
      refusals: receipt.refusals,
      doubts: receipt.doubts,
      notices: receipt.notices,
    };
  });
  const count = (kind: string) => files.filter(({ outcome }) => outcome === kind).length;
  const fresh = files.filter(({ outcome }) => outcome !== 'unchanged');
  return {
    version: 1,
    startedAt: run.startedAt.toISOString(),
    finishedAt: run.finishedAt.toISOString(),
    exitCode: run.exitCode,
    counts: {
      files: files.length,
      accepted: count('accepted'),
      held: count('held'),
      refused: count('refused'),
      unchanged: count('unchanged'),
      rows: fresh.filter(({ outcome }) => outcome === 'accepted').reduce((sum, { rows }) => sum + rows, 0),
      rejected: fresh.reduce((sum, { rejected }) => sum + rejected, 0),
    },
    faultyLayouts: [...run.faultyLayouts],
    passedOver: [...run.passedOver],
    files,
  };
}
