import { faultsOf, isLookedUp, literal, stepsOf, valueSql } from './column-sql.ts';
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

/** The kind of every line: data, grand or sub (totals rows), note, blank. */
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
),
-- Labels are looked for cell by cell only in the few lines that hold the text of one.
labelled as (
    select
        *,
        case
            when regexp_matches(line, $anyLabel)
                then list_filter([${cells.map((cell) => `cell_code(${cell})`).join(', ')}], lambda label: label is not null)
        end as labels
    from joined
),
sorted_out as (
    select
        *,
        case
            when labels is null then case when cell_text(replace(line, chr(31), '')) is null then 'blank' else 'data' end
            when list_has_any(labels, $grand) then 'grand'
            when list_has_any(labels, $sub) then 'sub'
            when len(list_filter($notes, lambda note: starts_with(labels[1], note))) > 0 then 'note'
            else 'data'
        end as kind
    from labelled
)
select _row, kind, ${columns.join(', ')}
from sorted_out
order by _row`;
}

/** A pattern that finds every line that may hold one of the labels, white space and full-width forms allowed for. */
export function anyLabelPattern(labels: readonly string[]): string {
  if (labels.length === 0) return '$^';
  const loosely = (label: string) =>
    [...label].map((character) => (/[\p{L}\p{N}]/u.test(character) ? character : '.')).join('[\\s\u3000]*');
  return labels.map(loosely).join('|');
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

function ruleFails(holds: string): string {
  return `not coalesce(${holds}, true)`;
}

/** `typed`: one row a data line, `_good` when nothing is wrong with it. */
export function typedSql(recognised: Recognised): string {
  const { contract } = recognised;
  const faults = [
    ...contract.columns.flatMap((column) =>
      faultsOf(column, originOf(recognised, column.name)).map(({ when }) => `coalesce(${when}, false)`),
    ),
    ...contract.rules.map(({ holds }) => ruleFails(holds)),
  ];
  return `
create or replace temp table typed as
with ${valuesSql(recognised, "kind = 'data'")}
select
    _row,
    ${contract.columns.map(({ name }) => name).join(', ')},
    not (${faults.join('\n        or ')}) as _good
from valued as lines`;
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

/** `rejected (row, "column", code, reason, raw)`: every fault of every row that is not good. */
export function rejectedSql(recognised: Recognised): string {
  const { contract, width } = recognised;
  const titleOf = (name: string) => contract.columns.find((column) => column.name === name)?.title ?? name;
  const fault = (column: string, code: string, reason: string) =>
    `{'column': ${literal(column)}, 'code': ${literal(code)}, 'reason': ${reason}}`;
  const cases = [
    ...contract.columns.map((column) => {
      const faults = faultsOf(column, originOf(recognised, column.name));
      const arms = faults.map(
        ({ code, when, reason }) => `when ${when} then ${fault(column.title, code, reason)}`,
      );
      return arms.length > 0 ? `case ${arms.join('\n            ')} end` : null;
    }),
    ...contract.rules.map(
      ({ id, column, message, holds }) =>
        `case when ${ruleFails(holds)} then ${fault(titleOf(column), id, literal(message))} end`,
    ),
  ].filter((item) => item !== null);
  const raw = `[${textColumns(width)
    .map((cell) => `lines.${cell}`)
    .join(', ')}]`;
  return `
create or replace temp table rejected as
with ${valuesSql(recognised, 'lines._row in (select _row from typed where not _good)')},
faults as (
    select
        _row as row,
        unnest(list_filter([
        ${cases.join(',\n        ')}
        ], lambda fault: fault is not null)) as fault,
        ${raw} as raw
    from valued as lines
),
repeats as (
    select
        repeated._row as row,
        ${fault(contract.key.map(titleOf).join('＋'), 'duplicate_key', `'与第 ' || repeated.first_row || ' 行重复；同一个键只能出现一次，请删除或更正'`)} as fault,
        ${raw} as raw
    from repeated
    inner join lines on repeated._row = lines._row
)
select row, fault.column as "column", fault.code as code, fault.reason as reason, raw from faults
union all
select row, fault.column, fault.code, fault.reason, raw from repeats`;
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
