import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DuckDbEngine } from '../../warehouse/connection.ts';
import { openDelimited } from './delimited.ts';
import type { BrokenRow } from './sheet.ts';

let folder: string;
let engine: DuckDbEngine;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cockpit-delimited-'));
  engine = await DuckDbEngine.open(':memory:', { readOnly: false });
});
afterAll(async () => {
  engine.close();
  await rm(folder, { recursive: true });
});

async function load(
  content: string | Buffer,
  firstRow: number,
  width: number,
): Promise<{ rows: unknown[][]; broken: readonly BrokenRow[] }> {
  const file = join(folder, 'file.csv');
  await writeFile(file, content);
  const [sheet] = await openDelimited(file, folder);
  return engine.using(async (connection) => {
    const broken: BrokenRow[] = [];
    const body = { firstRow, width, numeric: new Set<number>(), commas: new Set<number>() };
    await sheet?.load(connection, 'sheet', body, (row) => broken.push(row));
    const read = await connection.runAndReadAll('select * from sheet order by _row');
    return {
      rows: read.getRows().map((row) => row.map((cell) => (typeof cell === 'bigint' ? Number(cell) : cell))),
      broken,
    };
  });
}

test('rows keep the number of their line, whatever stands above', async () => {
  expect((await load('标题,,\na,b,c\n1,2,3\n4,5,6\n', 3, 3)).rows).toEqual([
    [3, '1', '2', '3'],
    [4, '4', '5', '6'],
  ]);
});

test('blank lines, cells over two lines and torn rows do not shift the numbers', async () => {
  const { rows, broken } = await load('a,b,c\n1,2,3\n\n4,"五\n六",6\n7,8\n9,10,11,12\n13,14,15', 2, 3);
  expect(rows).toEqual([
    [2, '1', '2', '3'],
    [4, '4', '五\n六', '6'],
    [8, '13', '14', '15'],
  ]);
  expect(broken.map(({ row, code }) => [row, code])).toEqual([
    [6, 'ragged_row'],
    [7, 'ragged_row'],
  ]);
});

test('a header over two lines', async () => {
  expect((await load('a,"金额\n(万元)",c\n1,2,3\n', 3, 3)).rows).toEqual([[3, '1', '2', '3']]);
});

test('an open quote is told, not swallowed', async () => {
  await expect(load('a,b\n1,2\n3,"4\n5,6\n', 2, 2)).rejects.toThrow(/引号没有配对/);
});

test('what DuckDB reads and what is read row by row is the same', async () => {
  const cell = fc.string({
    unit: fc.constantFrom('甲', 'b', '1', ' ', '"', ',', '\n', '𠮷', "'", ';'),
    maxLength: 6,
  });
  const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 });
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const text = [['a', 'b', 'c'], ...rows].map((row) => `${row.map(quote).join(',')}\n`).join('');
      const loaded = await load(text, 2, 3);
      const kept = rows.filter((row) => row.some((value) => value.trim() !== ''));
      const cells = loaded.rows
        .map((row) => row.slice(1).map((value) => value ?? ''))
        .filter((row) => row.some((value) => typeof value === 'string' && value.trim() !== ''));
      expect(cells).toEqual(kept);
      expect(loaded.broken).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
