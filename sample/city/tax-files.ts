import { join } from 'node:path';
import { yuanText, type Fen } from './apportion.ts';
import { leafAreas } from './areas.ts';
import { monthText } from './calendar.ts';
import { DelimitedFile, type Encoding } from './delimited.ts';
import { namesOf, need } from './reference.ts';
import type { TaxRow } from './tax.ts';
import { SheetDraft, writeWorkbook } from './workbook.ts';

const areaNames = new Map(leafAreas.map(({ code, name }) => [code, name]));
const kindNames = namesOf('tax_kind');
const industryNames = namesOf('industry');
const header = ['月份', '区域', '税种', '行业', '税收收入', '其中：地方级'];

/** Some offices write 国内增值税 for 增值税. */
const kindName = (kind: string): string => (kind === '10101' ? '国内增值税' : need(kindNames, kind));

/** Writes tax rows as text, 元, with a title and a totals row. Returns its rows. */
export function writeTaxText(
  folder: string,
  name: string,
  title: string,
  rows: Iterable<TaxRow>,
  encoding: Encoding,
  separator: ',' | '\t',
): number {
  const file = new DelimitedFile(join(folder, name), encoding, separator);
  file.line([title]);
  file.line(['单位：元']);
  file.line(header);
  let collected: Fen = 0;
  let local: Fen = 0;
  for (const row of rows) {
    file.row([
      monthText(row.year, row.month),
      need(areaNames, row.area),
      kindName(row.kind),
      need(industryNames, row.industry),
      yuanText(row.collected),
      yuanText(row.local),
    ]);
    collected += row.collected;
    local += row.local;
  }
  file.line(['合计', '', '', '', yuanText(collected), yuanText(local)]);
  file.close();
  return file.rows;
}

/** Writes one month as a workbook whose month stands only in the title. */
export function writeTaxWorkbook(
  folder: string,
  name: string,
  year: number,
  month: number,
  rows: readonly TaxRow[],
): number {
  const sheet = new SheetDraft('分行业税收');
  sheet.title(`${year}年${month}月分税种分行业税收收入月报表`, '元', 5);
  sheet.header(['区域', '税种', '行业门类', ['税收收入', '合计数'], ['税收收入', '其中：地方级']]);
  let collected: Fen = 0;
  let local: Fen = 0;
  for (const row of rows) {
    sheet.row([
      need(areaNames, row.area),
      kindName(row.kind),
      row.industry,
      row.collected / 100,
      row.local / 100,
    ]);
    collected += row.collected;
    local += row.local;
  }
  sheet.total(['合计', null, null, collected / 100, local / 100]);
  return writeWorkbook(join(folder, name), [sheet]);
}
