import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { runOn } from '../warehouse/connection.ts';
import { amountsOf } from './check-sql.ts';
import { unitInYuan } from './layout.ts';
import type { Recognised } from './recognise.ts';

/** A total that does not agree with its rows, or that cannot be told to agree. */
export interface TotalsFinding {
  readonly row: number;
  readonly column: string;
  /** 元, 万元 …, or the code of another currency; of the three figures, which are decimal texts. */
  readonly unit: string;
  /** Null: what stands in the cell is no amount. */
  readonly stated: string | null;
  readonly summed: string;
  /** Stated less summed; null where nothing is stated. */
  readonly difference: string | null;
  /** How many of its rows were rejected with an amount that cannot be read, and the first of them. */
  readonly unread: number;
  readonly unreadRows: readonly number[];
  /** The difference is one that rounding each row may make: told, not held against the file. */
  readonly isRounding: boolean;
}

/** What holding the totals rows of a sheet against its rows gave. */
export interface Reconciliation {
  readonly findings: readonly TotalsFinding[];
  /** Totals rows that state no amount at all: there was nothing to compare. */
  readonly blank: number;
}

const findingRows = z.array(
  z.object({
    row: z.int(),
    stated: z.string().nullable(),
    summed: z.string(),
    difference: z.string().nullable(),
    unread: z.int(),
    unreadRows: z.array(z.int()).nullable(),
    isRounding: z.boolean(),
  }),
);
const statedRows = z.array(z.object({ row: z.int() }));

/** Half a fen, and what sums of doubles may be off. */
const floatingYuan = 0.006;
/** Standard deviations of the rounding of a sum beyond which a difference is not put down to it: one in 16 000. */
const deviations = 4;
/** Rows that are named, to be held against the total when they come again mended; more are only counted. */
const named = 1_000;

/** A decimal text of yuan in another unit, which is a power of ten: 12345.00 in 万元 is 1.2345. */
function inUnit(yuan: string, unit: number): string {
  if (unit === 1) return yuan;
  const places = Math.round(Math.log10(unit)) + 2;
  const digits = yuan.replace(/[-.]/g, '').padStart(places + 1, '0');
  const decimals = digits.slice(-places).replace(/0+$/, '');
  return `${yuan.startsWith('-') ? '-' : ''}${digits.slice(0, -places)}${decimals === '' ? '' : `.${decimals}`}`;
}

function unitName(unit: number, currency: string): string {
  const name = Object.entries(unitInYuan).find(([, yuan]) => yuan === unit)?.[0] ?? '元';
  return currency === 'CNY' ? name : name.replace('元', ` ${currency}`).trim();
}

/**
 * Holds the totals rows of a sheet against its data rows, never against other totals rows. A grand total is the sum
 * of all data rows; a subtotal that of the data rows since the last subtotal of its own series, so that 小计 of a
 * department and 小计 of a page, or of two levels, do not disturb each other. A blank total states nothing.
 *
 * Amounts are compared before rounding. In 万元 and the like each row was rounded to the last decimal shown, the
 * grain `g` (the finest in the column, since spreadsheets drop zeros at the end), and so was the total. The errors of
 * n rows are even within ±g/2 and add up to a standard deviation of g√(n/12); `tolerance = g/2 + 4 g√(n/12)`, never
 * more than g/2 + n g/2, which is all that rounding can do. None where g is a fen or less, or amounts are in yuan. A
 * difference within it is told (`isRounding`); one beyond it is a mismatch.
 *
 * Rejected rows count, as long as their amount can be read: the department added them up too. Where one cannot be
 * read, the total is found to be unverifiable (`unread`), whatever the difference.
 * @param amounts the table with the columns of `typed` that tell of amounts
 * @param broken rows that could not be split into cells, and are in no table
 */
