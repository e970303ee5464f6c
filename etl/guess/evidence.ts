import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { runOn } from '../../warehouse/connection.ts';
import type { Column, ColumnType, Contract } from '../contract.ts';
import { literal } from '../literal.ts';

/** What the data of a file's column speak for: the share of its filled cells that each kind of column would take. */
export interface Evidence {
  readonly filled: number;
  readonly distinct: number;
  /** Kind (see `kindsOf`) → share of the filled cells, 0–1. */
  readonly shares: Readonly<Record<string, number>>;
  /** Cells like 1.234,56; and days like 05/01/2024, with the larger numbers in first and second place. */
  readonly commas: number;
  readonly slashed: number;
  readonly firstPart: number;
  readonly secondPart: number;
}

/** The kinds of cell a column of a contract may hold, most telling first: a code list, a pattern, a type. */
export function kindsOf(contract: Contract, column: Column): readonly string[] {
  const list = column.reference ?? (column.codes ? `${contract.id}.${column.name}` : null);
  return [
    ...(list === null ? [] : [`list:${list}`]),
    ...(column.checksum === undefined ? [] : [`checksum:${column.checksum}`]),
    ...(column.pattern === undefined ? [] : [`pattern:${column.pattern}`]),
    `type:${column.type}`,
  ];
}

const byType: Readonly<Record<ColumnType, string>> = {
  text: "not regexp_full_match(f, '[\\d.,()+-]*')",
  code: "regexp_full_match(f, '[A-Za-z0-9_./〔〕-]+')",
  amount: 'try_cast(cell_digits(cell_plain(f)) as decimal(38, 10)) is not null',
  number: 'try_cast(cell_digits(cell_plain(f)) as decimal(38, 10)) is not null',
  integer: 'cell_integer(cell_digits(f)) is not null',
  year: 'cell_year(f) between 1980 and 2100',
  month: 'cell_month(s) is not null',
  date: 'cell_date(s) is not null',
  flag: 'cell_flag(f) is not null',
};

function takes(kind: string): string {
  const [what, rest] = [kind.slice(0, kind.indexOf(':')), kind.slice(kind.indexOf(':') + 1)];
  if (what === 'list') return `f in (select spelling from spellings where list = ${literal(rest)})`;
  if (what === 'pattern') return `regexp_full_match(f, ${literal(rest)})`;
  if (what === 'checksum') return `cell_is_${rest}(f)`;
  return byType[rest as ColumnType];
}

const counted = z.record(z.string(), z.number().nullable());
const looked = 2_000;

/** Looks at the first rows of a column of the table `sheet`. */
export async function evidenceOf(
  connection: DuckDBConnection,
  column: string,
  kinds: readonly string[],
): Promise<Evidence> {
  const [row] = await runOn(
    connection,
    `with cells as (
       select lower(cell_code(${column})) as f, cell_fold(cell_text(${column})) as s
       from (select ${column} from sheet limit ${looked})
       where cell_text(${column}) is not null
     )
     select
       count(*) as filled,
       count(distinct f) as distinct_cells,
       count(*) filter (where regexp_full_match(f, '-?\\d{1,3}(\\.\\d{3})*,\\d{1,2}')) as commas,
       count(*) filter (where regexp_full_match(s, '\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{4}.*')) as slashed,
       max(try_cast(regexp_extract(s, '^(\\d{1,2})[-/.](\\d{1,2})[-/.]\\d{4}', 1) as integer)) as first_part,
       max(try_cast(regexp_extract(s, '^(\\d{1,2})[-/.](\\d{1,2})[-/.]\\d{4}', 2) as integer)) as second_part,
       ${kinds.map((kind, index) => `count(*) filter (where ${takes(kind)}) as kind_${index}`).join(',\n       ')}
     from cells`,
  );
  const values = counted.parse(row);
  const filled = values.filled ?? 0;
  return {
    filled,
    distinct: values.distinct_cells ?? 0,
    commas: values.commas ?? 0,
    slashed: values.slashed ?? 0,
    firstPart: values.first_part ?? 0,
    secondPart: values.second_part ?? 0,
    shares: Object.fromEntries(
      kinds.map((kind, index) => [kind, filled === 0 ? 0 : (values[`kind_${index}`] ?? 0) / filled]),
    ),
  };
}
