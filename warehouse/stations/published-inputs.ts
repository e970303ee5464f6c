import type { DuckDBConnection } from '@duckdb/node-api';
import { runOn } from '../connection.ts';
import type { StationDefinition } from './definition.ts';

const quoted = (path: string): string => `'${path.replaceAll("'", "''")}'`;

/** Takes over what the build before it kept, for definitions whose text is the same and periods that are still told. */
async function carryOver(connection: DuckDBConnection, previous: string): Promise<void> {
  await runOn(connection, `attach ${quoted(previous)} as earlier (read_only)`);
  try {
    const kept = await runOn(
      connection,
      `select 1 as found from duckdb_tables()
       where database_name = 'earlier' and schema_name = 'meta' and table_name = 'vitality_published'`,
    );
    if (kept.length === 0) return;
    await runOn(
      connection,
      `insert into meta.vitality_published
       select kept.* from earlier.meta.vitality_published as kept
       semi join meta.vitality_run using (version, hash)
       semi join marts.dim_vitality_period using (period_code)`,
    );
  } finally {
    await runOn(connection, 'detach earlier');
  }
}

/**
 * `meta.vitality_published`: what the index was given when a period was first published under a definition, so that a
 * later change can be told from a revision of the records. It is carried from build to build; where the builds are
 * lost, the present records count as the first, and no revision is claimed.
 * @param earlier the files of the builds that are kept, the newest first; one that cannot be read is passed over
 */
export async function keepPublished(
  connection: DuckDBConnection,
  build: string,
  definitions: readonly StationDefinition[],
  earlier: readonly string[],
): Promise<void> {
  await runOn(
    connection,
    `create table meta.vitality_published (
       version varchar, hash varchar, build varchar, period_code varchar, station_code varchar, peer_group varchar,
       indicator varchar, shrunk_events double, shrunk_exposure double, value double
     )`,
  );
  for (const file of earlier) {
    const isRead = await carryOver(connection, file).then(
      () => true,
      // A damaged build must not stop the one that takes its place.
      () => false,
    );
    if (isRead) break;
  }
  for (const { version, hash } of definitions)
    await runOn(
      connection,
      `insert into meta.vitality_published
       select
         version, $hash, $build, period_code, station_code, peer_group, indicator, shrunk_events, shrunk_exposure, value
       from marts.mart_vitality_input
       anti join (select distinct version, period_code from meta.vitality_published) using (version, period_code)
       where variant = 'all' and version = $version`,
      { version, hash, build },
    );
}
