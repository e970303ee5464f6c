import { sum, wanNumber, yuanText } from './apportion.ts';
import { monthText } from './calendar.ts';
import { DelimitedFile } from './delimited.ts';
import { namesOf, need } from './reference.ts';
import type { ThreePublics } from './three-publics.ts';
import { SheetDraft, writeWorkbook } from './workbook.ts';

const classNames = namesOf('economic');

const add = (rows: readonly ThreePublics[]) => ({
  budget: sum(rows.map(({ budget }) => budget)),
  spent: sum(rows.map(({ spent }) => spent)),
});

/** Writes the year-ends of past years as text, 元. Returns its rows. */
export function writeThreePublicsText(name: string, rows: readonly ThreePublics[]): number {
  const file = new DelimitedFile(name, 'utf-8-bom');
  file.line(['市级部门“三公”经费执行情况表']);
  file.line(['单位：元']);
  file.line(['月份', '区域', '部门编码', '部门名称', '三公类别', '年度预算数', '累计支出']);
  for (const row of rows)
    file.row([
      monthText(row.year, row.month),
      '市本级',
      row.department.code,
      row.department.name,
      need(classNames, row.economic),
      yuanText(row.budget),
      yuanText(row.spent),
    ]);
  file.close();
  return file.rows;
}

const header = [
  ['部门', '编码'],
  ['部门', '名称'],
  '三公类别',
  ['三公经费', '预算数'],
  ['三公经费', '累计支出'],
] as const;

function sheetOf(rows: readonly ThreePublics[], year: number, month: number): SheetDraft {
  const sheet = new SheetDraft(`${month}月`);
  sheet.title(`${year}年${month}月市级部门“三公”经费执行情况表`, '万元', header.length);
  sheet.header(header);
  for (const code of new Set(rows.map(({ department }) => department.code))) {
    const block = rows.filter(({ department }) => department.code === code);
    const top = sheet.rows.length;
    for (const [index, row] of block.entries())
      sheet.row([
        index === 0 ? code : null,
        index === 0 ? row.department.name : null,
        need(classNames, row.economic),
        wanNumber(row.budget),
        wanNumber(row.spent),
      ]);
    for (const column of [0, 1]) sheet.mergeDown(column, top, sheet.rows.length - 1);
    const { budget, spent } = add(block);
    sheet.total(['小计', null, null, wanNumber(budget), wanNumber(spent)]);
  }
  const { budget, spent } = add(rows);
  sheet.total(['合计', null, null, wanNumber(budget), wanNumber(spent)]);
  return sheet;
}

/** Writes the months given as a workbook, a sheet a month. Returns its rows. */
export function writeThreePublicsWorkbook(name: string, rows: readonly ThreePublics[], year: number): number {
  const months = [...new Set(rows.map(({ month }) => month))];
  return writeWorkbook(
    name,
    months.map((month) =>
      sheetOf(
        rows.filter((row) => row.month === month),
        year,
        month,
      ),
    ),
  );
}
