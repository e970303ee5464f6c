import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { rowsOf, type BatchFiles } from '../../warehouse/batch-files.ts';
import { runOn } from '../../warehouse/connection.ts';
import type { Mends } from '../../warehouse/deliveries.ts';
import type { SqlParameters } from '../../warehouse/engine.ts';
import { originOf, partitionSql } from '../check-sql.ts';
import { literal } from '../literal.ts';
import { textColumns } from '../readers/text-table.ts';
import type { Recognised } from '../recognise.ts';
import { keyTitles } from '../rejects-sql.ts';
import { keysInForce, type PartitionsInForce } from '../trust/keys-in-force.ts';
import { dropWord, type Marker } from './marker.ts';

/** What a sheet of returned rows is held against. */
export interface ReturnedSheet {
  readonly marker: Marker & { readonly row: number };
  /** The earlier delivery, and the sheet of it these rows were in. */
  readonly delivery: string;
  readonly sheet: string | null;
  /** Its rejected rows (Parquet). */
  readonly rejects: string;
  /** Rows of it that were accepted before, mended: which, and where they are. */
  readonly before: readonly { readonly files: BatchFiles; readonly row: number; readonly ownRow: number }[];
  /** Rows of it that the department has dropped before. */
  readonly dropped: readonly number[];
  /** Rows in force whose keys may not come again. */
  readonly inForce: readonly PartitionsInForce[];
  /** Columns of the sheet without a header, before the marker: nothing may stand there. */
  readonly headless: readonly number[];
  /** Partitions of the contract that are another delivery's, with its number. */
  readonly foreign: ReadonlyMap<string, string>;
}

/** Cells as they were before they were guarded against being run. */
export function unguardSql({ width }: Recognised): string {
  return `update lines set ${textColumns(width)
    .map((cell) => `${cell} = cell_unguarded(${cell})`)
    .join(', ')}`;
}

const rowsSchema = z.array(
  z.object({ row: z.int(), ownRow: z.int(), became: z.enum(['accepted', 'rejected', 'dropped']) }),
);

/**
 * Sorts out the rows of a sheet that brings rejected rows again, after the checks any row has to pass: `typed` and
 * `delivery_rejects` hold what is new afterwards. A row must be one that was rejected; mended before and equal, it
 * is passed over; its key must not be in force, and its partition not another delivery's. All set-based; the
 * tables are as small as the file.
 */
export async function settleReturned(
  connection: DuckDBConnection,
  recognised: Recognised,
  returned: ReturnedSheet,
  place: { readonly contract: string; readonly sheet: string | null },
): Promise<Mends['rows']> {
  const { marker, delivery } = returned;
  const { contract } = recognised;
  const run = (sql: string, parameters: SqlParameters = {}) => runOn(connection, sql, parameters);
  const stray = returned.headless.map((index) => `coalesce(trim(lines.c${index}), '')`);
  const raw = `[${textColumns(recognised.width)
    .map((cell) => `lines.${cell}`)
    .join(', ')}]`;
  await run(
    `create or replace temp table returned as
     with
     known as (
         select distinct row
         from read_parquet($rejects)
         where contract = $contract and sheet is not distinct from $originalSheet
     ),
     numbered as (
         select
             lines._row,
             try_cast(cell_code(lines.c${marker.row}) as bigint) as original,
             ${marker.handling === null ? "''" : `coalesce(cell_code(lines.c${marker.handling}), '')`} = '${dropWord}' as is_dropped,
             ${stray.length > 0 ? stray.join(' || ') : "''"} as stray
         from lines
         where lines._kind = 'data'
     )
     select
         numbered.*,
         case
             when original is null or original not in (select row from known) then 'not_returned'
             when row_number() over (partition by original order by _row) > 1 then 'returned_twice'
             when stray <> '' and not is_dropped then 'ragged_row'
             else 'known'
         end as state
     from numbered`,
    { rejects: returned.rejects, contract: place.contract, originalSheet: returned.sheet },
  );
  const reject = async (
    code: string,
    column: string,
    reason: string,
    rows: string,
    more: SqlParameters = {},
  ) => {
    const bound = { ...place, column, code, ...more };
    await run(
      `insert into delivery_rejects (contract, sheet, row, "column", code, reason, raw)
       select $contract, $sheet, lines._row, $column, $code, ${reason}, ${raw}
       from (${rows}) as found
       inner join lines on found._row = lines._row`,
      bound,
    );
    await run(
      `update typed set _good = false
       where _row in (
           select row from delivery_rejects
           where contract = $contract and sheet is not distinct from $sheet and code = $code
       )`,
      { ...place, code },
    );
  };
  const state = (name: string) => `select _row from returned where state = '${name}'`;
  await reject(
    'not_returned',
    '原行号',
    literal(
      `“原行号”不是第 ${delivery} 号交付退回的行；请只更正退回文件里的行，不要改动原行号，新的行请另行报送`,
    ),
    state('not_returned'),
  );
  await reject(
    'returned_twice',
    '原行号',
    literal('同一个“原行号”出现了两次；请只保留一行'),
    state('returned_twice'),
  );
  await reject(
    'ragged_row',
    '',
    literal('表头以外的列仍有内容；请把多出的内容移回正确的列，或删除'),
    state('ragged_row'),
  );
  await passOver(
    run,
    "select _row from returned where state = 'known' and (is_dropped or list_contains($dropped, cast(original as varchar)))",
    place,
    { dropped: returned.dropped.map(String) },
  );
  await comparedWithBefore(run, recognised, returned, place, reject);
  const inForce = keysInForce(contract.key, returned.inForce);
  if (inForce !== null)
    await reject(
      'duplicate_key',
      keyTitles(recognised),
      literal('这个键已在生效的数据里；同一个键只能出现一次，请更正，或在“处理”列填“删除”'),
      `select typed._row from typed
       semi join (${inForce.sql}) as in_force
       on ${contract.key.map((name) => `typed.${name} is not distinct from in_force.${name}`).join(' and ')}
       where typed._good`,
      inForce.parameters,
    );
  if (returned.foreign.size > 0)
    await reject(
      'other_delivery',
      contract.partition.map(({ name }) => titleOf(recognised, name)).join('＋'),
      `'这一行属于 ' || found.partition || '，该期现由第 ' || found.holder || ' 号交付提供；请在那份文件里更正后整份报送'`,
      `select typed._row, ${partitionSql(recognised)} as partition, holders.holder
       from typed
       inner join (select unnest($keys) as key, unnest($holders) as holder) as holders
       on ${partitionSql(recognised)} = holders.key
       where typed._good`,
      { keys: [...returned.foreign.keys()], holders: [...returned.foreign.values()] },
    );
  const rows = await run(
    `select
         returned.original as row,
         returned._row as "ownRow",
         case
             when returned.is_dropped then 'dropped'
             when typed._good then 'accepted'
             else 'rejected'
         end as became
     from returned
     left join typed on returned._row = typed._row
     where returned.state = 'known' and (returned.is_dropped or typed._row is not null)
     order by 2`,
  );
  return rowsSchema.parse(rows).map((row) => ({ ...row, sheet: returned.sheet, ownSheet: place.sheet }));
}

