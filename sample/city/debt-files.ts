import { wanNumber, type Fen } from './apportion.ts';
import { leafAreas } from './areas.ts';
import { monthsOf, monthText } from './calendar.ts';
import type { DebtMonth } from './debt.ts';
import { DelimitedFile } from './delimited.ts';
import { need } from './reference.ts';
import { SheetDraft, writeWorkbook } from './workbook.ts';

const areaNames = new Map(leafAreas.map(({ code, name }) => [code, name]));
const kindNames = { general: '一般债务', special: '专项债务' } as const;

const amountsOf = (row: DebtMonth): readonly Fen[] => [
  row.limit,
  row.quota,
  row.opening,
  row.issued,
  row.refinanced,
  row.repaid,
  row.interest,
  row.balance,
];

const addUp = (rows: readonly DebtMonth[]): number[] =>
  rows.reduce<number[]>(
    (sums, row) => amountsOf(row).map((amount, index) => (sums[index] ?? 0) + amount),
    [],
  );

/** The rows of a month, area by area, general before special. */
function monthRows(debt: readonly DebtMonth[], year: number, month: number): readonly DebtMonth[] {
  const own = debt.filter((row) => row.year === year && row.month === month);
  return leafAreas.flatMap(({ code }) => own.filter(({ area }) => area === code));
}

/** Writes the months of past years as text, 万元, a 小计 after each month. Returns its rows. */
export function writeDebtText(name: string, debt: readonly DebtMonth[]): number {
  const file = new DelimitedFile(name, 'gb18030');
  file.line(['温州市地方政府债务限额余额情况表']);
  file.line(['单位：万元']);
  file.line(
    ['月份', '区域', '债务类别', '债务限额', '本年新增限额', '上年末余额'].concat([
      '新增债券发行',
      '再融资债券发行',
      '偿还本金',
      '支付利息',
      '期末余额',
    ]),
  );
  const text = (fen: Fen): string => String(wanNumber(fen));
  for (const year of new Set(debt.map((row) => row.year)))
    for (const month of monthsOf(year)) {
      const rows = monthRows(debt, year, month);
      for (const row of rows)
        file.row([
          monthText(year, month),
          need(areaNames, row.area),
          kindNames[row.kind],
          ...amountsOf(row).map(text),
        ]);
      file.line(['小计', '', '', ...addUp(rows).map(text)]);
    }
  file.close();
  return file.rows;
}

const header = [
  '区域',
  '债务类别',
  '债务限额',
  '本年新增限额',
  '上年末余额',
  ['本年发行', '新增债券'],
  ['本年发行', '再融资债券'],
  ['本年偿还', '本金'],
  ['本年偿还', '利息'],
  '期末余额',
] as const;

function debtSheet(debt: readonly DebtMonth[], year: number, month: number): SheetDraft {
  const sheet = new SheetDraft(`${month}月`);
  sheet.title(`${year}年${month}月末温州市地方政府债务限额余额情况表`, '万元', header.length);
  sheet.header(header);
  const rows = monthRows(debt, year, month);
  for (const [index, row] of rows.entries()) {
    const follows = rows[index - 1]?.area === row.area;
    sheet.row([
      follows ? null : need(areaNames, row.area),
      kindNames[row.kind],
      ...amountsOf(row).map(wanNumber),
    ]);
    if (follows) sheet.mergeDown(0, sheet.rows.length - 2, sheet.rows.length - 1);
  }
  sheet.total(['合计', null, ...addUp(rows).map(wanNumber)]);
  return sheet;
}

/** Writes the months of the running year as the workbook that grows by a sheet a month. Returns its rows. */
export function writeDebtWorkbook(name: string, debt: readonly DebtMonth[], year: number): number {
  return writeWorkbook(
    name,
    monthsOf(year).map((month) => debtSheet(debt, year, month)),
  );
}
