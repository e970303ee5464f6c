import { rowAtSql } from '../warehouse/batch-files.ts';
import type { Batch } from '../warehouse/deliveries.ts';
import { amountsOf, partitionSql } from './check-sql.ts';
import { isLookedUp, isWithinSql, storedAs } from './column-sql.ts';
import type { Column } from './contract.ts';
import { anyLabelPattern, labelsOf } from './line-kinds.ts';
import { literal } from './literal.ts';
import { isPlain } from './plain.ts';
import { longestCell } from './readers/sheet.ts';
import { textColumns } from './readers/text-table.ts';
import type { ColumnOrigin, Recognised } from './recognise.ts';

/**
 * The quick pass over a large regular text file: values of the cells that are written the plain way, and a test that
 * is true only where the general path (check-sql.ts) could not find anything else. It may doubt too often, never too
 * seldom: what it doubts takes the general path.
 */

/** A digit, then anything but a point or an E: no spreadsheet has rounded it away. */
const plainCode = '([A-Za-z][0-9A-Za-z._-]*|\\d([0-9A-DF-Za-df-z_-][0-9A-Za-z._-]*)?)';
/** Control characters, odd white space, invisible marks, and what begins a spreadsheet's error. */
const oddInText =
  '[\\x00-\\x1f#\\x7f-\\x{a0}\\x{2000}-\\x{200f}\\x{2028}-\\x{202f}\\x{205f}-\\x{206f}\\x{3000}\\x{feff}]|^ | $';
const plainNumber = (decimals: number) => `[+-]?(\\d{1,13}|\\d{1,3}(,\\d{3}){1,4})(\\.\\d{1,${decimals}})?`;

/** How deep an amount in a unit of yuan is read: to the fen. */
const decimalsIn: Readonly<Record<number, number>> = {
  1: 2,
  1_000: 5,
  10_000: 6,
  100_000: 7,
  1_000_000: 8,
  10_000_000: 9,
  100_000_000: 10,
};

const digital = new Set(['amount', 'number', 'integer', 'date', 'month', 'year']);
const cellTypes = new Set(['text', 'code', 'amount', 'number', 'integer', 'date', 'month', 'year', 'flag']);
/** A label of these alone could stand in a plain code, number or date. */
const couldBePlain = /^[\x20-\x7e年月日份度是否有无]*$/;

interface Cell {
  readonly column: Column;
  readonly index: number;
  readonly unit: number;
}

function cellsOf({ contract, origins }: Recognised): readonly Cell[] {
  return contract.columns.flatMap((column) => {
    const origin = origins.get(column.name);
    return origin?.kind === 'cell' ? [{ column, index: origin.index, unit: origin.unit }] : [];
  });
}

/** Whether a sheet can take the quick pass at all. */
export function isQuick(recognised: Recognised): boolean {
  const { contract, layout, origins } = recognised;
  const labels = labelsOf(layout);
  const required = cellsOf(recognised).filter(({ column }) => !column.optional && column.type !== 'amount');
  const constants = contract.columns.filter(({ name }) => origins.get(name)?.kind === 'constant');
  return (
    isPlain(recognised) &&
    // Of a line with so many filled cells no note is made.
    required.length > 2 &&
    labels.every((label) => !couldBePlain.test(label)) &&
    constants.every(({ type }) => type === 'text' || type === 'code') &&
    contract.columns.every(({ type }) => cellTypes.has(type))
  );
}

/** SQL for the value of a cell that is written the plain way. */
function valueOf(column: Column, origin: ColumnOrigin): string {
  const { name, type } = column;
  if (origin.kind === 'absent') return `cast(null as ${storedAs[type]})`;
  const cell =
    origin.kind === 'cell'
      ? `c${origin.index}`
      : `${type === 'text' ? 'cell_text' : 'cell_code'}(getvariable('constant_${name}'))`;
  if (isLookedUp(column))
    return `getvariable('codes_${name}')[enum_code(try_cast(${cell} as spelling_${name})) + 1]`;
  if (origin.kind === 'constant') return cell;
  const number = `if(contains(${cell}, ','), replace(${cell}, ',', ''), ${cell})`;
  switch (type) {
    case 'amount':
      return origin.unit === 1
        ? `try_cast(${number} as decimal(18, 2))`
        : `try_cast(cast(try_cast(${number} as decimal(18, ${decimalsIn[origin.unit] ?? 2})) as decimal(29, ${decimalsIn[origin.unit] ?? 2})) * cast(${origin.unit} as decimal(9, 0)) as decimal(18, 2))`;
    case 'number':
      return `try_cast(${number} as decimal(20, 4))`;
    case 'integer':
      return `try_cast(${number} as bigint)`;
    case 'date':
      // What is written 2026-03-05 needs no regular expression; see `writingOf` for what a cast may not be given.
      return `coalesce(try_cast(${cell} as date), cell_date(${cell}))`;
    case 'month':
    case 'year':
    case 'flag':
      return `cell_${type}(${cell})`;
    case 'text':
      return `nullif(${cell}, '')`;
    default:
      return cell;
  }
}

