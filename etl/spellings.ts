import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { runOn } from '../warehouse/connection.ts';
import { seedsFolder } from '../warehouse/seeds-folder.ts';
import type { Contract, Reference } from './contract.ts';

const references: readonly Reference[] = [
  'area',
  'territory',
  'township',
  'function',
  'economic',
  'revenue_item',
  'tax_kind',
  'industry',
];

/** The table a reference's codes are in; a territory of the statistics is an area too. */
const seedOf = (reference: Reference): string => (reference === 'territory' ? 'area' : reference);

/**
 * Fills `spellings (list, spelling, code)`: for every code list its codes, and the names and aliases that mean
 * one code only. `list` is a reference's name or `<contract>.<column>`. For rules, a macro a reference:
 * `listed_function(code)`; an enumeration is looked up faster than a table, and without a join.
 */
export async function loadSpellings(
  connection: DuckDBConnection,
  contracts: Iterable<Contract>,
): Promise<void> {
  await connection.run(
    'create or replace temp table spellings (list varchar, spelling varchar, code varchar)',
  );
  for (const reference of references)
    await runOn(
      connection,
      `
insert into spellings
with seed as (
    select code, name, aliases
    from read_csv($file, auto_detect = true, all_varchar = true, header = true, delim = ',', quote = '"')
    -- Of the areas a data row holds the leaves, since 全市 is their sum; statistics know the city and its counties.
    where case $list
        when 'area' then code <> '330300'
        when 'territory' then code not in ('330300-CL', '330300-FZ')
        else true
    end
),
names as (
    select code, name as spelling from seed
    union all
    select code, unnest(string_split(aliases, '|')) from seed where aliases is not null
),
unique_names as (
    select lower(cell_code(spelling)) as spelling, min(code) as code
    from names
    where cell_code(spelling) is not null
    group by 1
    having count(distinct code) = 1
),
codes as (
    select lower(code) as spelling, code from seed
)
select $list, spelling, code from codes
union all
select $list, spelling, code from unique_names where spelling not in (select spelling from codes)`,
      { file: join(seedsFolder, `${seedOf(reference)}.csv`), list: reference },
    );
  for (const reference of references) {
    await connection.run(
      `create or replace temp type codes_of_${reference} as enum (
         select distinct code from spellings where list = '${reference}' order by code
       )`,
    );
    await connection.run(
      `create or replace temp macro listed_${reference}(code) as
         code is null or try_cast(code as codes_of_${reference}) is not null`,
    );
  }
  const own = [...contracts].flatMap((contract) =>
    contract.columns.flatMap((column) =>
      Object.entries(column.codes ?? {}).flatMap(([code, spellings]) =>
        [code, ...spellings].map((spelling) => [`${contract.id}.${column.name}`, spelling, code] as const),
      ),
    ),
  );
  await runOn(
    connection,
    `insert into spellings
     select distinct list, lower(cell_code(spelling)), code
     from (select unnest($lists) as list, unnest($spellings) as spelling, unnest($codes) as code)`,
    {
      lists: own.map(([list]) => list),
      spellings: own.map(([, spelling]) => spelling),
      codes: own.map(([, , code]) => code),
    },
  );
}
