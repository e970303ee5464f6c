import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emWidth, laidGrid } from './grid-layout.ts';

const row = (...cells: readonly string[]) => ({ isTotal: false, cells });

test('a heading without room is broken between words, and no number is', () => {
  const columns = [
    { isNumeric: false, head: ['区域'] },
    { isNumeric: true, head: ['税收占一般公共预算收入比重', '（%）'] },
  ];
  const [area, share] = laidGrid(columns, [row('市级功能区', '80.1')], 16);
  expect(area?.head).toEqual(['区域']);
  expect(share?.head).toEqual(['税收占一般公共', '预算收入比重', '（%）']);
  expect((area?.share ?? 0) * 16).toBeGreaterThan(emWidth('市级功能区'));
});

test('a long name of a department gives way to the amounts beside it', () => {
  const name = '某某市某某区人民代表大会常务委员会预算工作委员会办公室（代管某某联络站）';
  const columns = [
    { isNumeric: false, head: ['部门'] },
    { isNumeric: true, head: ['金额', '（元）'] },
  ];
  const [, amount] = laidGrid(columns, [row(name, '-123,456,789,012.34')], 24);
  expect((amount?.share ?? 0) * 24).toBeGreaterThanOrEqual(emWidth('-123,456,789,012.34'));
});

test('the heading of a column of words that gave way is broken between words, too', () => {
  const columns = [
    { isNumeric: false, head: ['对象与情况'] },
    { isNumeric: false, head: ['应作说明的单位'] },
  ];
  const rows = [row('对'.repeat(60), '市科学技术局、市教育局')];
  expect(laidGrid(columns, rows, 20)[1]?.head).toEqual(['应作说明', '的单位']);
  expect(laidGrid(columns, rows, 80)[1]?.head).toEqual(['应作说明的单位']);
});

test('no bracket is left behind at the end of a heading’s line, and no mark begins one', () => {
  const columns = [{ isNumeric: true, head: ['税收收入（税务口径）', '（亿元）'] }];
  expect(laidGrid(columns, [row('1.00')], 8)[0]?.head).toEqual(['税收收入', '（税务口径）', '（亿元）']);
});

test('a line over all columns makes none of them wider, and months are never broken', () => {
  const columns = [
    { isNumeric: false, head: ['对象'] },
    { isNumeric: false, isWhole: true, head: ['时期'] },
  ];
  const rows = [row('对'.repeat(60), '2026年1—6月'), row('对', '2026年1—6月')];
  const group = { isTotal: false, isGroup: true, cells: ['组'.repeat(90)] };
  const [, months] = laidGrid(columns, [group, ...rows], 20);
  expect((months?.share ?? 0) * 20).toBeGreaterThanOrEqual(emWidth('2026年1—6月'));
  expect(laidGrid(columns, [group, ...rows], 20)).toEqual(laidGrid(columns, rows, 20));
});

test('shares are of one whole, whatever is in the table', () => {
  const cell = fc.string({ maxLength: 40 });
  const table = fc.integer({ min: 1, max: 7 }).chain((count) =>
    fc.record({
      columns: fc.array(
        fc.record({ isNumeric: fc.boolean(), head: fc.array(cell, { minLength: 1, maxLength: 2 }) }),
        {
          minLength: count,
          maxLength: count,
        },
      ),
      rows: fc.array(
        fc.record({ isTotal: fc.boolean(), cells: fc.array(cell, { minLength: count, maxLength: count }) }),
      ),
    }),
  );
  fc.assert(
    fc.property(table, fc.integer({ min: 10, max: 60 }), ({ columns, rows }, total) => {
      const laid = laidGrid(columns, rows, total);
      expect(laid.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
      expect(laid.every(({ share }) => share > 0)).toBe(true);
      expect(laid.map(({ head }) => head.join(''))).toEqual(columns.map(({ head }) => head.join('')));
    }),
  );
});
