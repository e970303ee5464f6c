import type { DuckDBConnection } from '@duckdb/node-api';
import { placedFiles, rowsOf } from './batch-files.ts';
import type { LiveBatch } from './deliveries.ts';
import type { Home } from './home.ts';

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/**
 * `foreign_ledgers.<contract>`: the rows of batches in another currency than yuan, with `_currency` and `_ledger` (the
 * layout's id). They are beside the city's own data, never among them: no model reads them.
 */
export async function createForeignLedgers(
  connection: DuckDBConnection,
  home: Home,
  live: readonly LiveBatch[],
): Promise<void> {
  const foreign = live.filter(({ batch }) => batch.currency !== 'CNY');
  if (foreign.length === 0) return;
  await connection.run('create schema foreign_ledgers');
  for (const contract of new Set(foreign.map(({ batch }) => batch.contract))) {
    const selects = foreign
      .filter(({ batch }) => batch.contract === contract)
      .map(
        ({ batch, livePartitions }) =>
          `select *, ${quoted(batch.currency)} as _currency, ${quoted(batch.layout)} as _ledger
           from ${rowsOf(placedFiles(home, batch))}
           where _partition in (${livePartitions.map(quoted).join(', ')})`,
      );
    await connection.run(
      `create table foreign_ledgers.${contract.replaceAll('.', '_')} as
       ${selects.join('\nunion all by name\n')}`,
    );
  }
}
