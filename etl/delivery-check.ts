import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { runOn } from '../warehouse/connection.ts';
import type { Batch, Origin, Receipt, Refusal } from '../warehouse/deliveries.ts';
import type { ArchivedFile } from './archive.ts';
import { literal } from './literal.ts';
import type { Contract } from './contract.ts';
import type { Layout } from './layout.ts';
import { openFile } from './readers/open-file.ts';
import { UnreadableFile, type Sheet } from './readers/sheet.ts';
import { recognise } from './recognise.ts';
import { takeInSheet } from './sheet-intake.ts';

export interface Delivery {
  readonly delivery: string;
  readonly receivedAt: string;
  readonly fileName: string;
  readonly origin: Origin;
  readonly archived: ArchivedFile;
}

/** A delivery checked, its outputs in a scratch folder: nothing is in force yet. */
export interface Checked {
  /** As it would be written; `supersedes` of its batches is still empty. */
  readonly receipt: Receipt;
  /** Where each batch was written. */
  readonly parquets: ReadonlyMap<string, string>;
  /** Where the rejected rows were written; null when there are none. */
  readonly rejects: string | null;
  readonly scratch: string;
}

interface CheckOptions {
  readonly contracts: ReadonlyMap<string, Contract>;
  readonly layouts: readonly Layout[];
  readonly maxRejectShare: number;
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
  await connection.run(
    `create or replace temp table delivery_rejects (
       contract varchar, sheet varchar, row bigint, "column" varchar, code varchar, reason varchar, raw varchar[]
     )`,
  );
  // What the rules of the contracts call `getvariable('delivered_on')`. The sample city has a clock of its own.
  const day = delivery.origin === 'sample' ? '9999-12-31' : shanghaiDay(delivery.receivedAt);
  await runOn(connection, 'set variable delivered_on = cast($day as date)', { day });
  const { refusals, outcomes, rejected } = await checkSheets(connection, delivery, options, scratch);
  const isAccepted = outcomes.length > 0 && refusals.every(({ code }) => code === sheetNotRecognised);
  return {
    receipt: {
      delivery: rest.delivery,
      receivedAt: rest.receivedAt,
      fileName: rest.fileName,
      sha256: archived.sha256,
      bytes: archived.bytes,
      origin: rest.origin,
      verdict: isAccepted ? 'accepted' : 'refused',
      refusals,
      doubts: [],
      history: [],
      rejected,
      batches: isAccepted ? outcomes.map(({ batch }) => batch) : [],
    },
    parquets: new Map(outcomes.map(({ batch, parquet }) => [batch.batch, parquet])),
    rejects: await writeRejects(connection, delivery.delivery, scratch),
    scratch,
  };
}

async function checkSheets(
  connection: DuckDBConnection,
  { archived, fileName }: Delivery,
  { contracts, layouts, maxRejectShare }: CheckOptions,
  scratch: string,
) {
  const refusals: Refusal[] = [];
  const outcomes: { batch: Batch; parquet: string }[] = [];
  let rejected = 0;
  try {
    const sheets = await openFile(archived.path, fileName, scratch);
    for (const [index, sheet] of sheets.entries()) {
      const recognised = recognise(sheet, formatOf(sheet), fileName, layouts, contracts);
      if ('code' in recognised) {
        const isOneOfMany = sheets.length > 1 && recognised.resemblance < nearMiss;
        refusals.push({
          code: isOneOfMany ? sheetNotRecognised : recognised.code,
          sheet: sheet.name,
          message: recognised.message,
        });
        continue;
      }
      const name = `${recognised.contract.id}-${archived.sha256.slice(0, 12)}-${index + 1}`;
      const parquet = join(scratch, `${name}.parquet`);
      const outcome = await takeInSheet(connection, sheet, recognised, name, parquet, maxRejectShare);
      if (outcome.kind === 'accepted') outcomes.push(outcome);
      else refusals.push(outcome.refusal);
      rejected += outcome.kind === 'accepted' ? outcome.batch.rejected : outcome.rejected;
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    refusals.push({ code: error.code, sheet: null, message: error.message });
  }
  return { refusals, outcomes, rejected };
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

function formatOf(sheet: Sheet): Layout['format'] {
  return sheet.name === null ? 'delimited' : 'workbook';
}
