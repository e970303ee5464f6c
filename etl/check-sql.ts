import { faultsOf, isLookedUp, isSoundSql, literal, stepsOf, valueSql } from './column-sql.ts';
import type { ColumnOrigin, Recognised } from './recognise.ts';
import { textColumns } from './readers/text-table.ts';

/**
 * A contract and a recognised sheet compiled into statements. Tables, in order:
 * `sheet` (text as read) → `lines` (each with its kind) → `typed` (values, and whether the row is good) →
 * the batch; `typed` and `lines` → `rejected`.
 */

const absent: ColumnOrigin = { kind: 'absent' };

function originOf(recognised: Recognised, column: string): ColumnOrigin {
  return recognised.origins.get(column) ?? absent;
}

/**
 * `lines`: every line with its kind, `data`, `blank`, or `maybe` where it holds the text of a label; those few are
 * sorted out one by one (see line-kinds.ts). Binds `$anyLabel`.
 */
export function linesSql({ width, layout, origins }: Recognised): string {
  const cells = textColumns(width);
  const filled = new Set(
    layout.fillDown.flatMap((column) => {
      const origin = origins.get(column);
      return origin?.kind === 'cell' ? [`c${origin.index}`] : [];
    }),
  );
  const columns = cells.map((cell) =>
    filled.has(cell)
      ? `coalesce(cell_text(${cell}), last_value(cell_text(${cell}) ignore nulls) over (order by _row)) as ${cell}`
      : cell,
  );
  return `
create or replace temp table lines as
with joined as (
    select *, concat_ws(chr(31), ${cells.join(', ')}) as line
    from sheet
)
select
    _row,
    case
        when regexp_matches(line, $anyLabel) then 'maybe'
        when not regexp_matches(line, '[^\\s\\x1f\\x{a0}\\x{3000}]') then 'blank'
        else 'data'
    end as kind,
    ${columns.join(', ')}
from joined
order by _row`;
}

function joins({ contract, origins }: Recognised): string {
  return contract.columns
    .filter((column) => isLookedUp(column) && (origins.get(column.name) ?? absent).kind !== 'absent')
    .map((column) => {
      const alias = `spelling_${column.name}`;
      const list = column.reference ?? `${contract.id}.${column.name}`;
      return `left join spellings as ${alias}
        on ${alias}.list = ${literal(list)} and ${alias}.spelling = lower(lines.folded_${column.name})`;
    })
    .join('\n    ');
}

/** CTEs `folded`, `plain`, `digits`, `valued`: every data line with the values the contract asks for. */
function valuesSql(recognised: Recognised, where: string): string {
  const { contract } = recognised;
  const present = contract.columns.filter(({ name }) => originOf(recognised, name).kind !== 'absent');
  const steps = present.map((column) => stepsOf(column, originOf(recognised, column.name)));
  const step = (index: number) => {
    const added = steps.flatMap((columns) => columns[index] ?? []);
    return ['lines.*', ...added.map(({ name, sql }) => `${sql} as ${name}`)].join(',\n        ');
  };
  const values = contract.columns.map(
    (column) => `${valueSql(column, originOf(recognised, column.name))} as ${column.name}`,
  );
  return `folded as (
    select ${step(0)}
    from lines
    where ${where}
),
plain as (
    select ${step(1)}
    from folded as lines
),
digits as (
    select ${step(2)}
    from plain as lines
),
valued as (
    select lines.*, ${values.join(',\n        ')}
    from digits as lines
    ${joins(recognised)}
)`;
}

/**
 * `typed`: one row a data line, `_good` when nothing is wrong with it; and one a totals row, never good, for its
 * amounts: `_exact_<column>` before rounding, `_stated_<column>` whether the cell is filled.
 */
export function typedSql(recognised: Recognised): string {
  const { contract } = recognised;
  const sound = [
    "kind = 'data'",
    ...contract.columns.map((column) => isSoundSql(column, originOf(recognised, column.name))),
    ...contract.rules.map(({ holds }) => `coalesce(${holds}, true)`),
  ];
  const exact = amountsOf(recognised).flatMap(({ name, exactSql }) => [
    `${exactSql} as _exact_${name}`,
    `folded_${name} is not null as _stated_${name}`,
  ]);
  return `
create or replace temp table typed as
with ${valuesSql(recognised, "kind in ('data', 'grand', 'sub')")}
select
    _row,
    kind as _kind,
    ${[...contract.columns.map(({ name }) => name), ...exact].join(',\n    ')},
    coalesce(${sound.filter((part) => part !== 'true').join('\n        and ')}, false) as _good
from valued as lines`;
}

