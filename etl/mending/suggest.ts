import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { runOn } from '../../warehouse/connection.ts';
import type { Column } from '../contract.ts';
import { isLookedUp } from '../column-sql.ts';
import type { Recognised } from '../recognise.ts';
import {
  nearestSpelling,
  suggestAmount,
  suggestDate,
  suggestInteger,
  suggestMonth,
  suggestText,
  suggestYear,
} from './suggestions.ts';

/** Different cells looked at for one sheet: a file with more faults than this is not mended by hand. */
const mostCells = 5_000;

const cellsSchema = z.array(z.object({ title: z.string(), code: z.string(), cell: z.string() }));

/** A proposal in the usual signs of numbers; in a ledger with a decimal comma it would mean something else. */
function suggestionFor(column: Column, hasComma: boolean, code: string, cell: string): string | null {
  if (code === 'control_character') return suggestText(cell);
  if (code !== 'invalid_value' || (hasComma && (column.type === 'amount' || column.type === 'number')))
    return null;
  switch (column.type) {
    case 'date':
      return suggestDate(cell);
    case 'month':
      return suggestMonth(cell);
    case 'year':
      return suggestYear(cell);
    case 'amount':
    case 'number':
      return suggestAmount(cell);
    case 'integer':
      return suggestInteger(cell);
    default:
      return null;
  }
}

const spellingsSchema = z.array(z.object({ list: z.string(), spelling: z.string(), code: z.string() }));

/** Fills `suggestion` of the sheet's rejects where one can be made: what to write instead. */
export async function suggest(
  connection: DuckDBConnection,
  { contract, origins }: Recognised,
  place: { readonly contract: string; readonly sheet: string | null },
): Promise<void> {
  const columns = contract.columns.flatMap((column) => {
    const origin = origins.get(column.name);
    return origin?.kind === 'cell'
      ? [{ column, index: origin.index, hasComma: origin.reading?.numbers.decimal === ',' }]
      : [];
  });
  const titles = columns.map(({ column }) => column.title);
  const indexes = columns.map(({ index }) => String(index + 1));
  const here = 'contract = $contract and sheet is not distinct from $sheet';
  const cells = cellsSchema.parse(
    await runOn(
      connection,
      `select distinct places.title, rejects.code, rejects.raw[cast(places.place as bigint)] as cell
       from delivery_rejects as rejects
       inner join (select unnest($titles) as title, unnest($indexes) as place) as places
       on rejects."column" = places.title
       where ${here}
           and code in ('invalid_value', 'unknown_code', 'control_character')
           and rejects.raw[cast(places.place as bigint)] is not null
       order by all
       limit ${mostCells}`,
      { ...place, titles, indexes },
    ),
  );
  if (cells.length === 0) return;
  const byTitle = new Map(columns.map((entry) => [entry.column.title, entry]));
  const found = cells.flatMap(({ title, code, cell }) => {
    const entry = byTitle.get(title);
    const suggestion = entry && suggestionFor(entry.column, entry.hasComma, code, cell);
    return suggestion ? [{ title, code, cell, suggestion }] : [];
  });
  const unknown = cells.flatMap(({ title, code, cell }) => {
    const column = byTitle.get(title)?.column;
    return column && code === 'unknown_code' && isLookedUp(column)
      ? [{ title, code, cell, list: column.reference ?? `${contract.id}.${column.name}` }]
      : [];
  });
  if (unknown.length > 0) {
    const spellings = spellingsSchema.parse(
      await runOn(
        connection,
        'select list, spelling, code from spellings where list_contains($lists, list) order by all',
        { lists: [...new Set(unknown.map(({ list }) => list))] },
      ),
    );
    const byList = new Map<string, { spelling: string; code: string }[]>();
    for (const { list, ...rest } of spellings) byList.set(list, [...(byList.get(list) ?? []), rest]);
    for (const { list, ...place } of unknown) {
      const suggestion = nearestSpelling(place.cell, byList.get(list) ?? []);
      if (suggestion !== null) found.push({ ...place, suggestion });
    }
  }
  if (found.length === 0) return;
  await runOn(
    connection,
    `update delivery_rejects set suggestion = found.suggestion
     from (
         select
             unnest($titles) as title,
             unnest($codes) as code,
             unnest($cells) as cell,
             unnest($suggestions) as suggestion
     ) as found
     inner join (select unnest($columns) as title, unnest($indexes) as place) as places
     on found.title = places.title
     where ${here}
         and delivery_rejects."column" = found.title
         and delivery_rejects.code = found.code
         and delivery_rejects.raw[cast(places.place as bigint)] = found.cell`,
    {
      ...place,
      titles: found.map(({ title }) => title),
      codes: found.map(({ code }) => code),
      cells: found.map(({ cell }) => cell),
      suggestions: found.map(({ suggestion }) => suggestion),
      columns: titles,
      indexes,
    },
  );
}
