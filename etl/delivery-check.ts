import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { BatchFiles } from '../warehouse/batch-files.ts';
import { runOn } from '../warehouse/connection.ts';
import type { Batch, Mends, Origin, Receipt, Refusal } from '../warehouse/deliveries.ts';
import type { Home } from '../warehouse/home.ts';
import { findArchived, type ArchivedFile } from './archive.ts';
import { literal } from './literal.ts';
import type { Contract } from './contract.ts';
import { archivedPackage } from './fiscal-package/packaged.ts';
import type { FaultyLayout } from './faulty-layouts.ts';
import type { Layout } from './layout.ts';
import { findMarker } from './mending/marker.ts';
import { closedMending, OpenMending } from './mending/open-mending.ts';
import { resolveMending } from './mending/resolve.ts';
import type { ParseLimits } from './readers/parse-process.ts';
import { missingFileText } from './removed-files.ts';
import { createRejectsSql } from './rejects-sql.ts';
import { UnreadableFile, type Sheet } from './readers/sheet.ts';
import { recogniseFile, type FileFound } from './recognise-file.ts';
import { takeInSheet } from './sheet-intake.ts';

export interface Delivery {
  readonly delivery: string;
  readonly receivedAt: string;
  readonly fileName: string;
  readonly origin: Origin;
  readonly archived: ArchivedFile;
  /** The descriptor that came with it. */
  readonly packaged?: Receipt['packaged'];
}

/** A delivery checked, its outputs in a scratch folder: nothing is in force yet. */
export interface Checked {
  /** As it would be written; `supersedes` of its batches is still empty. */
  readonly receipt: Receipt;
  /** Where each batch was written. */
  readonly files: ReadonlyMap<string, BatchFiles>;
  /** Where the rejected rows were written; null when there are none. */
  readonly rejects: string | null;
  readonly scratch: string;
  /** It depends on the deliveries before it, and how many these were: it brings rejected rows again. */
  readonly dependsOn: number | null;
}

interface CheckOptions {
  readonly home: Home;
  /** What was decided on the deliveries before this one, oldest first. */
  readonly receipts: readonly Receipt[];
  readonly contracts: ReadonlyMap<string, Contract>;
  readonly layouts: readonly Layout[];
  readonly faultyLayouts?: readonly FaultyLayout[] | undefined;
  readonly maxRejectShare: number;
  /** What parsing one file may take; the usual when absent. */
  readonly limits?: ParseLimits | undefined;
}

const sheetNotRecognised = 'sheet_not_recognised';
/** A sheet beside others is left unread (and reported) below this resemblance; above it, it is a table gone wrong. */
const nearMiss = 0.5;

/** The calendar day in China of an instant. */
function shanghaiDay(instant: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date(instant));
}

/** Reads and checks every sheet of an archived file: all of its tables are taken in, or none. */
export async function checkDelivery(
  connection: DuckDBConnection,
  delivery: Delivery,
  options: CheckOptions,
  scratch: string,
): Promise<Checked> {
  const { archived, ...rest } = delivery;
  await connection.run(createRejectsSql);
  // What the rules of the contracts call `getvariable('delivered_on')`. The sample city has a clock of its own.
  const day = delivery.origin === 'sample' ? '9999-12-31' : shanghaiDay(delivery.receivedAt);
  await runOn(connection, 'set variable delivered_on = cast($day as date)', { day });
  const { refusals, outcomes, rejected, mends, notices } = await checkSheets(
    connection,
    delivery,
    options,
    scratch,
  );
  const isAccepted = outcomes.length > 0 && refusals.every(({ code }) => code === sheetNotRecognised);
  // A sheet all of whose returned rows were dropped or passed over leaves no batch.
  const filled = outcomes.filter(({ batch, mended }) => batch.rows > 0 || mended.length === 0);
  return {
    receipt: {
      delivery: rest.delivery,
      receivedAt: rest.receivedAt,
      fileName: rest.fileName,
      sha256: archived.sha256,
      bytes: archived.bytes,
      origin: rest.origin,
      verdict: isAccepted ? 'accepted' : 'refused',
      refusals: [...refusals],
      notices: [...notices],
      ...(rest.packaged ? { packaged: rest.packaged } : {}),
      doubts: [],
      history: [],
      mends: mends && { ...mends, rows: isAccepted ? mends.rows : [] },
      rejected,
      batches: isAccepted ? filled.map(({ batch }) => batch) : [],
    },
    files: new Map(filled.map(({ batch, files }) => [batch.batch, files])),
    rejects: await writeRejects(connection, delivery.delivery, scratch),
    scratch,
    dependsOn: mends === null ? null : options.receipts.length,
  };
}

interface Outcome {
  readonly batch: Batch;
  readonly files: BatchFiles;
  readonly mended: Mends['rows'];
}

interface CheckedSheets {
  readonly refusals: readonly Refusal[];
  readonly notices: readonly string[];
  readonly outcomes: readonly Outcome[];
  readonly rejected: number;
  /** Set when the file brings rejected rows again. */
  readonly mends: Mends | null;
}

