import type { DuckDBConnection } from '@duckdb/node-api';
import { runOn } from '../connection.ts';
import type { StationDefinition } from './definition.ts';

const quoted = (path: string): string => `'${path.replaceAll("'", "''")}'`;

/** Copies what an earlier build kept into `carried`; false when its file is damaged, which must not stop its successor. */
async function isRead(connection: DuckDBConnection, file: string): Promise<boolean> {
  try {
    await runOn(connection, `attach ${quoted(file)} as earlier (read_only)`);
  } catch {
    return false;
  }
  try {
    const [kept] = await runOn(
      connection,
      `select 1 as found from duckdb_tables()
       where database_name = 'earlier' and schema_name = 'meta' and table_name = 'vitality_published'`,
    );
    if (kept !== undefined)
      await runOn(
        connection,
        'create or replace temp table carried as select * from earlier.meta.vitality_published',
      );
    return kept !== undefined;
  } catch {
    return false;
  } finally {
    await runOn(connection, 'detach earlier');
  }
}

/** Takes over what the newest readable build kept, for definitions whose text is the same and periods that are still told. */
async function carryOver(connection: DuckDBConnection, earlier: readonly string[]): Promise<void> {
  for (const file of earlier) {
    if (!(await isRead(connection, file))) continue;
    await runOn(
      connection,
      `insert into meta.vitality_published
       select carried.* from carried
       semi join meta.vitality_run using (version, hash)
       semi join marts.dim_vitality_period using (period_code)`,
    );
    await runOn(connection, 'drop table carried');
    return;
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
  await carryOver(connection, earlier);
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
