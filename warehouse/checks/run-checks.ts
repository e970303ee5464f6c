import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { runOn } from '../connection.ts';
import { headComment } from '../models/references.ts';

/** What one check found. */
export interface CheckResult {
  /** The check's file name without its ending. */
  readonly check: string;
  /** What must hold, in Chinese. */
  readonly title: string;
  /** Rows that break it; none: passed. */
  readonly offending: number;
  /** The first of them, as text by column. */
  readonly rows: Record<string, string | null>[];
}

const shownRows = 20;

async function runCheck(connection: DuckDBConnection, check: string, sql: string): Promise<CheckResult> {
  const [counted] = await runOn(
    connection,
    `select count(*) as offending from (\n${sql}\n) as offending_rows`,
  );
  const offending = Number(counted?.offending ?? 0);
  const rows =
    offending === 0
      ? []
      : await runOn(
          connection,
          `select cast(columns(*) as varchar) from (\n${sql}\n) as offending_rows
           order by all limit ${shownRows}`,
        );
  return {
    check,
    title: headComment(sql),
    offending,
    rows: rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, typeof value === 'string' ? value : null]),
      ),
    ),
  };
}

/** Runs every check of this folder, or the one named, over the models of a build, in the order of their names. */
export async function runChecks(
  connection: DuckDBConnection,
  folder: string = import.meta.dirname,
  only: string | null = null,
): Promise<CheckResult[]> {
  const files = (await readdir(folder))
    .filter((file) => (only === null ? file.endsWith('.sql') : file === `${only}.sql`))
    .sort();
  const results: CheckResult[] = [];
  for (const file of files) {
    const sql = (await readFile(join(folder, file), 'utf8')).trim();
    results.push(await runCheck(connection, file.slice(0, -'.sql'.length), sql));
  }
  return results;
}
