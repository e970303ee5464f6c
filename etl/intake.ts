import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { DuckDbEngine, runOn } from '../warehouse/connection.ts';
import {
  liveBatches,
  readReceipts,
  type Batch,
  type Origin,
  type Receipt,
  type Refusal,
} from '../warehouse/deliveries.ts';
import { settle, writeJson, type Home } from '../warehouse/home.ts';
import { archiveFile, findArchived, hashFile, type ArchivedFile } from './archive.ts';
import { loadCells } from './cells/load-cells.ts';
import { literal } from './column-sql.ts';
import type { Contract } from './contract.ts';
import type { Layout } from './layout.ts';
import { openFile } from './readers/open-file.ts';
import { UnreadableFile, type Sheet } from './readers/sheet.ts';
import { recognise } from './recognise.ts';
import { takeInSheet } from './sheet-intake.ts';
import { loadSpellings } from './spellings.ts';

export interface IntakeOptions {
  readonly home: Home;
  readonly contracts: ReadonlyMap<string, Contract>;
  readonly layouts: readonly Layout[];
  readonly maxRejectShare: number;
  readonly clock: () => Date;
}

/** What one call of `ingest` came to. `unchanged`: this very file was accepted before. */
export type IntakeOutcome =
  | { readonly kind: 'accepted' | 'refused'; readonly receipt: Receipt }
  | { readonly kind: 'unchanged'; readonly receipt: Receipt; readonly superseded: boolean };

interface Delivery {
  readonly delivery: string;
  readonly receivedAt: string;
  readonly fileName: string;
  readonly origin: Origin;
  readonly archived: ArchivedFile;
}

const sheetNotRecognised = 'sheet_not_recognised';
/** A sheet beside others is left unread (and reported) below this resemblance; above it, it is a table gone wrong. */
const nearMiss = 0.5;

/**
 * Takes deliveries in, one file at a time. Must be used by the home's only writer.
 *
 * The order makes a killed intake harmless: the file is archived, the batches are put in their place, and only
 * then the receipt is written. Without a receipt nothing of a delivery is in force.
 */
export class Intake {
  readonly #options: IntakeOptions;
  readonly #engine: DuckDbEngine;

  private constructor(options: IntakeOptions, engine: DuckDbEngine) {
    this.#options = options;
    this.#engine = engine;
  }

  static async open(options: IntakeOptions): Promise<Intake> {
    await options.home.prepare();
    const engine = await DuckDbEngine.open(':memory:', { readOnly: false });
    await engine.using(async (connection) => {
      await loadCells(connection);
      await loadSpellings(connection, options.contracts.values());
    });
    return new Intake(options, engine);
  }

  close(): void {
    this.#engine.close();
  }

  /** Takes in one file as it was delivered. */
  async ingest(file: string, origin: Origin): Promise<IntakeOutcome> {
    const { home, clock } = this.#options;
    const receipts = await readReceipts(home);
    const sha256 = await hashFile(file);
    const earlier = receipts.findLast((entry) => entry.sha256 === sha256);
    if (earlier?.verdict === 'accepted') {
      const isLive = liveBatches(receipts).some(({ receipt }) => receipt.sha256 === sha256);
      return { kind: 'unchanged', receipt: earlier, superseded: earlier.batches.length > 0 && !isLive };
    }
    const fileName = basename(file);
    const archived = (await findArchived(home, sha256)) ?? (await archiveFile(home, file, fileName));
    const next = String(Number(receipts.at(-1)?.delivery ?? 0) + 1).padStart(6, '0');
    const takeAs = (delivery: string) =>
      this.#take({ delivery, receivedAt: clock().toISOString(), fileName, origin, archived }, receipts);
    let receipt = await takeAs(earlier?.delivery ?? next);
    // Refused before and accepted now (a layout was added): it counts from now on, not from its first arrival.
    if (earlier && receipt.verdict === 'accepted') receipt = await takeAs(next);
    await writeJson(join(home.receipts, `${receipt.delivery}.json`), receipt);
    return { kind: receipt.verdict, receipt };
  }

