import { LIST, VARCHAR, type DuckDBAppender } from '@duckdb/node-api';
import { originOf, valuesSql } from './check-sql.ts';
import { faultsOf } from './column-sql.ts';
import { literal } from './literal.ts';
import type { Recognised } from './recognise.ts';
import type { BrokenRow } from './readers/sheet.ts';
import { textColumns } from './readers/text-table.ts';

/**
 * Why rows are not good, into `delivery_rejects (contract, sheet, row, "column", code, reason, raw, suggestion)`. Every
 * statement binds `$contract` and `$sheet`.
 */

export const createRejectsSql = `
create or replace temp table delivery_rejects (
    contract varchar, sheet varchar, row bigint, "column" varchar, code varchar, reason varchar, raw varchar[],
    suggestion varchar
)`;

/** Rejects held by the appender before they are passed on. */
const appendedAtOnce = 2_048;

/** Keeps lines that could not be split into cells: not a statement each, and not all of them in memory. */
export class BrokenLines {
  /** Where they were. */
  readonly rows: number[] = [];
  readonly #rejects: DuckDBAppender;
  readonly #place: { readonly contract: string; readonly sheet: string | null };

  constructor(rejects: DuckDBAppender, place: { readonly contract: string; readonly sheet: string | null }) {
    this.#rejects = rejects;
    this.#place = place;
  }

  add({ row, raw, code, reason }: BrokenRow): void {
    const rejects = this.#rejects;
    const { contract, sheet } = this.#place;
    rejects.appendVarchar(contract);
    if (sheet === null) rejects.appendNull();
    else rejects.appendVarchar(sheet);
    rejects.appendBigInt(BigInt(row));
    rejects.appendNull();
    rejects.appendVarchar(code);
    rejects.appendVarchar(reason);
    rejects.appendList(
      raw.map((cell) => cell ?? ''),
      LIST(VARCHAR),
    );
    rejects.appendNull();
    rejects.endRow();
    if (this.rows.push(row) % appendedAtOnce === 0) rejects.flushSync();
  }

  close(): void {
    this.#rejects.closeSync();
  }
}

const titleOf = ({ contract }: Recognised, name: string) =>
  contract.columns.find((column) => column.name === name)?.title ?? name;

const rawSql = ({ width }: Recognised) =>
  `[${textColumns(width)
    .map((cell) => `lines.${cell}`)
    .join(', ')}]`;

/** Every fault of every data line that is not sound. */
export function faultsSql(recognised: Recognised): string {
  const { contract } = recognised;
  const fault = (column: string, code: string, reason: string) =>
    `{'column': ${literal(column)}, 'code': ${literal(code)}, 'reason': ${reason}}`;
  const cases = [
    ...contract.columns.flatMap((column) => {
      const arms = faultsOf(column, originOf(recognised, column.name)).map(
        ({ code, when, reason, at }) => `when ${when} then ${fault(at ?? column.title, code, reason)}`,
      );
      return arms.length > 0 ? [`case ${arms.join('\n            ')} end`] : [];
    }),
    ...contract.rules.map(
      ({ id, column, message, holds }) =>
        `case when not coalesce(${holds}, true) then ${fault(titleOf(recognised, column), id, literal(message))} end`,
    ),
  ];
  return `
insert into delivery_rejects (contract, sheet, row, "column", code, reason, raw)
with ${valuesSql(recognised, "lines._row in (select _row from typed where not _good and _kind = 'data')")},
faults as (
    select
        _row as row,
        unnest(list_filter([
        ${cases.join(',\n        ')}
        ], lambda fault: fault is not null)) as fault,
        ${rawSql(recognised)} as raw
    from valued as lines
)
select $contract, $sheet, row, fault.column, fault.code, fault.reason, raw
from faults`;
}

/** A line that the cheap test held back and no fault was found in is good. */
export const acquitSql = `
update typed set _good = true
where
    not _good
    and _kind = 'data'
    and _row not in (
        select row from delivery_rejects where contract = $contract and sheet is not distinct from $sheet
    )`;

/** `repeated`: good rows whose key stands in an earlier row already. Binds nothing. */
export function repeatedSql({ contract }: Recognised): string {
  return `
create or replace temp table repeated as
with keys as (
    select ${contract.key.join(', ')}, min(_row) as first_row
    from typed
    where _good
    group by all
    having count(*) > 1
)
select typed._row, keys.first_row
from typed
inner join keys on ${contract.key.map((name) => `typed.${name} is not distinct from keys.${name}`).join(' and ')}
where typed._good and typed._row <> keys.first_row`;
}

/** Binds `$column` too. */
export function rejectRepeatedSql(recognised: Recognised): string {
  return `
insert into delivery_rejects (contract, sheet, row, "column", code, reason, raw)
select
    $contract,
    $sheet,
    repeated._row,
    $column,
    'duplicate_key',
    '与第 ' || repeated.first_row || ' 行重复；同一个键只能出现一次，请删除或更正',
    ${rawSql(recognised)}
from repeated
inner join lines on repeated._row = lines._row`;
}

export const dropRepeatedSql = 'update typed set _good = false where _row in (select _row from repeated)';

/** The columns of the key, as a reader knows them. */
export function keyTitles(recognised: Recognised): string {
  return recognised.contract.key.map((name) => titleOf(recognised, name)).join('＋');
}