function titleOf({ contract }: Recognised, partition: string): string {
  return contract.columns.find(({ name }) => name === partition)?.title ?? '分期';
}

type Run = (sql: string, parameters?: SqlParameters) => Promise<unknown>;

/** Takes rows out as if they had not come: neither accepted nor rejected. */
async function passOver(
  run: Run,
  rows: string,
  place: { readonly contract: string; readonly sheet: string | null },
  parameters: SqlParameters = {},
): Promise<void> {
  await run(`create or replace temp table passed as ${rows}`, parameters);
  await run('delete from typed where _row in (select _row from passed)');
  await run(
    `delete from delivery_rejects
     where contract = $contract and sheet is not distinct from $sheet and row in (select _row from passed)`,
    { ...place },
  );
}

/** A row that was accepted before is passed over when it is equal; changed, it would count twice. */
async function comparedWithBefore(
  run: Run,
  recognised: Recognised,
  { before, delivery }: ReturnedSheet,
  place: { readonly contract: string; readonly sheet: string | null },
  reject: (code: string, column: string, reason: string, rows: string) => Promise<void>,
): Promise<void> {
  const columns = recognised.contract.columns.filter(
    ({ name }) => originOf(recognised, name).kind !== 'absent',
  );
  const names = recognised.contract.columns.map(({ name }) => name).join(', ');
  await run(
    `create or replace temp table mended_before as select cast(0 as bigint) as original, ${names} from typed where false`,
  );
  for (const files of new Map(before.map((entry) => [entry.files.parquet, entry.files])).values()) {
    const own = before.filter((entry) => entry.files.parquet === files.parquet);
    await run(
      `insert into mended_before
       select places.original, ${names
         .split(', ')
         .map((name) => `batch.${name}`)
         .join(', ')}
       from ${rowsOf(files)} as batch
       inner join (
           select cast(unnest($rows) as bigint) as original, cast(unnest($ownRows) as bigint) as own_row
       ) as places
       on batch._row = places.own_row`,
      {
        rows: own.map(({ row }) => String(row)),
        ownRows: own.map(({ ownRow }) => String(ownRow)),
      },
    );
  }
  const equal = columns
    .map(({ name }) => `typed.${name} is not distinct from mended_before.${name}`)
    .join(' and ');
  await passOver(
    run,
    `select typed._row
     from returned
     inner join typed on returned._row = typed._row
     inner join mended_before on returned.original = mended_before.original
     where returned.state = 'known' and ${equal}`,
    place,
  );
  const changed = `select returned._row from returned
     where returned.state = 'known'
         and returned.original in (select original from mended_before)
         and returned._row in (select _row from typed)`;
  await reject(
    'mended_before',
    '原行号',
    literal(`这一行早已更正并接受，现在又有改动；要再改，请把第 ${delivery} 号交付的文件整份更正后重新报送`),
    changed,
  );
  await run(`update returned set state = 'mended_before' where _row in (${changed})`);
}
