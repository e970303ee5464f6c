import { isLookedUp, isSoundSql, stepsOf, valueSql } from './column-sql.ts';
import { literal } from './literal.ts';
import { readingSteps } from './reading.ts';
import type { ColumnOrigin, Recognised } from './recognise.ts';
import { textColumns } from './readers/text-table.ts';

/**
 * A contract and a recognised sheet compiled into statements. Tables, in order:
 * `sheet` (text as read) → `lines` (each with its kind) → `typed` (values, and whether the row is good) → the batch.
 * What is not good is explained by rejects-sql.ts.
 */

const absent: ColumnOrigin = { kind: 'absent' };

export function originOf(recognised: Recognised, column: string): ColumnOrigin {
  return recognised.origins.get(column) ?? absent;
}

/**
 * `lines`: every line with its kind, `data`, `blank`, or `maybe` where it holds the text of a label; those few are
 * sorted out one by one (see line-kinds.ts). Binds `$anyLabel`.
 */
export function linesSql({ width, layout, origins, repeatedHeader, skipped }: Recognised): string {
  const cells = textColumns(width);
  const isHeader = repeatedHeader.map(({ index, text }) => `cell_text(c${index}) = ${literal(text)}`);
  const isSkipped = skipped.map(
    ({ index, match }) => `regexp_matches(coalesce(c${index}, ''), ${literal(match)})`,
  );
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
        ${isHeader.length > 0 ? `when ${isHeader.join(' and ')} then 'header'` : ''}
        ${isSkipped.length > 0 ? `when ${isSkipped.join(' or ')} then 'skipped'` : ''}
        when regexp_matches(line, $anyLabel) then 'maybe'
        when not regexp_matches(line, '[^\\s\\x1f\\x{a0}\\x{3000}]') then 'blank'
        else 'data'
    end as _kind,
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

/**
 * The columns whose cells are folded. Texts stay as they are: folding names with full-width parentheses would take
 * most of the time of a ledger.
 */
function foldedColumns(recognised: Recognised): readonly string[] {
  return recognised.contract.columns.flatMap(({ name, type }) =>
    originOf(recognised, name).kind === 'cell' && type !== 'text' ? [name] : [],
  );
}

function sourceCell(name: string, origin: ColumnOrigin): string {
  if (origin.kind !== 'cell') return "''";
  return origin.reading === null ? `c${origin.index}` : `read_${name}`;
}

/** CTEs `read_0`, `read_1` … that rewrite what is not written as cells/*.sql expects, one step of every column each. */
function rewritten(recognised: Recognised, where: string): { readonly ctes: string; readonly from: string } {
  const steps = recognised.contract.columns.flatMap((column) => {
    const origin = originOf(recognised, column.name);
    return origin.kind === 'cell' && origin.reading !== null
      ? [readingSteps(column, origin.index, origin.reading)]
      : [];
  });
  if (steps.length === 0) return { ctes: '', from: `lines\n    where ${where}` };
  const as = ([name, sql]: readonly [string, string]) => `${sql} as ${name}`;
  const depth = Math.max(...steps.map(({ then }) => then.length));
  const ctes = [
    `read_0 as (
    select lines.*, ${steps.flatMap(({ first }) => first.map(as)).join(',\n        ')}
    from lines
    where ${where}
)`,
    ...Array.from({ length: depth }, (_, level) => {
      const replaced = steps.flatMap(({ then }) => (then[level] ? [as(then[level])] : []));
      return `read_${level + 1} as (
    select * replace (${replaced.join(',\n        ')})
    from read_${level}
)`;
    }),
  ];
  return { ctes: `${ctes.join(',\n')},\n`, from: `read_${depth} as lines` };
}

/** CTEs `joined` … `valued`: every data line with the values the contract asks for. */
export function valuesSql(recognised: Recognised, where: string): string {
  const { contract } = recognised;
  const present = contract.columns.filter(({ name }) => originOf(recognised, name).kind !== 'absent');
  const folded = foldedColumns(recognised);
  const steps = present.map((column) =>
    stepsOf(column, originOf(recognised, column.name), folded.indexOf(column.name) + 1),
  );
  const step = (index: number) => {
    const added = steps.flatMap((columns) => columns[index] ?? []);
    return ['lines.*', ...added.map(({ name, sql }) => `${sql} as ${name}`)].join(',\n        ');
  };
  const values = contract.columns.map(
    (column) => `${valueSql(column, originOf(recognised, column.name))} as ${column.name}`,
  );
  const cells = textColumns(recognised.width);
  // Texts stay as they are; folding names with full-width parentheses would take most of the time of a ledger.
  const toFold = folded.map((name) => `coalesce(${sourceCell(name, originOf(recognised, name))}, '')`);
  const { ctes, from } = rewritten(recognised, where);
  return `${ctes}joined as (
    select
        lines.*,
        concat_ws(chr(31), ${cells.map((cell) => `coalesce(${cell}, '')`).join(', ')}) as line,
        concat_ws(chr(31), ${toFold.length > 0 ? toFold.join(', ') : "''"}) as line_to_fold
    from ${from}
),
folded_lines as (
    select *, cell_fold(line_to_fold) as folded_line
    from joined
),
split as (
    select
        *,
        string_split(folded_line, chr(31)) as folded_cells,
        line_is_suspect(line)
        or line_has_scientific(folded_line)
        or length(line) - length(replace(line, chr(31), '')) <> ${recognised.width - 1} as is_suspect
    from folded_lines
),
folded as (
    select ${step(0)}
    from split as lines
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
 * amounts: `_unrounded_<column>` (DOUBLE, yuan), `_stated_<column>` whether the cell is filled, `_grain_<column>` one
 * of its last decimal (DOUBLE, yuan; null for amounts in yuan).
 */
export function typedSql(recognised: Recognised): string {
  const { contract } = recognised;
  const sound = [
    "_kind = 'data'",
    'not is_suspect',
    // A separator inside a cell would shift the cells after it.
    `len(folded_cells) = ${Math.max(1, foldedColumns(recognised).length)}`,
    ...contract.columns.map((column) => isSoundSql(column, originOf(recognised, column.name))),
    ...contract.rules.map(({ holds }) => `coalesce(${holds}, true)`),
  ];
  const unrounded = amountsOf(recognised).flatMap(({ name, unit }) => [
    `cell_unrounded(digits_${name}, folded_${name}, ${unit}) as _unrounded_${name}`,
    `folded_${name} is not null as _stated_${name}`,
    `cell_grain(digits_${name}, folded_${name}, ${unit}) as _grain_${name}`,
  ]);
  return `
create or replace temp table typed as
with ${valuesSql(recognised, "_kind in ('data', 'grand') or starts_with(_kind, 'sub_')")}
select
    _row,
    _kind,
    ${keptSql(recognised)}
    ${[...contract.columns.map(({ name }) => name), ...unrounded].join(',\n    ')},
    coalesce(${sound.filter((part) => part !== 'true').join('\n        and ')}, false) as _good
from valued as lines`;
}

/** `_kept`: the columns the layout keeps beside the contract's, as a JSON text; nothing where it keeps none. */
function keptSql({ kept }: Recognised): string {
  const pairs = kept.map(({ index, header }) => `${literal(header.trim())}, cell_text(c${index})`);
  return pairs.length > 0 ? `cast(json_object(${pairs.join(', ')}) as varchar) as _kept,` : '';
}

/** The amount columns that come from cells; `unit` is what one of theirs is in yuan. */
export function amountsOf({ contract, origins }: Recognised) {
  return contract.columns.flatMap(({ name, title, type, optional }) => {
    const origin = origins.get(name);
    return type === 'amount' && origin?.kind === 'cell'
      ? [{ name, title, unit: origin.unit, isOptional: optional === true }]
      : [];
  });
}

/** Lines, sound ones, totals rows, totals to date (not in `typed`), and different keys among the sound. */
export function countSql({ contract }: Recognised): string {
  return `
select
    count(*) filter (where _kind = 'data') as lines,
    count(*) filter (where _good) as sound,
    count(*) filter (where _kind <> 'data') as totals,
    (select count(*) from lines where _kind = 'to_date') as "toDate",
    (select count(*) from (select distinct ${contract.key.join(', ')} from typed where _good)) as keys
from typed`;
}

/** SQL for the key of the partition a typed row belongs to. */
export function partitionSql({ contract }: Recognised): string {
  return contract.partition.length > 0
    ? contract.partition.map(({ value }) => value).join(" || '/' || ")
    : "''";
}

/** What goes into the batch. Binds `$batch`. */
export function acceptedSql(recognised: Recognised): string {
  return `
select
    ${recognised.contract.columns.map(({ name }) => name).join(',\n    ')},
    ${recognised.kept.length > 0 ? '_kept,' : ''}
    $batch as _batch,
    _row,
    ${partitionSql(recognised)} as _partition
from typed
where _good
order by _row`;
}

/** Rows, last day and totals of each partition of the batch, and (partition null) of the whole. */
export function describeSql(recognised: Recognised, accepted = 'typed where _good'): string {
  const { contract } = recognised;
  const sums = contract.columns
    .filter(({ type }) => type === 'amount')
    .map(({ name }) => `'${name}': cast(coalesce(sum(${name}), 0.00) as varchar)`);
  return `
select
    ${partitionSql(recognised)} as key,
    count(*) as rows,
    cast(max(${contract.asOf ?? 'null'}) as varchar) as "asOf",
    ${sums.length > 0 ? `{${sums.join(', ')}}` : 'null'} as totals
from ${accepted}
group by grouping sets ((key), ())
order by key nulls first`;
}
