import { sum, wanNumber, type Fen } from './apportion.ts';
import { leafAreas } from './areas.ts';
import { completeTo } from './calendar.ts';
import { chineseDate } from './audit-files.ts';
import { DelimitedFile } from './delimited.ts';
import type { HandedDown } from './handed-down.ts';
import { need } from './reference.ts';
import { SheetDraft, writeWorkbook } from './workbook.ts';

const areaNames = new Map(leafAreas.map(({ code, name }) => [code, name]));
const kindNames = { general: '一般性转移支付', special: '专项转移支付' } as const;

const add = (rows: readonly HandedDown[]): Fen => sum(rows.map(({ amount }) => amount));

/** Writes the ledger of past years as text, 万元. Returns its rows. */
export function writeHandedDownText(name: string, rows: readonly HandedDown[], until: string): number {
  const file = new DelimitedFile(name, 'utf-8-bom');
  file.line([`温州市对下转移支付下达情况表（截至${chineseDate(until)}）`]);
  file.line(['单位：万元']);
  file.line(['预算年度', '指标文号', '转移支付类型', '项目名称', '接收区域', '金额', '收到日期', '下达日期']);
  for (const row of rows)
    file.row([
      String(row.year),
      row.id,
      kindNames[row.kind],
      row.item,
      need(areaNames, row.area),
      String(wanNumber(row.amount)),
      row.receivedOn,
      row.allocatedOn ?? '—',
    ]);
  file.line(['合计', '', '', '', '', String(wanNumber(add(rows))), '', '']);
  file.close();
  return file.rows;
}

const header = [
  '指标文号',
  '转移支付类型',
  '项目名称',
  ['时间', '收到'],
  '接收区域',
  ['分配情况', '金额'],
  ['分配情况', '下达日期'],
] as const;

/** Writes the ledger of the running year: a block a document, its cells merged, with a 小计. Returns its rows. */
export function writeHandedDownWorkbook(name: string, rows: readonly HandedDown[], year: number): number {
  const sheet = new SheetDraft('下达台账');
  sheet.title(`${year}年度对下转移支付下达台账（截至${chineseDate(completeTo)}）`, '万元', header.length);
  sheet.header(header);
  for (const id of new Set(rows.map((row) => row.id))) {
    const block = rows.filter((row) => row.id === id);
    const top = sheet.rows.length;
    for (const [index, row] of block.entries())
      sheet.row([
        ...(index === 0
          ? [row.id, kindNames[row.kind], row.item, chineseDate(row.receivedOn)]
          : [null, null, null, null]),
        need(areaNames, row.area),
        wanNumber(row.amount),
        row.allocatedOn === null ? '—' : chineseDate(row.allocatedOn),
      ]);
    for (const column of [0, 1, 2, 3]) sheet.mergeDown(column, top, sheet.rows.length - 1);
    sheet.total(['小计', null, null, null, null, wanNumber(add(block))]);
  }
  sheet.total(['合计', null, null, null, null, wanNumber(add(rows))]);
  return writeWorkbook(name, [sheet]);
}
