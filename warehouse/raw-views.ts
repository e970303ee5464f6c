import { access } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { pathsOf, placedFiles, selectRows } from './batch-files.ts';
import { runOn } from './connection.ts';
import type { LiveBatch } from './deliveries.ts';
import type { Home } from './home.ts';

/** A dataset as its contract has it: what the views of `raw` look like. */
export interface DatasetShape {
  readonly contract: string;
  readonly title: string;
  readonly owner: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** `finance.budget` is `raw.finance_budget`. */
export function rawName(contract: string): string {
  return `raw.${contract.replaceAll('.', '_')}`;
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/**
 * One view a dataset over the Parquet of its batches in force, rows of partitions that were taken over left out;
 * an empty one with the same columns when nothing was delivered.
 */
export async function createRawViews(
  connection: DuckDBConnection,
  home: Home,
  shapes: readonly DatasetShape[],
  live: readonly LiveBatch[],
): Promise<void> {
  for (const { batch, receipt } of live)
    for (const file of pathsOf(placedFiles(home, batch)))
      await access(file).catch(() => {
        throw new Error(
          `缺少批次 ${batch.batch}（交付 ${receipt.delivery}，${receipt.fileName}）的数据文件；请运行 npx cockpit rebuild，从归档重做`,
        );
      });
  await connection.run('create schema raw');
  await connection.run('create schema meta');
  await connection.run(
    'create table meta.live_partitions (contract varchar, partition varchar, batch varchar)',
  );
  for (const { batch, livePartitions } of live)
    await runOn(
      connection,
      'insert into meta.live_partitions select $contract, unnest($partitions), $batch',
      { contract: batch.contract, partitions: livePartitions, batch: batch.batch },
    );
  for (const { contract, columns } of shapes) {
    const batches = live.filter(({ batch }) => batch.contract === contract);
    const names = columns.map(({ name }) => name);
    const empty = columns.map(({ name, type }) => `cast(null as ${type}) as ${name}`);
    const rows = selectRows(
      batches.map(({ batch }) => placedFiles(home, batch)),
      [...names, '_batch', '_row', '_partition'],
    );
    const isWhole = batches.every(({ whole }) => whole);
    await connection.run(
      batches.length === 0
        ? `create view ${rawName(contract)} as
           select ${empty.join(', ')}, '' as _batch, 0::bigint as _row, '' as _partition where false`
        : `create view ${rawName(contract)} as
           ${
             isWhole
               ? rows
               : `select * from (${rows}) where (_batch, _partition) in (
                    select (batch, partition) from meta.live_partitions where contract = ${quoted(contract)}
                  )`
           }`,
    );
  }
}
