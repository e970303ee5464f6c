import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DuckDbEngine } from '../../warehouse/connection.ts';
import type { SqlValue } from '../../warehouse/engine.ts';
import { loadCells } from './load-cells.ts';

let engine: DuckDbEngine;
beforeAll(async () => {
  engine = await DuckDbEngine.open(':memory:', { readOnly: false });
  await engine.using(loadCells);
});
afterAll(() => engine.close());

async function ask(expression: string, cell: string, unit = 1): Promise<SqlValue> {
  const [row] = await engine.rows(
    `with folded as (select cell_code($cell) as f, cell_fold($cell) as s),
     digits as (select *, cell_digits(cell_plain(f)) as d from folded)
     select ${expression.replaceAll('$unit', String(unit))} as answer from digits`,
    { cell },
  );
  return row?.answer ?? null;
}

test.each([
  ['1,234.50', 1, 1_234.5],
  ['１２３．４５', 1, 123.45],
  ['(1,234)', 1, -1_234],
  ['（８．００）', 1, -8],
  ['−15', 1, -15],
  ['-0.005', 1, -0.01],
  ['12.5万元', 1, 125_000],
  ['12.5 万元', 10_000, 125_000],
  ['3亿元', 10_000, 300_000_000],
  ['1.5百万元', 1, 1_500_000],
  ['1.5千万元', 10_000, 15_000_000],
  ['2十万元', 1, 200_000],
  ['1.5', 100_000, 150_000],
  ['1.5', 10_000_000, 15_000_000],
  ['5', 10_000, 50_000],
  ['0.000001', 10_000, 0.01],
  ['￥5元', 10_000, 5],
  ['—', 1, 0],
  ['.5', 1, 0.5],
  ['1,23', 1, null],
  ['1.5E+05', 1, null],
  ['abc', 1, null],
  ['', 1, null],
  ['NaN', 1, null],
  ['99999999999999999999', 1, null],
])('amount %s in units of %d yuan is %s', async (cell, unit, expected) => {
  expect(await ask('cell_amount_$unit(d, f)', cell, unit)).toBe(expected);
});

test.each([
  ['1 234.50', '1234.50'],
  ['100 200', '100200'],
  ['1 000 000', '1000000'],
  ['12.5 万元', '12.5万元'],
  ['( 8 )', '(8)'],
  ['1 2', '1 2'],
  ['1000 200', '1000 200'],
  ['12 34.5', '12 34.5'],
  ['1 234 5', '1 234 5'],
])('a number typed %s is %s without blanks', async (cell, expected) => {
  expect(await ask('cell_closed(s)', cell)).toBe(expected);
});

test('an amount of any whole number of fen survives every unit and way of writing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: -999_999_999_999, max: 999_999_999_999 }),
      fc.constantFrom(
        [1, 2],
        [1_000, 5],
        [10_000, 6],
        [100_000, 7],
        [1_000_000, 8],
        [10_000_000, 9],
        [100_000_000, 10],
      ),
      fc.boolean(),
      async (fen, [unit = 1, decimals = 2], accounting) => {
        const digits = String(Math.abs(fen)).padStart(decimals + 1, '0');
        const whole = digits.slice(0, -decimals).replace(/\B(?=(\d{3})+$)/g, ',');
        const plain = `${whole}.${digits.slice(-decimals)}`;
        const cell = fen >= 0 ? plain : accounting ? `(${plain})` : `-${plain}`;
        expect(await ask('cast(cell_amount_$unit(d, f) * 100 as bigint)', cell, unit)).toBe(fen);
      },
    ),
    { numRuns: 200 },
  );
});

test.each([
  ['2024-01-05', '2024-01-05'],
  ['2024/1/5', '2024-01-05'],
  ['2024.1.5', '2024-01-05'],
  ['2024年1月5日', '2024-01-05'],
  ['２０２４年１月５日', '2024-01-05'],
  ['2024/1/5 08:30', '2024-01-05'],
  ['2024-01-05T08:30:00', '2024-01-05'],
  ['20240105', '2024-01-05'],
  ['45717', '2025-03-01'],
  ['二〇二五年三月一日', '2025-03-01'],
  ['二○二五年十二月三十一日', '2025-12-31'],
  ['二零二五年十月二十日', '2025-10-20'],
  ['二〇二五年十月十日', '2025-10-10'],
  ['二〇二五年十三月一日', null],
  ['2025-03-01T00:00:00+08:00', '2025-03-01'],
  ['2025-03-01T20:00:00Z', null],
  ['1899-12-31', null],
  ['2025-02-30', null],
  ['2025-13-01', null],
  ['0000-00-00', null],
  ['3/1/25', null],
  ['昨天', null],
])('date %s is %s', async (cell, expected) => {
  expect(await ask('cell_date(s)', cell)).toBe(expected);
});

test.each([
  ['2024-03', '2024-03-01'],
  ['2024年3月', '2024-03-01'],
  ['2024年03月份', '2024-03-01'],
  ['202403', '2024-03-01'],
  ['2024/3', '2024-03-01'],
  ['2024-03-31', '2024-03-01'],
  ['二〇二四年十一月', '2024-11-01'],
  ['202413', null],
  ['2024', null],
])('month %s is %s', async (cell, expected) => {
  expect(await ask('cell_month(s)', cell)).toBe(expected);
});

test.each([
  ['cell_year(f)', '2024年度', 2024],
  ['cell_year(f)', '24', null],
  ['cell_integer(d)', '1,234', 1234],
  ['cell_integer(d)', '5.0', 5],
  ['cell_integer(d)', '5.5', null],
  ['cell_flag(f)', '是', true],
  ['cell_flag(f)', 'Ｎ', false],
  ['cell_flag(f)', '也许', null],
  ['cell_is_scientific(f)', '1.10101E+17', true],
  ['cell_is_scientific(f)', 'E101', false],
  ['cell_is_error(f)', '#REF!', true],
  ['cell_is_error(f)', '#1 楼', false],
  ['cell_has_control($cell)', 'a\u202eb', true],
  ['cell_has_control($cell)', '𠮷野家', false],
  ['cell_is_resident_id(f)', '110101199003074514', true],
  ['cell_is_resident_id(f)', '11010119900307451５', false],
  ['cell_is_resident_id(f)', '110101199013074515', false],
  ['cell_is_resident_id(f)', '1.10101E+17', false],
  ['cell_is_resident_id(f)', '53010219200508011x', true],
  ['cell_is_credit_code(f)', '91350100M000100Y43', true],
  ['cell_is_credit_code(f)', '91350100M000100Y44', false],
  ['cell_text($cell)', '\u3000 甲乙 \ufeff', '甲乙'],
  ['cell_code($cell)', ' ３３０ ３００ ', '330300'],
])('%s of %s is %s', async (expression, cell, expected) => {
  expect(await ask(expression, cell)).toBe(expected);
});
