import { access } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { pathsOf, placedFiles, selectRows, type BatchFiles } from '../../warehouse/batch-files.ts';
import { runOn } from '../../warehouse/connection.ts';
import { liveBatches, type Doubt, type Receipt } from '../../warehouse/deliveries.ts';
import type { Home } from '../../warehouse/home.ts';
import type { Contract } from '../contract.ts';
import { keysInForce } from './keys-in-force.ts';

const countSchema = z.object({ n: z.int(), sample: z.string().nullable(), place: z.string().nullable() });

/** The batches in force that a delivery leaves in force, for the partitions it does not hold. */
function left(contract: string, receipt: Receipt, before: readonly Receipt[], home: Home) {
  const taken = new Set(
    receipt.batches
      .filter((batch) => batch.contract === contract)
      .flatMap(({ partitions }) => partitions.map(({ key }) => key)),
  );
  return liveBatches(before)
    .filter(({ batch }) => batch.contract === contract)
    .flatMap(({ batch, livePartitions }) => {
      const keys = livePartitions.filter((key) => !taken.has(key));
      return keys.length > 0 ? [{ files: placedFiles(home, batch), keys }] : [];
    });
}

/**
 * Keys of a delivery that are in force in a partition the delivery does not hold: they would count twice. Set
 * based, over the key columns of the batches alone; asked for by contract (`keys` of the expectations).
 * @param written where the delivery's batches are, by their names
 */
export async function reusedKeys(
  connection: DuckDBConnection,
  contract: Contract,
  receipt: Receipt,
  before: readonly Receipt[],
  written: ReadonlyMap<string, BatchFiles>,
  home: Home,
): Promise<readonly Doubt[]> {
  const own = receipt.batches.filter((batch) => batch.contract === contract.id);
  const files = own.flatMap(({ batch }) => written.get(batch) ?? []);
  const doubt = (code: Doubt['code'], message: string): Doubt => ({
    code,
    contract: contract.id,
    message: `${contract.title}：${message}`,
  });
  const doubts: Doubt[] = [];
  const key = contract.key.join(', ');
  const shownKey = contract.key.map((name) => `cast(${name} as varchar)`).join(" || '/' || ");
  if (files.length > 1) {
    const [row] = await runOn(
      connection,
      `
with keys as (
    select ${key}, count(distinct _batch) as sheets
    from (${selectRows(files, [...contract.key, '_batch'])})
    group by all
    having sheets > 1
)
select count(*) as n, min(${shownKey}) as sample, null as place from keys`,
    );
    const { n, sample } = countSchema.parse(row);
    if (n > 0)
      doubts.push(
        doubt('repeated_key', `同一文件的几张表里有 ${n} 个重复的键（如 ${sample ?? ''}），会重复计算`),
      );
  }
  const others = left(contract.id, receipt, before, home);
  if (files.length === 0 || others.length === 0) return doubts;
  for (const { files: inPlace } of others) {
    const isThere = await Promise.all(pathsOf(inPlace).map((file) => access(file))).then(
      () => true,
      () => false,
    );
    if (!isThere)
      return [
        ...doubts,
        doubt(
          'keys_unchecked',
          `缺少生效批次 ${inPlace.batch} 的数据文件，无法核对键；请先运行 cockpit rebuild`,
        ),
      ];
  }
  const inForce = keysInForce([...contract.key, '_partition'], others);
  if (inForce === null) return doubts;
  const [row] = await runOn(
    connection,
    `
with arriving as (
    ${selectRows(files, contract.key)}
),
in_force as (
    ${inForce.sql}
),
reused as (
    select in_force.*
    from in_force
    semi join arriving using (${key})
)
select count(*) as n, min(${shownKey}) as sample, arg_min(_partition, ${shownKey}) as place
from reused`,
    inForce.parameters,
  );
  const { n, sample, place } = countSchema.parse(row);
  if (n > 0)
    doubts.push(
      doubt(
        'reused_key',
        `${n} 个键在 ${place ?? '其他分期'} 等已生效的数据里用过（如 ${sample ?? ''}），会重复计算`,
      ),
    );
  return doubts;
}