/**
 * Statements for what codes are looked up in: an enumeration of the spellings, and in its order their codes. A join
 * would lose the order of the lines. Codes are an enumeration too: Parquet's dictionary is made of it as it is. A
 * spelling stands in a plain cell all in small or all in capital letters.
 */
export function lookUpsSql({ contract, layout, origins }: Recognised): readonly string[] {
  const labels = labelsOf(layout).map((label) => literal(label.toLowerCase()));
  return contract.columns.filter(isLookedUp).flatMap((column) => {
    if ((origins.get(column.name) ?? { kind: 'absent' }).kind === 'absent') return [];
    const list = column.reference ?? `${contract.id}.${column.name}`;
    const from = `from (
            select spelling as small, unnest([spelling, upper(spelling)]) as spelling, code
            from spellings
            where list = ${literal(list)}
        )
        where not cell_is_none(small)
            and not cell_is_scientific(small)
            and not list_contains([${labels.join(', ')}], small)`;
    return [
      `create or replace temp type spelling_${column.name} as enum (select distinct spelling ${from} order by spelling)`,
      `create or replace temp type code_${column.name} as enum (select distinct code ${from} order by code)`,
      `set variable codes_${column.name} = (
         select list(cast(code as code_${column.name}) order by spelling)
         from (select distinct spelling, code ${from})
       )`,
    ];
  });
}

/** How a cell is plain by its own writing; null where its value or the joined texts tell. */
function writingOf({ column, index, unit }: Cell): string | null {
  const matches = (pattern: string) =>
    `${column.optional ? `c${index} is null or ` : ''}regexp_full_match(c${index}, ${literal(pattern)})`;
  switch (column.type) {
    case 'amount':
      // Written as the value is written, with as many digits as the pattern admits, it need not be held against it.
      return unit === 1
        ? `strlen(c${index}) <= 16 and c${index} = cast(${column.name} as varchar) or ${matches(plainNumber(2))}`
        : matches(plainNumber(decimalsIn[unit] ?? 2));
    case 'number':
      return matches(plainNumber(4));
    case 'integer':
      return matches('[+-]?\\d{1,18}');
    case 'date':
      return `c${index} between '1' and '3' and c${index} = cast(${column.name} as varchar) and strlen(c${index}) = 10 or ${matches('[12]\\d{3}([-/.年]\\d{1,2}[-/.月]\\d{1,2}日?|\\d{4})')}`;
    case 'month':
      return matches('[12]\\d{3}[0-9年月份./-]+');
    case 'year':
      return matches('[12]\\d{3}(年|年度)?');
    case 'flag':
      return matches('[A-Za-z01是否有]{1,5}');
    default:
      return null;
  }
}

/** What has to be looked at where the cells are: how they are written, and what stands in no column of the contract. */
function testsOfCells(recognised: Recognised): readonly string[] {
  const { width, repeatedHeader, layout } = recognised;
  const cells = cellsOf(recognised);
  const taken = new Set(cells.map(({ index }) => index));
  const others = Array.from({ length: width }, (_, index) => index).filter((index) => !taken.has(index));
  const tests = [
    ...cells.filter(({ column }) => !column.optional).map(({ index }) => `c${index} is not null`),
    ...cells.flatMap((cell) => {
      const writing = writingOf(cell);
      return writing === null ? [] : [`(${writing})`];
    }),
    // What stands in an optional cell has a value.
    ...cells
      .filter(({ column }) => column.optional && column.type !== 'text')
      .map(({ column, index }) => `(c${index} is null) = (${column.name} is null)`),
  ];
  if (others.length > 0)
    tests.push(
      `not regexp_matches(concat_ws(chr(10), ${others.map((index) => `c${index}`).join(', ')}), ${literal(anyLabelPattern(layout))})`,
    );
  // A header stands in no cell that has to be a number or a day.
  const isTold = repeatedHeader.some(({ index, text }) =>
    cells.some(
      ({ column, index: own }) =>
        own === index && !column.optional && digital.has(column.type) && !/\d/.test(text),
    ),
  );
  if (repeatedHeader.length > 0 && !isTold)
    tests.push(
      `not (${repeatedHeader.map(({ index, text }) => `coalesce(c${index} = ${literal(text)}, false)`).join(' and ')})`,
    );
  return tests;
}

/**
 * What can be told of the values. They are looked at in `judged`, where a text that comes again and again is stored,
 * and tested, once a row group.
 */
function testsOfValues({ contract, origins }: Recognised): readonly string[] {
  return [
    ...contract.columns.flatMap((column) => {
      const origin = origins.get(column.name) ?? { kind: 'absent' };
      if (origin.kind === 'absent') return [];
      const { name, type } = column;
      const isText = type === 'text' || (type === 'code' && !isLookedUp(column));
      const sound = [
        isWithinSql(column, origin),
        ...(isText && origin.kind === 'cell' ? [`strlen(${name}) <= ${longestCell}`] : []),
        ...(type === 'text' && origin.kind === 'cell'
          ? [`not regexp_matches(${name}, ${literal(oddInText)})`]
          : []),
        ...(type === 'code' && isText && origin.kind === 'cell'
          ? [`regexp_full_match(${name}, ${literal(plainCode)})`]
          : []),
      ].join(' and ');
      return [column.optional ? `(${name} is null or (${sound}))` : `(${sound})`];
    }),
    ...contract.rules.map(({ holds }) => `coalesce(${holds}, true)`),
  ];
}

