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
  if (what === 'pattern') return `regexp_full_match(f, ${literal(rest)})`;
  if (what === 'checksum') return `cell_is_${rest}(f)`;
  return byType[rest as ColumnType];
}

const looked = 2_000;

const rowsOfCounts = z.array(z.record(z.string(), z.union([z.number(), z.string()]).nullable()));
const rowsOfLists = z.array(z.object({ name: z.string(), list: z.string(), cells: z.int() }));

const numberOf = (value: number | string | null | undefined) => (typeof value === 'number' ? value : 0);

/**
 * Looks at the first rows of every column of the table `sheet`, all columns in one statement, since planning so many
 * expressions is what takes the time; code lists are looked up by one join.
 */
export async function evidenceOf(
  connection: DuckDBConnection,
  width: number,
  kinds: readonly string[],
): Promise<readonly Evidence[]> {
  const isList = (kind: string) => kind.startsWith('list:');
  const counted = kinds.filter((kind) => !isList(kind));
  await connection.run(
    `create or replace temp table guess_cells as
     with texts as (
         unpivot (select * exclude (_row) from sheet limit ${looked}) on columns(*) into name name value text
     )
     select name, lower(cell_code(text)) as f, cell_fold(cell_text(text)) as s
     from texts
     where cell_text(text) is not null`,
  );
  const counts = rowsOfCounts.parse(
    await runOn(
      connection,
      `select
         name,
         count(*) as filled,
         count(distinct f) as distinct_cells,
         count(*) filter (where regexp_full_match(f, '-?\\d{1,3}(\\.\\d{3})*,\\d{1,2}')) as commas,
         count(*) filter (where regexp_full_match(s, '\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{4}.*')) as slashed,
         max(try_cast(regexp_extract(s, '^(\\d{1,2})[-/.](\\d{1,2})[-/.]\\d{4}', 1) as integer)) as first_part,
         max(try_cast(regexp_extract(s, '^(\\d{1,2})[-/.](\\d{1,2})[-/.]\\d{4}', 2) as integer)) as second_part,
         ${counted.map((kind, index) => `count(*) filter (where ${takes(kind)}) as kind_${index}`).join(',\n         ')}
       from guess_cells
       group by name`,
    ),
  );
  const lists = rowsOfLists.parse(
    await runOn(
      connection,
      `select name, list, count(*) as cells
       from guess_cells
       inner join (select distinct list, spelling from spellings) on f = spelling
       group by name, list`,
    ),
  );
  return Array.from({ length: width }, (_, index) => {
    const name = `c${index}`;
    const row = counts.find((found) => found.name === name) ?? {};
    const inLists = new Map(
      lists.filter((found) => found.name === name).map(({ list, cells }) => [`list:${list}`, cells]),
    );
    const filled = numberOf(row.filled);
    const taken = (kind: string) =>
      isList(kind) ? (inLists.get(kind) ?? 0) : numberOf(row[`kind_${counted.indexOf(kind)}`]);
    return {
      filled,
      distinct: numberOf(row.distinct_cells),
      commas: numberOf(row.commas),
      slashed: numberOf(row.slashed),
      firstPart: numberOf(row.first_part),
      secondPart: numberOf(row.second_part),
      shares: Object.fromEntries(kinds.map((kind) => [kind, filled === 0 ? 0 : taken(kind) / filled])),
    };
  });
}
