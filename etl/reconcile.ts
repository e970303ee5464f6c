import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { runOn } from '../warehouse/connection.ts';
import { amountsOf } from './check-sql.ts';
import type { Recognised } from './recognise.ts';

export interface TotalsMismatch {
  readonly row: number;
  readonly column: string;
  /** Yuan, as text. */
  readonly stated: string;
  readonly summed: string;
}

const mismatchRows = z.array(z.object({ row: z.int(), stated: z.string(), summed: z.string() }));

/**
 * Holds the totals rows of a sheet against its rows. A grand total is the sum of all data rows; a subtotal that
 * of the data rows since the totals row before it. Amounts are compared before rounding, so that a sheet in
 * 万元 is not off by the fen its rows were rounded by; a blank total states nothing.
 */
export async function reconcileTotals(
  connection: DuckDBConnection,
  recognised: Recognised,
): Promise<readonly TotalsMismatch[]> {
  const amounts = amountsOf(recognised);
  const [counted] = await runOn(connection, "select count(*) as totals from typed where _kind <> 'data'");
  if (counted?.totals === 0 || amounts.length === 0) return [];
  const mismatches: TotalsMismatch[] = [];
  for (const { name, title } of amounts) {
    const rows = await runOn(
      connection,
      `
with amounts as (
    select
        typed._row,
        _kind,
        _exact_${name} as amount,
        _stated_${name} as is_stated,
        count(*) filter (where _kind <> 'data') over (
            order by _row rows between unbounded preceding and 1 preceding
        ) as block
    from typed
),
blocks as (
    select block, sum(amount) as summed
    from amounts
    where _kind = 'data'
    group by block
),
totals as (
    select
        amounts._row as row,
        amounts.amount as stated,
        coalesce(
            case
                when amounts._kind = 'sub' then blocks.summed
                else (select sum(summed) from blocks)
            end,
            0
        ) as summed
    from amounts
    left join blocks on amounts.block = blocks.block
    where amounts._kind <> 'data' and is_stated
)
select
    row,
    coalesce(cast(cast(stated as decimal(18, 2)) as varchar), '不是金额') as stated,
    cast(cast(summed as decimal(18, 2)) as varchar) as summed
from totals
where stated is null or abs(stated - summed) > 0.005
order by row`,
    );
    for (const mismatch of mismatchRows.parse(rows)) mismatches.push({ ...mismatch, column: title });
  }
  return mismatches;
}