async function checkSheets(
  connection: DuckDBConnection,
  delivery: Delivery,
  options: CheckOptions,
  scratch: string,
): Promise<CheckedSheets> {
  const refusals: Refusal[] = [];
  const noticed = new Set<string>();
  const outcomes: Outcome[] = [];
  let rejected = 0;
  let mends: Mends | null = null;
  let file: FileFound | null = null;
  const { archived, fileName } = delivery;
  const { contracts, layouts, faultyLayouts: faulty = [], maxRejectShare, limits } = options;
  try {
    const { path, survey } = archived;
    const held = { mending: null as Awaited<ReturnType<typeof openMending>> };
    const packaged = await archivedPackage(options.home, delivery);
    file = await recogniseFile({ path, name: fileName, scratch, packaged }, layouts, contracts, {
      ...(limits ? { limits } : {}),
      faulty,
      survey,
      onNotice: (notice) => noticed.add(notice),
      identify: async (sheets) => {
        held.mending = await openMending(connection, delivery, sheets, options, scratch);
        return held.mending?.knownAs() ?? null;
      },
    });
    const { mending } = held;
    if (mending !== null) {
      mends = { delivery: mending.delivery, onto: mending.onto, rows: [] };
      if (mending.refusal)
        return { refusals: [mending.refusal], notices: [...noticed], outcomes, rejected, mends };
      outcomes.push(...mending.goodSheets);
    }
    const { sheets } = file;
    for (const [index, { sheet, recognised }] of sheets.entries()) {
      if ('code' in recognised) {
        const isOneOfMany = sheets.length > 1 && recognised.resemblance < nearMiss;
        refusals.push({
          code: isOneOfMany ? sheetNotRecognised : recognised.code,
          sheet: sheet.name,
          message: recognised.message,
        });
        continue;
      }
      const returned = mending?.sheetFor(sheet, recognised);
      if (returned && 'code' in returned) {
        refusals.push(returned);
        continue;
      }
      const name = `${recognised.contract.id}-${archived.sha256.slice(0, 12)}-${index + 1}`;
      const outcome = await takeInSheet(
        connection,
        sheet,
        recognised,
        name,
        scratch,
        maxRejectShare,
        returned,
      );
      for (const notice of outcome.notices) noticed.add(notice);
      if (outcome.kind === 'accepted') outcomes.push(outcome);
      else refusals.push(outcome.refusal);
      rejected += outcome.kind === 'accepted' ? outcome.batch.rejected : outcome.rejected;
    }
    if (mending !== null && mends !== null) {
      mends = { ...mends, rows: outcomes.flatMap(({ mended }) => mended) };
      const refusal = mending.refusalOf(mends.rows, maxRejectShare);
      if (refusal) refusals.push(refusal);
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    refusals.push({ code: error.code, sheet: null, message: error.message });
  } finally {
    await file?.close();
  }
  return { refusals, notices: [...noticed], outcomes, rejected, mends };
}

/** The file of rejected rows that a file brings again, opened with all it is held against; null for any other file. */
async function openMending(
  connection: DuckDBConnection,
  delivery: Delivery,
  sheets: readonly Sheet[],
  options: CheckOptions,
  scratch: string,
) {
  const marked = sheets.flatMap((sheet) => findMarker(sheet) ?? []);
  const [marker] = marked;
  if (!marker) return null;
  const resolved = resolveMending(marker, options.receipts);
  if ('code' in resolved) return closedMending(marker.delivery, resolved);
  const { earlier, onto } = resolved;
  let good: { outcomes: readonly Outcome[]; rejected: number } = { outcomes: [], rejected: 0 };
  if (onto === null) {
    const archived = await findArchived(options.home, earlier.sha256);
    if (!archived)
      return closedMending(marker.delivery, {
        code: 'cannot_be_mended',
        sheet: null,
        message: `无法补上更正的行：${await missingFileText(options.home, earlier)}；也可以重新报送整份文件`,
      });
    const folder = join(scratch, 'earlier');
    await mkdir(folder, { recursive: true });
    await runOn(connection, 'set variable delivered_on = cast($day as date)', {
      day: shanghaiDay(earlier.receivedAt),
    });
    const again = await checkSheets(
      connection,
      { ...delivery, fileName: earlier.fileName, packaged: earlier.packaged, archived },
      { ...options, maxRejectShare: 1 },
      folder,
    );
    // Its rejects are told of already, under its own number.
    await connection.run('delete from delivery_rejects');
    await runOn(connection, 'set variable delivered_on = cast($day as date)', {
      day: shanghaiDay(delivery.receivedAt),
    });
    const fault = again.refusals.find(({ code }) => code !== sheetNotRecognised);
    if (fault) return closedMending(marker.delivery, fault);
    good = {
      rejected: again.rejected,
      outcomes: again.outcomes.map((outcome) => ({
        ...outcome,
        batch: { ...outcome.batch, from: earlier.delivery },
      })),
    };
  }
  return new OpenMending(
    resolved,
    good,
    await rejectedSheets(connection, options.home, earlier.delivery),
    options.home,
  );
}

/** The contracts and sheets of a delivery that hold rejected rows. */
async function rejectedSheets(connection: DuckDBConnection, home: Home, delivery: string) {
  const rejects = home.rejectsParquet(delivery);
  if ((await access(rejects).catch(() => 'missing')) === 'missing') return [];
  return z.array(z.object({ contract: z.string(), sheet: z.string().nullable() })).parse(
    await runOn(connection, 'select distinct contract, sheet from read_parquet($rejects) order by all', {
      rejects,
    }),
  );
}

/** Writes `delivery_rejects` to a Parquet file; null when it is empty. */
async function writeRejects(
  connection: DuckDBConnection,
  delivery: string,
  scratch: string,
): Promise<string | null> {
  const [counted] = await runOn(connection, 'select count(*) as n from delivery_rejects');
  if (counted?.n === 0) return null;
  const parquet = join(scratch, 'rejects.parquet');
  await connection.run(
    `copy (select ${literal(delivery)} as delivery, * from delivery_rejects order by sheet, row)
     to ${literal(parquet)} (format parquet, compression zstd)`,
  );
  return parquet;
}
