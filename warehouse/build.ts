import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { BuildReport, CheckResult, DatasetReport } from './build-report.ts';
import { listBuilds } from './builds.ts';
import { runChecks } from './checks/run-checks.ts';
import { DuckDbEngine, runOn } from './connection.ts';
import { liveBatches, readReceipts, type LiveBatch, type Receipt } from './deliveries.ts';
import { diskFault } from './disk-fault.ts';
import { sweep, type Home } from './home.ts';
import { loadSeeds } from './models/load-seeds.ts';
import { runModels, type ModelRun } from './models/run-models.ts';
import { noteFailure, publish } from './publish.ts';
import { createForeignLedgers } from './foreign-ledgers.ts';
import { rejectPlace, settledRejects } from './settled-rejects.ts';
import { publishScores } from './stations/publish-scores.ts';
import { publishWarnings } from './warnings/publish-warnings.ts';
import { loadThresholds } from './warnings/thresholds.ts';
import { createRawViews, type DatasetShape } from './raw-views.ts';

export type { DatasetShape } from './raw-views.ts';

export interface BuildOptions {
  readonly home: Home;
  readonly datasets: readonly DatasetShape[];
  readonly keepBuilds: number;
  readonly clock: () => Date;
}

export type BuildOutcome =
  | { readonly kind: 'published'; readonly report: BuildReport }
  | { readonly kind: 'failed'; readonly failedChecks: readonly CheckResult[]; readonly message: string };

/** `20261103T020000Z-1a2b3c4d`: when, and what of. */
export function buildId(at: Date, inputs: string): string {
  return `${at.toISOString().replace(/[-:]|\.\d{3}/g, '')}-${inputs.slice(0, 8)}`;
}

/** SHA-256 over what is in force: the batches and their live partitions. */
function hashInputs(live: readonly LiveBatch[]): string {
  const lines = live.map(
    ({ batch, livePartitions }) => `${batch.batch}\t${[...livePartitions].sort().join(',')}`,
  );
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}

async function writeMeta(
  connection: DuckDBConnection,
  receipts: readonly Receipt[],
  live: readonly LiveBatch[],
  models: readonly ModelRun[],
): Promise<void> {
  await connection.run(
    `create table meta.batches (
       batch varchar, contract varchar, delivery varchar, layout varchar, file_name varchar, sheet varchar,
       sha256 varchar, received_at timestamp, rows bigint, rejected bigint, origin varchar, as_of date
     )`,
  );
  const delivered = new Map(receipts.map((receipt) => [receipt.delivery, receipt]));
  for (const { batch, receipt: brought } of live) {
    // Rows of an earlier file that came into force with a later one are still that file's rows.
    const receipt = delivered.get(batch.from ?? '') ?? brought;
    await runOn(
      connection,
      `insert into meta.batches values (
         $batch, $contract, $delivery, $layout, $fileName, $sheet, $sha256,
         cast(cast($receivedAt as timestamptz) at time zone 'UTC' as timestamp), $rows, $rejected, $origin, $asOf
       )`,
      {
        batch: batch.batch,
        contract: batch.contract,
        delivery: receipt.delivery,
        layout: batch.layout,
        fileName: receipt.fileName,
        sheet: batch.sheet,
        sha256: receipt.sha256,
        receivedAt: receipt.receivedAt,
        rows: batch.rows,
        rejected: batch.rejected,
        origin: receipt.origin,
        asOf: batch.asOf,
      },
    );
  }
  await connection.run(
    'create table meta.models (name varchar, purpose varchar, sql varchar, depends_on varchar[])',
  );
  for (const { name, purpose, sql, dependsOn } of models)
    await runOn(connection, 'insert into meta.models values ($name, $purpose, $sql, $dependsOn)', {
      name,
      purpose,
      sql,
      dependsOn,
    });
}

const tableSchema = z.object({ name: z.string(), rows: z.int(), hash: z.string() });

/** Rows and an order-free hash of every table of the marts. */
export async function describeTables(connection: DuckDBConnection): Promise<BuildReport['tables']> {
  const names = z
    .array(z.object({ name: z.string() }))
    .parse(
      await runOn(
        connection,
        "select table_name as name from information_schema.tables where table_schema = 'marts' order by 1",
      ),
    );
  const tables: BuildReport['tables'] = [];
  for (const { name } of names) {
    const [row] = await runOn(
      connection,
      `select
         'marts.${name}' as name,
         count(*) as rows,
         coalesce(cast(sum(hash(entry)::hugeint) as varchar), '0') as hash
       from marts.${name} as entry`,
    );
    tables.push(tableSchema.parse(row));
  }
  return tables;
}

