import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';

/** Makes the conventions of a ledger cell known to a connection, as macros: text first, the others build on it. */
export async function loadCells(connection: DuckDBConnection): Promise<void> {
  for (const name of ['text', 'amount', 'date', 'identifier'])
    await connection.run(await readFile(join(import.meta.dirname, `${name}.sql`), 'utf8'));
}
