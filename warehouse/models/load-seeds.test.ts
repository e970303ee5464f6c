import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DuckDbEngine } from '../connection.ts';
import { seedsFolder } from '../seeds-folder.ts';
import { loadSeeds, seedColumns } from './load-seeds.ts';

let engine: DuckDbEngine;
let folder: string;

beforeEach(async () => {
  engine = await DuckDbEngine.open(':memory:', { readOnly: false });
  folder = await mkdtemp(join(tmpdir(), 'seeds-'));
});

afterEach(async () => {
  engine.close();
  await rm(folder, { recursive: true, force: true });
});

describe('seeds', () => {
  test('become tables whose codes are text and whose order and place are numbers', async () => {
    await engine.using((connection) => loadSeeds(connection));
    const columns = await engine.rows(
      `select column_name, data_type from information_schema.columns
       where table_schema = 'seeds' and table_name = 'area'`,
    );
    const types = new Map(columns.map((row) => [row.column_name, row.data_type]));
    expect([types.get('code'), types.get('sort_order'), types.get('longitude')]).toEqual([
      'VARCHAR',
      'INTEGER',
      'DOUBLE',
    ]);
    const [areas] = await engine.rows("select count(*) as n from seeds.area where level = 'county'");
    expect(areas?.n).toBe(12);
    for (const name of Object.keys(seedColumns)) {
      const [counted] = await engine.rows(
        `select count(*) as n, count(distinct code) as codes from seeds.${name}`,
      );
      expect(counted?.n).toBeGreaterThan(0);
      expect(counted?.codes).toBe(counted?.n);
    }
  });

  test('a seed without a column is refused by name', async () => {
    await cp(seedsFolder, folder, { recursive: true });
    await writeFile(join(folder, 'industry.csv'), 'code,title\nA,农业\n');
    await expect(engine.using((connection) => loadSeeds(connection, folder))).rejects.toThrow(
      /industry\.csv 第 1 行缺少列 name、aliases/,
    );
  });
});
