import { afterAll, beforeAll, expect, it } from 'vitest';
import { DuckDbEngine } from '../connection.ts';
import { isThere, type ColumnPart } from './column.ts';

let engine: DuckDbEngine;
beforeAll(async () => {
  engine = await DuckDbEngine.open(':memory:', { readOnly: false });
});
afterAll(() => engine.close());

/** More rows than a batch has, texts of 0 to 60 bytes around the length that DuckDB keeps inside its entries. */
const rows = 70_000;
const sql = `
    select
        'P' || lpad(cast(row as varchar), 19, '0') as long_each,
        repeat('字', row % 5) || cast(row as varchar) as mixed_each,
        repeat('长', row % 20) as mixed_shared,
        if(row % 3 = 0, null, '第' || cast(row % 7 as varchar) || '号国库集中支付') as sparse,
        if(row < 60000, null, 'late ' || cast(row as varchar)) as late,
        'always the same, and longer than twelve bytes' as constant,
        cast(null as varchar) as nothing
    from range(${rows}) as given (row)
    order by row`;

const textsOf = ({ valid, values, words }: ColumnPart, length: number): (string | null)[] =>
  Array.from({ length }, (_, row) =>
    isThere(valid, row) ? (words.texts[Number(values[row])] ?? 'none') : null,
  );

it('reads texts of every length as they are, shared where they repeat themselves', async () => {
  const expected = await engine.rows(sql);
  const seen = await engine.columns(sql, {}, {}, async ({ fields, batches }) => {
    const columns = fields.map(({ name }) => ({ name, texts: [] as (string | null)[], words: 0 }));
    let count = 0;
    for await (const { rows: length, parts } of batches) {
      count += 1;
      for (const [index, part] of parts.entries()) {
        const column = columns[index];
        if (column === undefined) continue;
        column.texts.push(...textsOf(part, length));
        column.words += part.words.length;
        expect(part.perRow, column.name).toBe(column.name.endsWith('_each'));
      }
    }
    return { columns, count };
  });
  expect(seen.count).toBe(2);
  for (const { name, texts } of seen.columns) expect(texts, name).toEqual(expected.map((row) => row[name]));
  const words = Object.fromEntries(seen.columns.map((column) => [column.name, column.words]));
  expect(words).toEqual({
    ...{ long_each: rows, mixed_each: rows, late: rows - 60_000, nothing: 0 },
    ...{ mixed_shared: 2 * 20, sparse: 2 * 7, constant: 2 },
  });
});
