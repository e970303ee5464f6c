import { z } from 'zod';
import type { SqlRow } from '../engine.ts';
import type { Cell, DataTable } from '../vitality/table.ts';

/** Runs one statement: a connection's while building, an engine's afterwards. */
export type Rows = (sql: string, parameters: Readonly<Record<string, string>>) => Promise<readonly SqlRow[]>;

/** `all`: everything counts · `unmarked`: months marked 待核 are left out, with their share of the exposure. */
export type Variant = 'all' | 'unmarked';

const inputSchema = z.array(
  z.object({
    station: z.string(),
    peer_group: z.string(),
    indicator: z.string(),
    events: z.number(),
    exposure: z.number(),
    value: z.number().nullable(),
  }),
);

/**
 * What the engine is given of one period: a row a station, and for each indicator `<code>_events`, `<code>_exposure`
 * (after shrinking) and `<code>_value`. Null when nothing was counted in the period.
 */
export async function readInputs(
  rows: Rows,
  version: string,
  period: string,
  variant: Variant = 'all',
): Promise<DataTable | null> {
  return tableFrom(
    await rows(
      `select
         station_code as station, peer_group, indicator,
         shrunk_events as events, shrunk_exposure as exposure, value
       from marts.mart_vitality_input
       where version = $version and period_code = $period and variant = $variant
       order by station_code, indicator`,
      { version, period, variant },
    ),
  );
}

/** The same as it was when the period was first published under this definition. */
export async function readPublished(rows: Rows, version: string, period: string): Promise<DataTable | null> {
  return tableFrom(
    await rows(
      `select
         station_code as station, peer_group, indicator,
         shrunk_events as events, shrunk_exposure as exposure, value
       from meta.vitality_published
       where version = $version and period_code = $period
       order by station_code, indicator`,
      { version, period },
    ),
  );
}

function tableFrom(given: readonly SqlRow[]): DataTable | null {
  const inputs = inputSchema.parse(given);
  if (inputs.length === 0) return null;
  const stations = [...new Set(inputs.map(({ station }) => station))];
  const places = new Map(stations.map((station, at) => [station, at]));
  const columns = new Map<string, Cell[]>([
    ['station', [...stations]],
    ['peer_group', stations.map(() => null)],
  ]);
  const put = (column: string, at: number, cell: Cell): void => {
    const cells = columns.get(column) ?? stations.map((): Cell => null);
    cells[at] = cell;
    columns.set(column, cells);
  };
  for (const { station, peer_group, indicator, events, exposure, value } of inputs) {
    const at = places.get(station) ?? 0;
    put('peer_group', at, peer_group);
    put(`${indicator}_events`, at, events);
    put(`${indicator}_exposure`, at, exposure);
    put(`${indicator}_value`, at, value);
  }
  return { columns };
}
