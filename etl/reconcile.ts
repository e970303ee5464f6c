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

/** Half a fen, and what sums of doubles may be off. */
const toleranceYuan = 0.006;

/**
 * Holds the totals rows of a sheet against its rows. A grand total is the sum of all data rows; a subtotal that
 * of the data rows since the totals row before it. Amounts are compared before rounding, so that a sheet in
 * 万元 is not off by the fen its rows were rounded by; a blank total states nothing.
 * @param amounts the table with the columns of `typed` that tell of amounts
 */
export async function reconcileTotals(
  connection: DuckDBConnection,
  recognised: Recognised,
  amounts = 'typed',
): Promise<readonly TotalsMismatch[]> {
  const mismatches: TotalsMismatch[] = [];
  for (const { name, title } of amountsOf(recognised)) {
    const rows = await runOn(
      connection,
      `
with amounts as (
    select _row, _kind, _unrounded_${name} as amount, _stated_${name} as is_stated
    from ${amounts}
),
totals as (
    select * from amounts where _kind <> 'data'
),
-- Each data row counts towards the totals row that comes next.
blocks as (
    select totals._row, fsum(data.amount) as summed
    from (select _row, amount from amounts where _kind = 'data') as data
    asof join totals on data._row <= totals._row
    group by totals._row
),
compared as (
    select
        totals._row as row,
        totals.amount as stated,
        coalesce(
            case
                when totals._kind = 'sub' then blocks.summed
                else (select fsum(amount) from amounts where _kind = 'data')
            end,
            0
        ) as summed
    from totals
    left join blocks on totals._row = blocks._row
    where totals.is_stated
)
select
    row,
    coalesce(cast(cast(stated as decimal(18, 2)) as varchar), '不是金额') as stated,
    cast(cast(summed as decimal(18, 2)) as varchar) as summed
from compared
where stated is null or abs(stated - summed) > $tolerance
order by row`,
      { tolerance: toleranceYuan },
    );
    for (const mismatch of mismatchRows.parse(rows)) mismatches.push({ ...mismatch, column: title });
  }
  return mismatches;
}
