import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { runOn } from '../connection.ts';
import { seedsFolder } from '../seeds-folder.ts';
import { loadRules } from '../stations/load-rules.ts';

/** The columns each seed must have; a file may have more. */
export const seedColumns: Readonly<Record<string, readonly string[]>> = {
  area: ['code', 'name', 'aliases', 'level', 'parent_code', 'sort_order', 'longitude', 'latitude'],
  township: ['code', 'name', 'aliases', 'kind', 'county_code'],
  function: ['code', 'name', 'aliases', 'level', 'parent_code'],
  economic: ['code', 'name', 'aliases', 'level', 'parent_code'],
  revenue_item: ['code', 'name', 'aliases', 'level', 'parent_code'],
  tax_kind: ['code', 'name', 'aliases'],
  industry: ['code', 'name', 'aliases'],
  legal_term: ['code', 'term', 'name', 'value', 'unit', 'effective_from', 'effective_to'],
};

/** Columns that are not text. */
const types: Readonly<Record<string, string>> = {
  sort_order: 'INTEGER',
  value: 'INTEGER',
  effective_from: 'DATE',
  effective_to: 'DATE',
  longitude: 'DOUBLE',
  latitude: 'DOUBLE',
};

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

async function headerOf(file: string): Promise<string[]> {
  const handle = await open(file, 'r');
  try {
    for await (const line of handle.readLines({ autoClose: false }))
      return line
        .replace(/^\uFEFF/, '')
        .trim()
        .split(',');
    return [];
  } finally {
    await handle.close();
  }
}

/**
 * Makes one table a seed in the schema `seeds`, typed by the header and never by guessing, and the stations' rules.
 * @throws Error naming the file and the missing columns.
 */
export async function loadSeeds(connection: DuckDBConnection, folder: string = seedsFolder): Promise<void> {
  await runOn(connection, 'create schema if not exists seeds');
  for (const [name, required] of Object.entries(seedColumns)) {
    const file = join(folder, `${name}.csv`);
    const header = await headerOf(file);
    const missing = required.filter((column) => !header.includes(column));
    if (missing.length > 0)
      throw new Error(
        `代码表 ${file} 第 1 行缺少列 ${missing.join('、')}；应有 ${required.join('、')}，请补上表头后重新构建`,
      );
    const columns = header.map((column) => `${quote(column)}: ${quote(types[column] ?? 'VARCHAR')}`);
    await runOn(
      connection,
      `create table seeds.${name} as select * from read_csv($file, header = true, auto_detect = false,
       delim = ',', quote = '"', escape = '"', columns = {${columns.join(', ')}})`,
      { file },
    );
  }
  await loadRules(connection);
}
