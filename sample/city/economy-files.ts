import { monthText } from './calendar.ts';
import { DelimitedFile } from './delimited.ts';
import { quartersOf, type Indicator } from './economy.ts';
import { namesOf, need } from './reference.ts';
import { SheetDraft, writeWorkbook } from './workbook.ts';

const areaNames = namesOf('area');
const indicatorNames: ReadonlyMap<string, string> = new Map([
  ['gdp', '地区生产总值'],
  ['primary', '第一产业增加值'],
  ['secondary', '第二产业增加值'],
  ['tertiary', '第三产业增加值'],
  ['industry', '规上工业增加值'],
  ['investment', '固定资产投资'],
  ['retail', '社会消费品零售总额'],
  ['trade', '进出口总额'],
  ['urban_income', '城镇居民人均可支配收入'],
  ['rural_income', '农村居民人均可支配收入'],
]);

/** Writes the quarters of past years as text. Returns its rows. */
export function writeEconomyText(name: string, rows: readonly Indicator[]): number {
  const file = new DelimitedFile(name, 'utf-8');
  file.line(['月份', '统计区域', '指标', '数值', '单位', '同比增长']);
  for (const row of rows)
    file.row([
      monthText(row.year, row.month),
      need(areaNames, row.territory),
      need(indicatorNames, row.indicator),
      row.hundredths === null ? '' : String(row.hundredths / 100),
      row.hundredths === null ? '' : row.unit,
      row.growth === null ? '—' : String(row.growth),
    ]);
  file.close();
  return file.rows;
}

function sheetOf(rows: readonly Indicator[], year: number, month: number): SheetDraft {
  const header = ['统计区域', '指标', ['累计', '数值'], ['累计', '单位'], ['累计', '同比增长']] as const;
  const sheet = new SheetDraft(`1-${month}月`);
  sheet.title(`${year}年1-${month}月温州市主要经济指标`, '见表、增长为%', header.length);
  sheet.header(header);
  for (const territory of new Set(rows.map((row) => row.territory))) {
    const block = rows.filter((row) => row.territory === territory);
    const top = sheet.rows.length;
    for (const [index, row] of block.entries())
      sheet.row([
        index === 0 ? need(areaNames, territory) : null,
        need(indicatorNames, row.indicator),
        row.hundredths === null ? '—' : row.hundredths / 100,
        row.hundredths === null ? '—' : row.unit,
        row.growth,
      ]);
    sheet.mergeDown(0, top, sheet.rows.length - 1);
  }
  return sheet;
}

/** Writes the quarters of the running year as a workbook, a sheet a quarter. Returns its rows. */
export function writeEconomyWorkbook(name: string, rows: readonly Indicator[], year: number): number {
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
