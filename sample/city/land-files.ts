import { sum, wanNumber, type Fen } from './apportion.ts';
import { leafAreas } from './areas.ts';
import { chineseDate } from './audit-files.ts';
import { completeTo, monthsOf, monthText } from './calendar.ts';
import { DelimitedFile } from './delimited.ts';
import { parcelTotals, type LandRevenue, type Parcel } from './land.ts';
import { need } from './reference.ts';
import { SheetDraft, writeWorkbook } from './workbook.ts';

const areaNames = new Map(leafAreas.map(({ code, name }) => [code, name]));
const wanText = (fen: Fen): string => String(wanNumber(fen));

/** Writes the months of past years as text, 万元, a 小计 after each month. Returns its rows. */
export function writeLandRevenueText(name: string, rows: readonly LandRevenue[]): number {
  const file = new DelimitedFile(name, 'utf-8-bom');
  file.line(['温州市国有土地使用权出让收入入库情况表']);
  file.line(['单位：万元']);
  file.line(['月份', '区域', '年度计划数', '本月入库', '累计入库']);
  for (const period of new Set(rows.map(({ year, month }) => monthText(year, month)))) {
    const block = rows.filter(({ year, month }) => monthText(year, month) === period);
    for (const row of block)
      file.row([period, need(areaNames, row.area), ...[row.plan, row.amount, row.toDate].map(wanText)]);
    file.line(['小计', '', ...addUp(block).map(wanText)]);
  }
  file.close();
  return file.rows;
}

const addUp = (rows: readonly LandRevenue[]): readonly Fen[] => [
  sum(rows.map(({ plan }) => plan)),
  sum(rows.map(({ amount }) => amount)),
  sum(rows.map(({ toDate }) => toDate)),
];

function revenueSheet(rows: readonly LandRevenue[], year: number, month: number): SheetDraft {
  const header = [
    '区域',
    ['土地出让收入', '年度计划'],
    ['土地出让收入', '本月入库'],
    ['土地出让收入', '累计入库'],
  ] as const;
  const sheet = new SheetDraft(`${month}月`);
  sheet.title(`${year}年${month}月温州市土地出让收入入库情况月报`, '万元', header.length);
  sheet.header(header);
  for (const row of rows)
    sheet.row([need(areaNames, row.area), ...[row.plan, row.amount, row.toDate].map(wanNumber)]);
  sheet.total(['合计', ...addUp(rows).map(wanNumber)]);
  return sheet;
}

/** Writes the months of the running year as a workbook, a sheet a month. Returns its rows. */
export function writeLandRevenueWorkbook(name: string, rows: readonly LandRevenue[], year: number): number {
  return writeWorkbook(
    name,
    monthsOf(year).map((month) =>
      revenueSheet(
        rows.filter((row) => row.month === month),
        year,
        month,
      ),
    ),
  );
}

/** Writes the parcels of past years as text, 万元 and square metres. Returns its rows. */
export function writeParcelsText(name: string, parcels: readonly Parcel[], until: string): number {
  const file = new DelimitedFile(name, 'gb18030');
  file.line([`温州市国有土地使用权出让台账（截至${chineseDate(until)}）`]);
  file.line(['单位：万元']);
  file.line(
    [
      '宗地编号',
      '宗地名称',
      '区域',
      '土地用途',
      '供地方式',
      '出让面积（平方米）',
      '受让人',
      '成交日期',
    ].concat(['成交价', '缴清期限', '已缴金额']),
  );
  for (const parcel of parcels)
    file.row([
      parcel.id,
      parcel.name,
      need(areaNames, parcel.area),
      parcel.use,
      parcel.method,
      String(parcel.squareMetres),
      parcel.buyer,
      parcel.soldOn,
      wanText(parcel.price),
      parcel.dueOn,
      wanText(parcel.paid),
    ]);
  const { price, paid } = parcelTotals(parcels);
  file.line(['合计', '', '', '', '', '', '', '', wanText(price), '', wanText(paid)]);
  file.close();
  return file.rows;
}

const header = [
  '区域',
  '宗地编号',
  '宗地名称',
  '土地用途',
  '供地方式',
  '出让面积（平方米）',
  '受让人',
  '成交日期',
  ['出让金', '成交价'],
  ['出让金', '缴清期限'],
  ['出让金', '已缴'],
] as const;

/** Writes the ledger of the running year, a block an area with a 小计. Returns its rows. */
export function writeParcelsWorkbook(name: string, parcels: readonly Parcel[], year: number): number {
  const sheet = new SheetDraft('出让台账');
  sheet.title(`${year}年土地出让台账（截至${chineseDate(completeTo)}）`, '万元', header.length);
  sheet.header(header);
  const total = (label: string, rows: readonly Parcel[]): void => {
    const { squareMetres, price, paid } = parcelTotals(rows);
    const empty = [null, null, null, null];
    sheet.total([label, ...empty, squareMetres, null, null, wanNumber(price), null, wanNumber(paid)]);
  };
  for (const { code, name: areaName } of leafAreas) {
    const block = parcels.filter(({ area }) => area === code);
    const top = sheet.rows.length;
    for (const [index, parcel] of block.entries())
      sheet.row([
        index === 0 ? areaName : null,
        parcel.id,
        parcel.name,
        parcel.use,
        parcel.method,
        parcel.squareMetres,
        parcel.buyer,
        chineseDate(parcel.soldOn),
        wanNumber(parcel.price),
        chineseDate(parcel.dueOn),
        wanNumber(parcel.paid),
      ]);
    if (block.length === 0) continue;
    sheet.mergeDown(0, top, sheet.rows.length - 1);
    total('小计', block);
  }
  total('合计', parcels);
  return writeWorkbook(name, [sheet]);
}