/** Rejected rows of a batch that are not mended yet. */
function outstanding({ batch, receipt }: LiveBatch, settled: ReadonlySet<string>): number {
  const sheet = rejectPlace(batch.from ?? receipt.delivery, batch.sheet, 0).slice(0, -1);
  const done = [...settled].filter((place) => place.startsWith(sheet)).length;
  return Math.max(0, batch.rejected - done);
}

function describeDatasets(
  shapes: readonly DatasetShape[],
  receipts: readonly Receipt[],
  live: readonly LiveBatch[],
): DatasetReport[] {
  const settled = settledRejects(receipts);
  return shapes.map(({ contract, title, owner }) => {
    const own = live.filter(({ batch }) => batch.contract === contract);
    const newest = (dates: readonly (string | null)[]) =>
      dates
        .filter((date) => date !== null)
        .sort()
        .at(-1) ?? null;
    const rowsInForce = own.flatMap(({ batch, livePartitions }) =>
      batch.partitions.filter(({ key }) => livePartitions.includes(key)).map(({ rows }) => rows),
    );
    return {
      contract,
      title,
      owner,
      asOf: newest(own.map(({ batch }) => batch.asOf)),
      receivedAt: newest(own.map(({ receipt }) => receipt.receivedAt)),
      batches: own.length,
      rows: rowsInForce.reduce((sum, rows) => sum + rows, 0),
      rejected: own.reduce((sum, entry) => sum + outstanding(entry, settled), 0),
      origins: [...new Set(own.map(({ receipt }) => receipt.origin))].sort(),
    };
  });
}

/**
 * Builds the warehouse from the batches in force and publishes it when every check passes. Must be run by the
 * home's only writer. Whatever happens before the rename of current.json, the earlier build stays up.
 */
export async function buildWarehouse(options: BuildOptions): Promise<BuildOutcome> {
  const { home, datasets, clock } = options;
  const startedAt = clock();
  await home.prepare();
  await sweep(home);
  const receipts = await readReceipts(home);
  const all = liveBatches(receipts);
  const live = all.filter(({ batch }) => batch.currency === 'CNY');
  const inputs = hashInputs(all);
  const id = buildId(startedAt, inputs);
  const earlier = (await listBuilds(home)).map((report) => home.buildFile(report.id));
  const building = `${home.scratch}/building-${id}.duckdb`;
  try {
    const engine = await DuckDbEngine.open(building, { readOnly: false, newestStorage: true });
    let described: { tables: BuildReport['tables']; checks: readonly CheckResult[] };
    try {
      described = await engine.using(async (connection) => {
        await connection.run('set preserve_insertion_order = true');
        await createRawViews(connection, home, datasets, live);
        await createForeignLedgers(connection, home, all);
        await loadSeeds(connection);
        const models = await runModels(connection);
        models.push(...(await publishScores(connection, id, earlier)));
        models.push(...(await publishWarnings(connection, await loadThresholds(home.thresholds))));
        const checks = await runChecks(connection);
        await writeMeta(connection, receipts, live, models);
        const tables = await describeTables(connection);
        await connection.run('drop schema if exists staging cascade');
        await connection.run('drop schema raw cascade');
        await connection.run('checkpoint');
        return { tables, checks };
      });
    } finally {
      engine.close();
    }
    const failedChecks = described.checks.filter(({ offending }) => offending > 0);
    if (failedChecks.length > 0) {
      const message = `${failedChecks.length} 项检查未通过：${failedChecks.map(({ title, offending }) => `${title}（${offending} 行）`).join('；')}`;
      await noteFailure(home, clock(), message, failedChecks);
      return { kind: 'failed', failedChecks, message };
    }
    const finishedAt = clock();
    const report: BuildReport = {
      id,
      builtAt: startedAt.toISOString(),
      seconds: (finishedAt.getTime() - startedAt.getTime()) / 1_000,
      inputs,
      datasets: describeDatasets(datasets, receipts, live),
      tables: described.tables,
      checks: described.checks.map(({ check }) => check),
    };
    await publish(home, building, report, finishedAt, options.keepBuilds);
    return { kind: 'published', report };
  } catch (error) {
    const why = diskFault(error) ?? (error instanceof Error ? error.message : String(error));
    const message = `构建没有完成：${why}`;
    // A disk that took no build may take no note of it either; whoever asked for the build is told all the same.
    await noteFailure(home, clock(), message, []).catch(() => undefined);
    return { kind: 'failed', failedChecks: [], message };
  } finally {
    for (const leftover of [building, `${building}.wal`]) await rm(leftover, { force: true });
  }
}