const keyHash = ({ contract }: Recognised) => `hash(${contract.key.join(', ')})`;

/**
 * One row a line, in the file's order: the values of the contract's columns, `_partition`, `_plain`, and `_blank` where
 * there is nothing. Numbers of lines are not made here, that would keep the file on one thread: in a Parquet file
 * written in order a row knows its number.
 * @param csv SQL for the table of the lines' cells
 */
export function judgedSql(recognised: Recognised, csv: string): string {
  const { contract, origins, width } = recognised;
  const values = contract.columns.map((column) => {
    const value = valueOf(column, origins.get(column.name) ?? { kind: 'absent' });
    return isLookedUp(column)
      ? `${value} as ${column.name}`
      : `cast(${value} as ${storedAs[column.type]}) as ${column.name}`;
  });
  const cells = textColumns(width).map((cell) => `lines.${cell}`);
  return `
with valued as (
    select ${cells.join(', ')},
        ${values.join(',\n        ')}
    from ${csv} as lines
)
select
    ${contract.columns.map(({ name }) => name).join(', ')},
    ${partitionSql(recognised)} as _partition,
    coalesce(${testsOfCells(recognised).join('\n        and ')}, false) as _plain,
    ${textColumns(width)
      .map((cell) => `${cell} is null`)
      .join(' and ')} as _blank
from valued`;
}

/**
 * `judged`: what `judgedSql` wrote, each row with its place in the text that was read (`_line`, from 0) and the number
 * of its line in the file (`_row`), which is further down where lines were left out.
 */
export function judgedViewSql(
  recognised: Recognised,
  parquet: string,
  lines: NonNullable<Batch['lines']>,
): string {
  return `
create or replace temp view judged as
select
    * exclude (file_row_number, _plain),
    coalesce(_plain and ${testsOfValues(recognised).join('\n        and ')}, false) as _plain,
    file_row_number as _line,
    ${rowAtSql('file_row_number', lines)} as _row
from read_parquet(${literal(parquet)}, file_row_number = true)`;
}

/** `doubtful (_row, _line)`: what is not plain, and every line of a key that is there twice. */
export function doubtfulSql(recognised: Recognised): string {
  const hash = keyHash(recognised);
  return `
create or replace temp table doubtful as
with repeated as (
    select ${hash} as key_hash from judged where not _blank group by all having count(*) > 1
)
select _row, _line
from judged
where not _blank and (not _plain or ${hash} in (select key_hash from repeated))`;
}

/** Plain lines whose key stands in a doubted line too are doubted with it. */
export function alsoDoubtfulSql(recognised: Recognised): string {
  const hash = keyHash(recognised);
  return `
insert into doubtful
select _row, _line
from judged
where not _blank
    and ${hash} in (select ${hash} from typed where _kind = 'data')
    and _row not in (select _row from doubtful)`;
}

/**
 * What the batch holds beside its lines: every doubted line (`_line`, null where it was set aside and stands in no line)
 * with the number it has in the file and, where it is `_good` after all, its values.
 */
export function besideSql(recognised: Recognised): string {
  const columns = recognised.contract.columns.map(({ name }) => `good.${name}`).join(', ');
  return `
with good as (
    select *, ${partitionSql(recognised)} as _partition
    from typed
    where _good
)
select
    ${columns},
    coalesce(good._row, doubtful._row) as _row,
    good._partition,
    doubtful._line,
    good._row is not null as _good
from doubtful
full join good on doubtful._row = good._row
order by _row`;
}

/**
 * SQL for what one of the last significant decimal of an amount is in yuan (the text is not at hand any more); null for
 * amounts in yuan. Over many rows the least of them is that of the last decimal shown.
 */
function grainOf(name: string, unit: number): string {
  if (unit === 1) return 'null';
  const steps = Array.from({ length: Math.log10(unit) + 2 }, (_, decimals) => unit / 10 ** decimals);
  const arms = steps.map((step) => `when ${name} % ${step.toFixed(2)} = 0 then ${step}`);
  return `case ${arms.join(' ')} else 0.01 end`;
}

/**
 * Every line's amounts, as `typed` has them, for sums that are held against a stated total.
 * @param rows SQL for the rows of the batch
 */
export function plainAmountsSql(recognised: Recognised, rows: string): string {
  const amounts = amountsOf(recognised);
  const ofTyped = amounts.map(({ name }) => `_unrounded_${name}, _stated_${name}, _grain_${name}`);
  const ofBatch = amounts.map(
    ({ name, unit }) => `cast(${name} as double), ${name} is not null, ${grainOf(name, unit)}`,
  );
  return `(
    select _row, _kind, ${ofTyped.join(', ')} from typed
    union all
    select _row, 'data', ${ofBatch.join(', ')}
    from ${rows}
    where _row not in (select _row from typed)
)`;
}
