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

const mismatchRows = z.array(
  z.object({ row: z.int(), column: z.int(), stated: z.string(), summed: z.string() }),
);

/**
 * Holds the totals rows of a sheet against its rows. A grand total is the sum of all data rows; a subtotal that
 * of the data rows since the totals row before it. Amounts are compared before rounding, so that a sheet in
 * 万元 is not off by the fen its rows were rounded by; a blank total states nothing.
 */
export async function reconcileTotals(
  connection: DuckDBConnection,
  { contract, origins }: Recognised,
): Promise<readonly TotalsMismatch[]> {
  const [counted] = await runOn(
    connection,
    "select count(*) as totals from lines where kind in ('grand', 'sub')",
  );
  const amounts = contract.columns.flatMap(({ name, title, type }) => {
    const origin = origins.get(name);
    return type === 'amount' && origin?.kind === 'cell' ? [{ title, origin }] : [];
  });
  if (counted?.totals === 0 || amounts.length === 0) return [];
  const cells = amounts.map(
    ({ origin }, column) =>
      `select _row, kind, ${column} as column_index, cell_code(c${origin.index}) as folded, ${origin.unit} as unit from lines`,
  );
  const rows = await runOn(
    connection,
    `
with cells as (
    ${cells.join('\n    union all\n    ')}
),
digits as (
    select *, cell_digits(cell_plain(folded)) as digits
    from cells
    where kind in ('data', 'grand', 'sub')
),
amounts as (
    select
        _row,
        kind,
        column_index,
        cell_exact_amount(digits, folded, unit) as amount,
        folded is not null as is_stated,
        count(*) filter (where kind <> 'data') over (
            partition by column_index
            order by _row rows between unbounded preceding and 1 preceding
        ) as block
    from digits
),
blocks as (
    select column_index, block, sum(amount) as summed
    from amounts
    where kind = 'data'
    group by all
),
wholes as (
    select column_index, sum(summed) as summed
    from blocks
    group by all
),
totals as (
    select
        amounts._row as row,
        amounts.column_index,
        amounts.amount as stated,
        coalesce(case when amounts.kind = 'sub' then blocks.summed else wholes.summed end, 0) as summed
    from amounts
    left join blocks on amounts.column_index = blocks.column_index and amounts.block = blocks.block
    left join wholes on amounts.column_index = wholes.column_index
    where amounts.kind <> 'data' and amounts.is_stated
)
select
    row,
    column_index as "column",
    coalesce(cast(cast(stated as decimal(18, 2)) as varchar), '不是金额') as stated,
    cast(cast(summed as decimal(18, 2)) as varchar) as summed
from totals
where stated is null or abs(stated - summed) > 0.005
order by row, column_index`,
  );
  return mismatchRows
    .parse(rows)
    .map((mismatch) => ({ ...mismatch, column: amounts[mismatch.column]?.title ?? '' }));
}
