import { expect, test } from 'vitest';
import { recognise } from './choose-layout.ts';
import { layoutSchema, type Layout } from './layout.ts';
import type { Sheet } from './readers/sheet.ts';
import { contracts } from './sources/registry.ts';

const columns = {
  payment_id: { headers: ['支付凭证号'] },
  paid_on: { headers: ['支付日期'] },
  area_code: { headers: ['区域'] },
  account: { headers: ['账本'] },
  department_code: { headers: ['部门编码'] },
  department_name: { headers: ['部门名称'] },
  function_code: { headers: ['功能分类'] },
  economic_code: { headers: ['经济分类'] },
  payee_name: { headers: ['收款人'] },
  method: { headers: ['支付方式'] },
  amount: { headers: ['支付金额'] },
};
const header = Object.values(columns).map(({ headers }) => headers[0] ?? '');
const withoutAccount = Object.fromEntries(Object.entries(columns).filter(([name]) => name !== 'account'));

type Part = Record<string, unknown>;
const layout = (id: string, part: Part = {}, isOwn = true): Layout => ({
  ...layoutSchema.parse({
    id,
    contract: 'finance.payments',
    description: 'test',
    format: 'delimited',
    columns,
    ...part,
  }),
  own: isOwn,
});
const ours = layout('ours', {}, false);
const negated = { columns: { ...columns, amount: { headers: ['支付金额'], sign: 'negated' } } };

const sheet = (...rows: (string | null)[][]): Sheet => ({
  name: null,
  filled: false,
  head: rows.map((cells, index) => ({ row: index + 1, cells })),
  load: () => Promise.reject(new Error('not read here')),
});

const told = (layouts: readonly Layout[], fileName = '支付.csv', rows = [header]) => {
  const found = recognise(sheet(...rows), fileName, layouts, contracts);
  return 'code' in found ? [found.code, found.message] : found.layout.id;
};
const both = (a: string, b: string): unknown => [
  'ambiguous_layout',
  expect.stringMatching(new RegExp(`(${a}.*${b}|${b}.*${a}).*file.*sheet`)) as unknown,
];

test.each([
  ['a sign', negated],
  ['a unit', { unit: '万元' }],
  ['a way to write days', { dates: 'day-first' }],
  ['rows to skip', { skip: { afterHeader: 1 } }],
  ['decimal commas', { numbers: { decimal: ',' } }],
])('an own layout of %s comes before ours of the same headers', (_name, part) => {
  expect(told([ours, layout('own', part)])).toBe('own');
  expect(told([layout('own', part), ours])).toBe('own');
});

test('one for this very file comes before one for any; one for another file is not asked', () => {
  const any = layout('any', { unit: '万元' });
  const named = layout('named', { ...negated, file: '^支付' });
  expect(told([any, named, ours])).toBe('named');
  expect(told([any, named, ours], '别的.csv')).toBe('any');
});

test('two own layouts that fit equally and read differently are both named', () => {
  expect(told([layout('one', negated), layout('two', { unit: '万元' }), ours])).toEqual(both('one', 'two'));
});

test('two that read the sheet the same way are one', () => {
  expect(told([layout('one'), layout('two'), ours])).toBe('one');
});

test('a fixed value never stands in for a column of the file', () => {
  const constant = { columns: withoutAccount, constants: { account: '一般公共预算' } };
  const bare = header.filter((name) => name !== '账本');
  const own = layout('own', constant);
  expect(told([ours, own], '支付.csv', [bare])).toBe('own');
  expect(told([ours, own])).toBe('ours');
  const signed = { ...constant, columns: { ...withoutAccount, amount: negated.columns.amount } };
  expect(told([ours, layout('own', signed)])).toEqual(both('own', 'ours'));
  // Who names the file means it.
  expect(told([ours, layout('own', { ...signed, file: '支付' })])).toBe('own');
});

test('a layout whose constant is nowhere to be found is not meant, unless it names the file', () => {
  const constants = { account: { title: { match: '(政府性基金)' } } };
  const part = { columns: withoutAccount, constants };
  const bare = [header.filter((name) => name !== '账本')];
  const general = layout('general', { columns: withoutAccount, constants: { account: '一般公共预算' } });
  expect(told([layout('titled', part), general], '支付.csv', bare)).toBe('general');
  expect(told([layout('titled', { ...part, file: '支付' }), general], '支付.csv', bare)).toEqual([
    'missing_constant',
    expect.stringContaining('titled'),
  ]);
});

test('of two header rows, an own layout comes before ours of one', () => {
  const two = layout('two', {
    headerRows: 2,
    columns: { ...columns, amount: { headers: ['支付金额/本月'] } },
  });
  const lower = header.map((name) => (name === '支付金额' ? '本月' : null));
  expect(told([ours, two], '支付.csv', [[...header], lower] as string[][])).toBe('two');
});