export async function reconcileTotals(
  connection: DuckDBConnection,
  recognised: Recognised,
  amounts = 'typed',
  broken: readonly number[] = [],
): Promise<Reconciliation> {
  const findings: TotalsFinding[] = [];
  const isStated = amountsOf(recognised).map(({ name }) => `_stated_${name}`);
  const blank = statedRows.parse(
    await runOn(
      connection,
      `select _row as row from ${amounts} where _kind <> 'data' and not (${['false', ...isStated].join(' or ')})`,
    ),
  ).length;
  for (const { name, title, unit, isOptional } of amountsOf(recognised)) {
    const rows = await runOn(
      connection,
      `
with amounts as (
    select _row, _kind, _unrounded_${name} as amount, _stated_${name} as is_stated, _grain_${name} as grain
    from ${amounts}
    union all
    select unnest($broken), 'data', null, true, null
),
data_rows as (
    select _row, amount, grain, amount is null and (is_stated or ${String(!isOptional)}) as is_unread
    from amounts
    where _kind = 'data'
),
totals as (
    select * from amounts where _kind <> 'data'
),
-- Each data row counts towards the next totals row of each series of subtotals, and towards every grand total.
counted as (
    select totals._row as total_row, data_rows.*
    from data_rows
    cross join (select distinct _kind from totals where _kind <> 'grand') as series
    asof join totals on series._kind = totals._kind and data_rows._row <= totals._row
    union all
    select totals._row, data_rows.*
    from data_rows
    cross join totals
    where totals._kind = 'grand'
),
stretches as (
    select
        total_row,
        fsum(amount) as summed,
        count(grain) as rounded,
        count(*) filter (where is_unread) as unread,
        list(_row order by _row) filter (where is_unread) as unread_rows
    from counted
    group by total_row
),
compared as (
    select
        totals._row as row,
        totals.amount as stated,
        coalesce(stretches.summed, 0) as summed,
        coalesce(stretches.unread, 0) as unread,
        coalesce(stretches.unread_rows[:${named}], []) as unread_rows,
        ${floatingYuan} + coalesce(
            (select if(min(grain) > 0.01, min(grain), 0) from data_rows)
            * (0.5 + least(stretches.rounded / 2, ${deviations} * sqrt(stretches.rounded / 12))),
            0
        ) as tolerance
    from totals
    left join stretches on totals._row = stretches.total_row
    where totals.is_stated
)
select
    row,
    cast(cast(stated as decimal(38, 2)) as varchar) as stated,
    cast(cast(summed as decimal(38, 2)) as varchar) as summed,
    cast(cast(stated - summed as decimal(38, 2)) as varchar) as difference,
    unread,
    unread_rows as "unreadRows",
    coalesce(unread = 0 and abs(stated - summed) <= tolerance, false) as "isRounding"
from compared
where stated is null or unread > 0 or abs(stated - summed) > ${floatingYuan}
order by row`.replace('$broken', `cast([${broken.join(', ')}] as bigint[])`),
    );
    for (const { stated, summed, difference, unreadRows, ...found } of findingRows.parse(rows))
      findings.push({
        ...found,
        column: title,
        unit: unitName(unit, recognised.layout.currency),
        stated: stated === null ? null : inUnit(stated, unit),
        summed: inUnit(summed, unit),
        difference: difference === null ? null : inUnit(difference, unit),
        unreadRows: unreadRows ?? [],
      });
  }
  return { findings, blank };
}

/** Whether the total is wrong, and not only beyond proof or off by rounding. */
export function isMismatch({ stated, unread, isRounding }: TotalsFinding): boolean {
  return !isRounding && (stated === null || unread === 0);
}

/** What is wrong with a total, in words, with both figures. */
export function mismatchText(finding: TotalsFinding, more: number): string {
  const { row, column, unit, stated, summed, difference } = finding;
  const place = `第 ${row} 行的合计`;
  const others = more > 0 ? `（共 ${more + 1} 处不符）` : '';
  if (stated === null)
    return `${place}无法核对：“${column}”写的不是金额，明细相加是 ${summed} ${unit}${others}；请改正这一格后重新报送`;
  return (
    `${place}与明细不符：“${column}”写的是 ${stated} ${unit}，明细相加是 ${summed} ${unit}，` +
    `相差 ${difference ?? ''} ${unit}${others}；请核对是否漏行、多行或合计有误，改正后重新报送`
  );
}

/** How many of the totals rows agree with their rows (to their rounding), and what is told of the others. */
export function totalsVerdicts(compared: number, findings: readonly TotalsFinding[]) {
  const unverified = findings.filter(({ isRounding }) => !isRounding).map(figuresOf);
  return {
    reconciled: compared - new Set(unverified.map(({ row }) => row)).size,
    unverified,
    rounded: findings.filter(({ isRounding }) => isRounding).map(figuresOf),
  };
}

/** What a receipt keeps of a finding. */
const figuresOf = ({ row, column, unit, stated, summed, difference, unread, unreadRows }: TotalsFinding) => ({
  row,
  column,
  unit,
  stated,
  summed,
  difference,
  unread,
  unreadRows,
});

/** A total that differs from its rows by no more than their rounding, in words. */
export function roundingText(total: ReturnType<typeof figuresOf>): string {
  const { row, column, unit } = total;
  return (
    `第 ${row} 行的合计：“${column}”写的是 ${total.stated ?? ''} ${unit}，明细相加是 ${total.summed} ${unit}，` +
    `相差 ${total.difference ?? ''} ${unit}，可由各行四舍五入造成`
  );
}

/** What a total that cannot be verified tells, in words: what the rejected rows should come to. */
export function unverifiedText(total: ReturnType<typeof figuresOf>): string {
  const { row, column, unit, unread, unreadRows } = total;
  const rows = `第 ${unreadRows.slice(0, 5).join('、')} 行${unread > Math.min(5, unreadRows.length) ? `等 ${unread} 行` : ''}`;
  return (
    `第 ${row} 行的合计未能核对：${rows}的“${column}”读不出来，已退回；合计写的是 ${total.stated ?? ''} ${unit}，` +
    `其余各行相加是 ${total.summed} ${unit}，退回的行应合 ${total.difference ?? ''} ${unit}；请更正退回的行后再报`
  );
}
