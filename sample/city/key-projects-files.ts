import { sum, wanNumber, type Fen } from './apportion.ts';
import { leafAreas } from './areas.ts';
import { chineseDate } from './audit-files.ts';
import { monthsOf, monthText } from './calendar.ts';
import { DelimitedFile } from './delimited.ts';
import type { KeyProjectMonth } from './key-projects.ts';
import { need } from './reference.ts';
import { SheetDraft, writeWorkbook } from './workbook.ts';

const areaNames = new Map(leafAreas.map(({ code, name }) => [code, name]));
const stageNames = { preparation: '前期', building: '在建', finished: '竣工' } as const;
const sectorNames: ReadonlyMap<string, string> = new Map([
  ['transport', '交通'],
  ['water', '水利'],
  ['energy', '能源'],
  ['industry', '产业'],
  ['urban', '城建'],
  ['society', '社会事业'],
  ['ecology', '生态环保'],
]);

const amountsOf = (row: KeyProjectMonth): readonly Fen[] => [
  row.total,
  row.before,
  row.plan,
  row.toDate,
  row.before + row.toDate,
];
const addUp = (rows: readonly KeyProjectMonth[]): readonly Fen[] =>
  [0, 1, 2, 3, 4].map((index) => sum(rows.map((row) => amountsOf(row)[index] ?? 0)));

/** Writes the year-ends of past years as text, 万元. Returns its rows. */
export function writeKeyProjectsText(name: string, rows: readonly KeyProjectMonth[]): number {
  const file = new DelimitedFile(name, 'gb18030');
  file.line(['温州市重点建设项目完成情况表']);
  file.line(['单位：万元']);
  file.line(
    ['月份', '项目编码', '项目名称', '建设地点', '牵头单位编码', '牵头单位', '项目领域', '项目阶段'].concat(
      ['总投资', '上年末累计完成投资', '年度计划投资', '本年累计完成投资', '开工以来累计完成投资'],
      ['开工日期', '计划竣工日期', '实际竣工日期'],
    ),
  );
  for (const row of rows)
    file.row([
      monthText(row.year, row.month),
      row.code,
      row.name,
      need(areaNames, row.area),
      row.lead.code ?? '',
      row.lead.name,
      need(sectorNames, row.sector),
      stageNames[row.stage],
      ...amountsOf(row).map((fen) => String(wanNumber(fen))),
      row.startedOn ?? '—',
      row.finishDueOn,
      row.finishedOn ?? '—',
    ]);
  file.close();
  return file.rows;
}

const header = [
  '建设地点',
  '项目编码',
  '项目名称',
  ['牵头单位', '编码'],
  ['牵头单位', '名称'],
  '项目领域',
  '项目阶段',
  ['投资', '总投资'],
  ['投资', '上年末累计完成'],
  ['投资', '本年计划'],
  ['投资', '本年累计完成'],
  ['投资', '开工以来累计完成'],
  ['时间', '开工'],
  ['时间', '计划竣工'],
  ['时间', '实际竣工'],
] as const;

function sheetOf(rows: readonly KeyProjectMonth[], year: number, month: number): SheetDraft {
  const sheet = new SheetDraft(`${month}月`);
  sheet.title(`${year}年${month}月温州市重点建设项目进展情况月报`, '万元', header.length);
  sheet.header(header);
  const blank = Array.from({ length: 6 }, () => null);
  for (const { code } of leafAreas) {
    const block = rows.filter(({ area }) => area === code);
    if (block.length === 0) continue;
    const top = sheet.rows.length;
    for (const [index, row] of block.entries())
      sheet.row([
        index === 0 ? need(areaNames, code) : null,
        row.code,
        row.name,
        row.lead.code,
        row.lead.name,
        need(sectorNames, row.sector),
        stageNames[row.stage],
        ...amountsOf(row).map(wanNumber),
        ...[row.startedOn, row.finishDueOn, row.finishedOn].map((day) =>
          day === null ? '—' : chineseDate(day),
        ),
      ]);
    sheet.mergeDown(0, top, sheet.rows.length - 1);
    sheet.total(['小计', ...blank, ...addUp(block).map(wanNumber)]);
  }
  sheet.total(['合计', ...blank, ...addUp(rows).map(wanNumber)]);
  return sheet;
}

/** Writes the months of the running year as a workbook, a sheet a month. Returns its rows. */
export function writeKeyProjectsWorkbook(
  name: string,
  rows: readonly KeyProjectMonth[],
  year: number,
): number {
  return writeWorkbook(
    name,
    monthsOf(year).map((month) =>
      sheetOf(
        rows.filter((row) => row.month === month),
        year,
        month,
      ),
    ),
  );
}
