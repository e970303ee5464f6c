import { join } from 'node:path';
import { wanNumber, type Fen } from './apportion.ts';
import { leafAreas } from './areas.ts';
import { lastMonthOfLastYear, lastYear } from './calendar.ts';
import { budgetRows, subjectName, type BudgetRow, type BudgetSources, type Version } from './budget.ts';
import { at, namesOf, need } from './reference.ts';
import type { Account, RevenueSeries } from './revenue.ts';
import { SheetDraft, writeWorkbook } from './workbook.ts';

const accountNames: Readonly<Record<Account, string>> = {
  general: '一般公共预算',
  fund: '政府性基金预算',
  capital: '国有资本经营预算',
  social: '社会保险基金预算',
};
const versionNames: Readonly<Record<Version, string>> = {
  approved: '年初预算',
  adjusted: '调整预算',
  final: '决算',
};
const areaNames = new Map(leafAreas.map(({ code, name }) => [code, name]));
const itemNames = namesOf('revenue_item');

const budgetHeader = [
  '账本',
  '区域',
  '收支',
  ['部门', '编码'],
  ['部门', '名称'],
  ['科目', '编码'],
  ['科目', '名称'],
  '经济分类编码',
  ['项目', '编码'],
  ['项目', '名称'],
  '金额（万元）',
] as const;

const sideNames = { revenue: '收入', expenditure: '支出' } as const;

function budgetSheet(year: number, version: Version, rows: readonly BudgetRow[]): SheetDraft {
  const sheet = new SheetDraft(versionNames[version]);
  const width = budgetHeader.length;
  sheet.title(`温州市${year}年四本预算收支明细表 ${versionNames[version]}数`, '万元', width);
  sheet.header(budgetHeader);
  let subtotal: Fen = 0;
  for (const [index, row] of rows.entries()) {
    sheet.row([
      accountNames[row.account],
      need(areaNames, row.area),
      sideNames[row.side],
      row.department?.code ?? null,
      row.department?.name ?? null,
      row.subject,
      subjectName(row),
      row.economic,
      row.project?.code ?? null,
      row.project?.name ?? null,
      wanNumber(row.amount),
    ]);
    subtotal += row.amount;
    const next = rows[index + 1];
    if (next?.area === row.area && next.side === row.side && next.account === row.account) continue;
    // 收入小计 or 支出小计 of an account of an area: the two balance. The accounts are never added up.
    const label = `${sideNames[row.side]}小计`;
    sheet.total([label, ...Array.from({ length: width - 2 }, () => null), wanNumber(subtotal)]);
    subtotal = 0;
  }
  return sheet;
}

/** Writes the versions of a year as one workbook, one sheet a version. Returns its rows. */
export function writeBudget(
  seed: number,
  file: string,
  sources: BudgetSources,
  year: number,
  versions: readonly Version[],
): number {
  const sheets = versions.map((version) =>
    budgetSheet(
      year,
      version,
      (['general', 'fund', 'capital', 'social'] as const).flatMap((account) =>
        budgetRows(seed, sources, year, version, account),
      ),
    ),
  );
  return writeWorkbook(file, sheets);
}

const revenueHeader = [
  '区域',
  '账本',
  ['预算科目', '编码'],
  ['预算科目', '名称'],
  '年度预算数',
  ['执行情况', '本月数'],
  ['执行情况', '累计数'],
] as const;

/** The budget in force: the approved one, from September the adjusted one. */
const inForce = (month: number): 'approved' | 'adjusted' => (month >= 9 ? 'adjusted' : 'approved');

interface Amounts {
  budget: Fen;
  month: Fen;
  toDate: Fen;
}

function amountsOf(series: RevenueSeries, year: number, month: number): Amounts {
  const months = need(series.months, year);
  let toDate = 0;
  for (let one = 0; one < month; one++) toDate += at(months, one);
  return { budget: need(series.budget, year)[inForce(month)], month: at(months, month - 1), toDate };
}

const wan = ({ budget, month, toDate }: Amounts) => [wanNumber(budget), wanNumber(month), wanNumber(toDate)];

/**
 * A month: the general account area by area, then the other three, each block with its 小计. There is no total
 * of the sheet, since the accounts are never added up. The first years merge the area's cell over its block.
 */
function revenueSheet(revenue: readonly RevenueSeries[], year: number, month: number): SheetDraft {
  const of = (account: Account) => revenue.filter((series) => series.account === account);
  const general = of('general');
  const blocks = [
    ...leafAreas.map(({ code }) => general.filter(({ area }) => area === code)),
    ...(['fund', 'capital', 'social'] as const).map(of),
  ];
  const sheet = new SheetDraft(`${month}月`);
  sheet.title(`${year}年${month}月温州市财政收入执行情况月报表`, '万元', revenueHeader.length);
  sheet.header(revenueHeader);
  for (const block of blocks) {
    const merged = year <= 2022 && block[0]?.account === 'general';
    const subtotal: Amounts = { budget: 0, month: 0, toDate: 0 };
    const top = sheet.rows.length;
    for (const [index, series] of block.entries()) {
      const amounts = amountsOf(series, year, month);
      sheet.row([
        merged && index > 0 ? null : need(areaNames, series.area),
        merged && index > 0 ? null : accountNames[series.account],
        series.item,
        need(itemNames, series.item),
        ...wan(amounts),
      ]);
      subtotal.budget += amounts.budget;
      subtotal.month += amounts.month;
      subtotal.toDate += amounts.toDate;
    }
    if (merged) for (const column of [0, 1]) sheet.mergeDown(column, top, sheet.rows.length - 1);
    sheet.total(['小  计', null, null, null, ...wan(subtotal)]);
  }
  return sheet;
}

/** Writes the revenue reports of some months as one workbook, one sheet a month. Returns its rows. */
export function writeRevenue(
  folder: string,
  name: string,
  revenue: readonly RevenueSeries[],
  year: number,
  months: readonly number[],
): number {
  const known = months.filter((month) => year < lastYear || month <= lastMonthOfLastYear);
  return writeWorkbook(
    join(folder, name),
    known.map((month) => revenueSheet(revenue, year, month)),
  );
}