  /**
   * Makes the batches of an earlier delivery again from its archived file.
   * @throws Error when a delivery that was accepted would be refused now: nothing of it is changed then
   */
  async repeat(earlier: Receipt, before: readonly Receipt[]): Promise<Receipt> {
    const { home } = this.#options;
    const archived = await findArchived(home, earlier.sha256);
    if (!archived)
      throw new Error(
        `归档里缺少第 ${earlier.delivery} 号交付的文件（${earlier.fileName}，SHA-256 ${earlier.sha256}）`,
      );
    const receipt = await this.#take({ ...earlier, archived }, before);
    if (receipt.verdict === earlier.verdict)
      await writeJson(join(home.receipts, `${receipt.delivery}.json`), receipt);
    else if (receipt.verdict === 'refused')
      throw new Error(
        `第 ${earlier.delivery} 号交付（${earlier.fileName}）原先已接受，按现在的规则会被拒收：` +
          `${receipt.refusals.map(({ message }) => message).join('；')}。已停止，仍在使用原来的构建`,
      );
    return receipt.verdict === earlier.verdict ? receipt : earlier;
  }

  async #take(delivery: Delivery, before: readonly Receipt[]): Promise<Receipt> {
    const { home } = this.#options;
    const scratch = join(home.scratch, delivery.delivery);
    await rm(scratch, { recursive: true, force: true });
    await mkdir(scratch, { recursive: true });
    try {
      return await this.#engine.using((connection) => this.#check(connection, delivery, before, scratch));
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }

  async #check(
    connection: DuckDBConnection,
    delivery: Delivery,
    before: readonly Receipt[],
    scratch: string,
  ): Promise<Receipt> {
    const { home } = this.#options;
    await connection.run(
      `create or replace temp table delivery_rejects (
         contract varchar, sheet varchar, row bigint, "column" varchar, code varchar, reason varchar, raw varchar[]
       )`,
    );
    const { refusals, outcomes, rejected } = await this.#sheets(connection, delivery, scratch);
    const isAccepted = outcomes.length > 0 && refusals.every(({ code }) => code === sheetNotRecognised);
    const batches: Batch[] = [];
    for (const { batch, parquet } of isAccepted ? outcomes : []) {
      const complete = { ...batch, supersedes: supersededBy(batch, before) };
      await settle(parquet, home.batchParquet(batch.contract, batch.batch));
      await writeJson(home.batchSidecar(batch.contract, batch.batch), complete);
      batches.push(complete);
    }
    await this.#writeRejects(connection, delivery.delivery, scratch);
    return {
      delivery: delivery.delivery,
      receivedAt: delivery.receivedAt,
      fileName: delivery.fileName,
      sha256: delivery.archived.sha256,
      bytes: delivery.archived.bytes,
      origin: delivery.origin,
      verdict: isAccepted ? 'accepted' : 'refused',
      refusals,
      rejected,
      batches,
    };
  }

  async #sheets(connection: DuckDBConnection, { archived, fileName }: Delivery, scratch: string) {
    const { contracts, layouts, maxRejectShare } = this.#options;
    const refusals: Refusal[] = [];
    const outcomes: { batch: Omit<Batch, 'supersedes'>; parquet: string }[] = [];
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

  async #writeRejects(connection: DuckDBConnection, delivery: string, scratch: string): Promise<void> {
    const { home } = this.#options;
    const [counted] = await runOn(connection, 'select count(*) as n from delivery_rejects');
    const place = home.rejectsParquet(delivery);
    if (counted?.n === 0) {
      await rm(place, { force: true });
      return;
    }
    const temporary = join(scratch, 'rejects.parquet');
    await connection.run(
      `copy (select ${literal(delivery)} as delivery, * from delivery_rejects order by sheet, row)
       to ${literal(temporary)} (format parquet, compression zstd)`,
    );
    await settle(temporary, place);
  }
}

function formatOf(sheet: Sheet): Layout['format'] {
  return sheet.name === null ? 'delimited' : 'workbook';
}

/** The batches in force of which this one takes over a partition. */
function supersededBy(batch: Omit<Batch, 'supersedes'>, before: readonly Receipt[]): string[] {
  const keys = new Set(batch.partitions.map(({ key }) => key));
  return liveBatches(before)
    .filter((live) => live.batch.contract === batch.contract && live.batch.batch !== batch.batch)
    .filter((live) => live.livePartitions.some((key) => keys.has(key)))
    .map((live) => live.batch.batch);
}

/** Every file below the given paths, folders opened, in the order of their names; hidden files left out. */
export async function filesBelow(paths: readonly string[]): Promise<readonly string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const entries = await readdir(path, { withFileTypes: true }).catch(() => null);
    if (entries === null) files.push(path);
    else
      files.push(
        ...(await filesBelow(
          entries
            .filter(({ name }) => !name.startsWith('.'))
            .map(({ name }) => join(path, name))
            .sort(),
        )),
      );
  }
  return files;
}
