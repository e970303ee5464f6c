import type { DuckDBConnection, DuckDBPreparedStatement } from '@duckdb/node-api';
import { LRUCache } from 'lru-cache';

/** Some hundred kilobytes of plans a connection at most. */
const mostStatements = 32;

/**
 * The statements of one connection as DuckDB made them ready, by their text, least recently used first to go: a
 * tile's statement is parsed and bound once, not at every question. For a connection that runs one at a time.
 */
export class PreparedStatements {
  readonly #connection: DuckDBConnection;
  readonly #ready = new LRUCache<string, DuckDBPreparedStatement>({
    max: mostStatements,
    dispose: (statement) => statement.destroySync(),
  });

  constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  async of(sql: string): Promise<DuckDBPreparedStatement> {
    const known = this.#ready.get(sql);
    if (known !== undefined) return known;
    const made = await this.#connection.prepare(sql);
    this.#ready.set(sql, made);
    return made;
  }
}
