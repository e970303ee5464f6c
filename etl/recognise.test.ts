import { expect, test } from 'vitest';
import { contracts } from './sources/registry.ts';
import { layoutSchema } from './layout.ts';
import { LayoutError, parseLayout } from './layouts.ts';
import type { Sheet } from './readers/sheet.ts';
import { recognise } from './choose-layout.ts';
import type { Recognised } from './recognise.ts';

const tax = layoutSchema.parse({
  id: 'test.tax',
  contract: 'tax.monthly',
  description: 'test',
  format: 'workbook',
  headerRows: 2,
  columns: {
    area_code: { headers: ['地区'] },
    tax_kind: { headers: ['税种'] },
    industry: { headers: ['行业门类'] },
    collected_amount: { headers: ['收入/合计'] },
    local_amount: { headers: ['收入/地方级'], unit: '千元' },
  },
  constants: { period: { title: { match: '(\\d{4})年(\\d{1,2})月', value: '$1-$2' } } },
  unit: { title: { match: '单位:((?:万|亿|千)?元)' } },
});

const sheetOf = (...rows: (string | null)[][]): Sheet => ({
  name: '表',
  filled: false,
  head: rows.map((cells, index) => ({ row: index + 1, cells })),
  load: () => Promise.reject(new Error('not read here')),
});

const head = [
  ['２０２６年９月税收月报'],
  ['单位：万元'],
  ['地区', '税种', '行业门类', '收入', null],
  [null, null, null, '合计', '地方级'],
] as const;

const known = (sheet: Sheet) => recognise(sheet, '税.xlsx', [tax], contracts);

test('two header rows, a period and a unit in the title, a unit of one column', () => {
  const found = known(sheetOf(...head.map((row) => [...row]))) as Recognised;
  expect(found.layout.id).toBe('test.tax');
  expect(found.firstRow).toBe(5);
  expect(found.width).toBe(5);
  expect(found.origins.get('period')).toEqual({ kind: 'constant', text: '2026-9' });
  expect(found.origins.get('collected_amount')).toMatchObject({ index: 3, unit: 10_000 });
  expect(found.origins.get('local_amount')).toMatchObject({ index: 4, unit: 1_000 });
});

test('a unit in the header wins over the sheet’s', () => {
  const found = known(
    sheetOf([...head[0]], [...head[1]], [...head[2]], [null, null, null, '合计（亿元）', '地方级']),
  ) as Recognised;
  expect(found.origins.get('collected_amount')).toMatchObject({ unit: 100_000_000 });
});

test('a title without the month, or without the unit, is told', () => {
  expect(known(sheetOf(['税收月报'], [...head[1]], [...head[2]], [...head[3]]))).toMatchObject({
    code: 'missing_constant',
    message: expect.stringContaining('月份') as string,
  });
  expect(known(sheetOf([...head[0]], [], [...head[2]], [...head[3]]))).toMatchObject({
    code: 'missing_constant',
    message: expect.stringContaining('单位') as string,
  });
});

test('a column twice is told', () => {
  const twice = known(sheetOf([...head[0]], [...head[1]], [...head[2], '税种'], [...head[3], null]));
  expect(twice).toMatchObject({ code: 'duplicate_header' });
});

test('the nearest layout is named, with what is missing and what is not known', () => {
  const answer = known(sheetOf(['地区', '税种', '门牌号'], [null, null, null]));
  expect(answer).toMatchObject({ code: 'unknown_layout' });
  expect('message' in answer && answer.message).toMatch(/税收月报.*行业.*门牌号/);
});

test.each([
  ['not JSON', '{', /JSON/],
  ['an unknown key', { ...tax, colums: {} }, /colums|顶层/],
  ['a wrong unit', { ...tax, unit: '块' }, /unit/],
  ['a contract nobody has', { ...tax, contract: 'no.such' }, /contract.*no\.such/],
  [
    'a column the contract lacks',
    { ...tax, columns: { ...tax.columns, colour: { headers: ['颜色'] } } },
    /columns\.colour/,
  ],
  ['a required column missing', { ...tax, columns: {} }, /columns.*area_code/],
])('a layout with %s names the fault', (_, layout, message) => {
  const text = typeof layout === 'string' ? layout : JSON.stringify(layout);
  expect(() => parseLayout(text, '甲.json', contracts)).toThrow(LayoutError);
  expect(() => parseLayout(text, '甲.json', contracts)).toThrow(message);
});
