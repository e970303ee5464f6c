import { sum, wanNumber, type Fen } from './apportion.ts';
import { leafAreas } from './areas.ts';
import { monthText } from './calendar.ts';
import { DelimitedFile } from './delimited.ts';
import { quartersOf } from './economy.ts';
import { need } from './reference.ts';
import type { EnterpriseQuarter } from './state-enterprises.ts';
import { SheetDraft, writeWorkbook } from './workbook.ts';

const areaNames = new Map(leafAreas.map(({ code, name }) => [code, name]));
const tierNames = {
  supervised: '市国资委监管',
  cultural: '市属文化企业',
  city_other: '其他市级国企',
  county: '县（市、区）属',
} as const;

const amountsOf = (row: EnterpriseQuarter): readonly Fen[] => [
  row.assets,
  row.liabilities,
  row.assets - row.liabilities,
  row.stateEquity,
  row.revenue,
  row.profit,
];

/** Writes the quarters of past years as text, 万元. Returns its rows. */
export function writeEnterprisesText(name: string, rows: readonly EnterpriseQuarter[]): number {
  const file = new DelimitedFile(name, 'utf-8-bom', '\t');
  file.line(['温州市国有企业主要财务指标']);
  file.line(['单位：万元']);
  file.line(
    ['月份', '企业编码', '企业名称', '区域', '监管层级', '合并户数', '资产总额', '负债总额'].concat([
      '所有者权益',
      '国有资本及权益',
      '营业收入',
      '利润总额',
    ]),
  );
  for (const row of rows)
    file.row([
      monthText(row.year, row.month),
      row.code,
      row.name,
      need(areaNames, row.area),
      tierNames[row.tier],
      String(row.subsidiaries),
      ...amountsOf(row).map((fen) => String(wanNumber(fen))),
    ]);
  file.close();
  return file.rows;
}

const header = [
  '监管层级',
  '企业编码',
  '企业名称',
  '区域',
  '合并户数',
  ['资产负债', '资产总额'],
  ['资产负债', '负债总额'],
  ['资产负债', '所有者权益'],
  ['资产负债', '国有资本及权益'],
  ['经营成果', '营业收入'],
  ['经营成果', '利润总额'],
] as const;

function totals(rows: readonly EnterpriseQuarter[]): readonly (number | null)[] {
  const amounts = [0, 1, 2, 3, 4, 5].map((index) => sum(rows.map((row) => amountsOf(row)[index] ?? 0)));
  return [null, null, null, sum(rows.map((row) => row.subsidiaries)), ...amounts.map(wanNumber)];
}

function sheetOf(rows: readonly EnterpriseQuarter[], year: number, month: number): SheetDraft {
  const sheet = new SheetDraft(`${month}月末`);
  sheet.title(`${year}年${month}月末温州市国有企业主要财务指标`, '万元', header.length);
  sheet.header(header);
  for (const tier of ['supervised', 'cultural', 'city_other', 'county'] as const) {
    const block = rows.filter((row) => row.tier === tier);
    const top = sheet.rows.length;
    for (const [index, row] of block.entries())
      sheet.row([
        index === 0 ? tierNames[tier] : null,
        row.code,
        row.name,
        need(areaNames, row.area),
        row.subsidiaries,
        ...amountsOf(row).map(wanNumber),
      ]);
    sheet.mergeDown(0, top, sheet.rows.length - 1);
    sheet.total(['小计', ...totals(block)]);
  }
  sheet.total(['合计', ...totals(rows)]);
  return sheet;
}

/** Writes the quarters of the running year as a workbook, a sheet a quarter. Returns its rows. */
export function writeEnterprisesWorkbook(
  name: string,
  rows: readonly EnterpriseQuarter[],
  year: number,
): number {
  return writeWorkbook(
    name,
    quartersOf(year).map((month) =>
      sheetOf(
        rows.filter((row) => row.month === month),
        year,
        month,
      ),
    ),
  );
}
