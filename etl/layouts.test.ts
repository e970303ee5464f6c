import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { layoutJsonSchema, parseLayout } from './layouts.ts';
import { contracts } from './sources/registry.ts';

const docs = join(import.meta.dirname, '..', 'docs');

test('the published schema is in step (npm run layout-schema)', async () => {
  const published: unknown = JSON.parse(await readFile(join(docs, 'layout.schema.json'), 'utf8'));
  expect(published).toEqual(layoutJsonSchema());
});

const good = {
  id: 'my.ledger',
  contract: 'published',
  description: 'd',
  format: 'delimited',
  columns: Object.fromEntries(
    (contracts.get('published')?.columns ?? []).map(({ name }) => [name, { headers: [name] }]),
  ),
};
const parse = (json: unknown) => parseLayout(JSON.stringify(json), 'mine.json', contracts);

test('a good layout is taken, with its defaults', () => {
  expect(parse(good)).toMatchObject({ headerRows: 1, currency: 'CNY', unit: '元', keep: [] });
});

test.each([
  [{ ...good, hederRows: 2 }, 'hederRows', '是不是 headerRows？'],
  [{ ...good, format: 'xlsx' }, 'format', '应为 "delimited"、"workbook" 之一，实际是 "xlsx"'],
  [{ ...good, headerRows: 'two' }, 'headerRows', '应为数字，实际是 "two"'],
  [{ ...good, headerRows: -1 }, 'headerRows', '应至少为 0'],
  [{ ...good, headerRows: 0 }, 'headerRows', '请用 file 或 sheet'],
  [{ ...good, currency: 'RMB' }, 'currency', 'ISO 4217'],
  [{ ...good, sheet: '(' }, 'sheet', '应为有效的正则表达式'],
  [
    { ...good, columns: { ...good.columns, value: { header: ['a'] } } },
    'columns.value.header',
    '是不是 headers？',
  ],
  [{ ...good, columns: { ...good.columns, toString: { headers: ['a'] } } }, 'columns.toString', '没有这个列'],
  [{ ...good, constants: { value: { titel: { match: 'a' } } } }, 'constants.value', 'title'],
  [{ ...good, columns: {} }, 'columns', '缺少必填列'],
  [{ ...good, contract: 'nothing' }, 'contract', '没有契约 nothing'],
  [{ ...good, waived: { value: '没有' } }, 'waived', '只用于外币账'],
  [{ ...good, skip: { where: [{ headers: ['a'], match: '(?=x)' }] } }, 'skip.where.0.match', '不支持环视'],
  [{ ...good, id: undefined }, 'id', '缺少这个键，应为文字'],
])('an error names the key and what was expected: %#', (json, key, expected) => {
  expect(() => parse(json)).toThrow(`${key}：`);
  expect(() => parse(json)).toThrow(expected);
});

test('every fault is told at once, and a file that is no JSON is told as such', () => {
  expect(() => parse({ ...good, format: 'x', headerRows: 99 })).toThrow(
    /2 处错误[\s\S]*format[\s\S]*headerRows/,
  );
  expect(() => parseLayout('{', 'mine.json', contracts)).toThrow('mine.json 不是有效的 JSON');
});

test('a key like __proto__ changes nothing', () => {
  const text = JSON.stringify(good).replace(
    '"headers":["value"]',
    '"headers":["value"],"__proto__":{"polluted":1}',
  );
  expect(() => parseLayout(text, 'mine.json', contracts)).not.toThrow(TypeError);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});
