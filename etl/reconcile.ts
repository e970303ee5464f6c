import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { runOn } from '../warehouse/connection.ts';
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
  { contract, origins }: Recognised,
): Promise<readonly TotalsMismatch[]> {
  const mismatches: TotalsMismatch[] = [];
  const [counted] = await runOn(
    connection,
    "select count(*) as totals from lines where kind in ('grand', 'sub')",
  );
  if (counted?.totals === 0) return mismatches;
  for (const column of contract.columns.filter(({ type }) => type === 'amount')) {
    const origin = origins.get(column.name);
    if (origin?.kind !== 'cell') continue;
    const rows = await runOn(
      connection,
      `
with folded as (
    select _row, kind, cell_code(c${origin.index}) as folded
    from lines
    where kind in ('data', 'grand', 'sub')
),
amounts as (
    select
        _row,
        kind,
        cell_exact_amount(cell_digits(cell_plain(folded)), folded, ${origin.unit}) as amount,
        folded is not null as is_stated,
        count(*) filter (where kind in ('grand', 'sub')) over (
            order by _row rows between unbounded preceding and 1 preceding
        ) as block
    from folded
),
blocks as (
    select block, sum(amount) filter (where kind = 'data') as summed
    from amounts
    group by block
),
totals as (
    select
        amounts._row as row,
        amounts.amount as stated,
        coalesce(
            case
                when kind = 'sub' then blocks.summed
                else (select sum(amount) from amounts where kind = 'data')
            end,
            0
        ) as summed
    from amounts
    inner join blocks using (block)
    where kind in ('grand', 'sub') and is_stated
)
select
    row,
    coalesce(cast(cast(stated as decimal(18, 2)) as varchar), '不是金额') as stated,
    cast(cast(summed as decimal(18, 2)) as varchar) as summed
from totals
where stated is null or abs(stated - summed) > 0.005
order by row`,
    );
    for (const mismatch of mismatchRows.parse(rows)) mismatches.push({ ...mismatch, column: column.title });
  }
  return mismatches;
}