/** The amount columns that come from cells, with SQL for their value before rounding. */
export function amountsOf({ contract, origins }: Recognised) {
  return contract.columns.flatMap(({ name, title, type }) => {
    const origin = origins.get(name);
    if (type !== 'amount' || origin?.kind !== 'cell') return [];
    const exactSql =
      origin.unit === 1 ? name : `cell_exact_amount(digits_${name}, folded_${name}, ${origin.unit})`;
    return [{ name, title, exactSql }];
  });
}

/** `repeated`: good rows whose key stands in an earlier row already. */
export function repeatedSql({ contract }: Recognised): string {
  const key = contract.key.join(', ');
  return `
create or replace temp table repeated as
with keys as (
    select ${key}, min(_row) as first_row
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

const titleOf = ({ contract }: Recognised, name: string) =>
  contract.columns.find((column) => column.name === name)?.title ?? name;

const rawSql = (width: number) =>
  `[${textColumns(width)
    .map((cell) => `lines.${cell}`)
    .join(', ')}]`;

/** `rejected (row, "column", code, reason, raw)`: every fault of every row that is not sound. */
export function faultsSql(recognised: Recognised): string {
  const { contract, width } = recognised;
  const fault = (column: string, code: string, reason: string) =>
    `{'column': ${literal(column)}, 'code': ${literal(code)}, 'reason': ${reason}}`;
  const cases = [
    ...contract.columns.map((column) => {
      const arms = faultsOf(column, originOf(recognised, column.name)).map(
        ({ code, when, reason }) => `when ${when} then ${fault(column.title, code, reason)}`,
      );
      return arms.length > 0 ? `case ${arms.join('\n            ')} end` : null;
    }),
    ...contract.rules.map(
      ({ id, column, message, holds }) =>
        `case when not coalesce(${holds}, true) then ${fault(titleOf(recognised, column), id, literal(message))} end`,
    ),
  ].filter((item) => item !== null);
  return `
create or replace temp table rejected as
with ${valuesSql(recognised, "lines._row in (select _row from typed where not _good and _kind = 'data')")},
faults as (
    select
        _row as row,
        unnest(list_filter([
        ${cases.join(',\n        ')}
        ], lambda fault: fault is not null)) as fault,
        ${rawSql(width)} as raw
    from valued as lines
)
select row, fault.column as "column", fault.code as code, fault.reason as reason, raw from faults`;
}

export const noFaultsSql = `
create or replace temp table rejected (row bigint, "column" varchar, code varchar, reason varchar, raw varchar[])`;

/** A row that the cheap test held back and no fault was found in is good. */
export const acquitSql =
  'update typed set _good = true where not _good and _row not in (select row from rejected)';

/** Adds the repeated rows to `rejected`. Binds `$column`. */
export function rejectRepeatedSql({ width }: Recognised): string {
  return `
insert into rejected
select
    repeated._row,
    $column,
    'duplicate_key',
    '与第 ' || repeated.first_row || ' 行重复；同一个键只能出现一次，请删除或更正',
    ${rawSql(width)}
from repeated
inner join lines on repeated._row = lines._row`;
}

/** The columns of the key, as a reader knows them. */
export function keyTitles(recognised: Recognised): string {
  return recognised.contract.key.map((name) => titleOf(recognised, name)).join('＋');
}

/** What goes into the batch. Binds `$batch`. */
export function acceptedSql({ contract }: Recognised): string {
  const partition =
    contract.partition.length > 0 ? contract.partition.map(({ value }) => value).join(" || '/' || ") : "''";
  return `
select
    ${contract.columns.map(({ name }) => name).join(',\n    ')},
    $batch as _batch,
    _row,
    ${partition} as _partition
from typed
where _good and _row not in (select _row from repeated)
order by _row`;
}
