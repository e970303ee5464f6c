import * as XLSX from '@e965/xlsx';
import type { MetricUnit } from '../../warehouse/metrics/definition.ts';
import type { Block, ReportDocument } from './document.ts';

/** How a spreadsheet shows a number as it is in the warehouse: money in yuan, a share as a fraction. */
const formats: Readonly<Record<MetricUnit, string>> = {
  yuan: '#,##0.00',
  ratio: '0.0%',
  points: '0.0%',
  count: '#,##0',
  days: '0.0',
  score: '0.0',
  square_metre: '#,##0',
};
const units: Readonly<Record<MetricUnit, string>> = {
  yuan: '元',
  ratio: '%',
  points: '百分点',
  count: '',
  days: '天',
  score: '分',
  square_metre: '平方米',
};

type Cell = XLSX.CellObject;
/** Text stays text whatever it begins with: a cell has a formula only where `f` is set, and it never is. */
const text = (value: string): Cell => ({ t: 's', v: value });
const number = (value: number | null, unit: MetricUnit): Cell =>
  value === null ? { t: 's', v: '' } : { t: 'n', v: value, z: formats[unit] };
const titled = (name: string, unit: MetricUnit): Cell =>
  text(units[unit] === '' ? name : `${name}（${units[unit]}）`);

function sheetOf(rows: readonly (readonly Cell[])[], widths: readonly number[]): XLSX.WorkSheet {
  const sheet: XLSX.WorkSheet = {};
  rows.forEach((row, r) =>
    row.forEach((cell, c) => {
      sheet[XLSX.utils.encode_cell({ r, c })] = cell;
    }),
  );
  const columns = Math.max(...rows.map((row) => row.length));
  sheet['!ref'] = XLSX.utils.encode_range({ s: { r: 0, c: 0 }, e: { r: rows.length - 1, c: columns - 1 } });
  sheet['!cols'] = widths.map((wch) => ({ wch }));
  return sheet;
}

function tableSheet({ caption, label, columns, rows }: Block & { kind: 'table' }): XLSX.WorkSheet {
  return sheetOf(
    [
      [text(caption)],
      [text(label), ...columns.map(({ metric }) => titled(metric.name, metric.unit))],
      ...rows.map((row) => [
        text(row.label),
        ...row.cells.map(({ value }, index) => number(value, columns[index]?.metric.unit ?? 'count')),
      ]),
    ],
    [24, ...columns.map(() => 20)],
  );
}

/** A column that holds numbers has its unit in its head where they all share one. */
function listSheet({ caption, heads, rows }: Block & { kind: 'list' }): XLSX.WorkSheet {
  const head = heads.map((name, index) => {
    const found = new Set(rows.map((row) => row[index]?.unit ?? null));
    const [unit] = found;
    return found.size === 1 && unit !== null && unit !== undefined ? titled(name, unit) : text(name);
  });
  const cells = rows.map((row) =>
    row.map((cell) => (cell.unit === null ? text(cell.text) : number(cell.value, cell.unit))),
  );
  return sheetOf(
    [[text(caption)], head, ...cells],
    heads.map((_, index) => (index === 2 ? 60 : 18)),
  );
}

/** The report's tables as sheets of real numbers, then every figure of the text, definitions and source files. */
export function reportWorkbook(report: ReportDocument): Buffer {
  const { title, months, build, builtAt, asOf, isSample, blocks, figures, appendix } = report;
  const book = XLSX.utils.book_new();
  const facts: readonly (readonly [string, string])[] = [
    ['报告', title],
    ['时期', months],
    ['数据截至', asOf ?? '—'],
    ['构建', `${build}（${builtAt}）`],
    ['数据', isSample ? '含示例数据，不是真实的财政数据' : '部门报送'],
  ];
  const figureRows = figures.map(({ metric, value, text: written, months: of }) => [
    text(metric.name),
    number(value, metric.unit),
    text(units[metric.unit]),
    text(written),
    text(of),
    text(metric.id),
  ]);
  const heads = ['指标', '数值', '单位', '文中', '时期', '编号'].map(text);
  XLSX.utils.book_append_sheet(
    book,
    sheetOf(
      [...facts.map(([name, fact]) => [text(name), text(fact)]), [text('')], heads, ...figureRows],
      [28, 22, 8, 36, 20, 30],
    ),
    '文中的数',
  );
  const tables = blocks.flatMap((block) =>
    block.kind === 'table' ? [tableSheet(block)] : block.kind === 'list' ? [listSheet(block)] : [],
  );
  tables.forEach((sheet, index) => XLSX.utils.book_append_sheet(book, sheet, `表${index + 1}`));
  const definitions = appendix.map(({ metric }) =>
    [metric.id, metric.name, metric.definition, metric.formula, metric.owner].map(text),
  );
  XLSX.utils.book_append_sheet(
    book,
    sheetOf([['编号', '指标', '口径', '公式', '负责'].map(text), ...definitions], [30, 28, 80, 40, 12]),
    '口径',
  );
  const files = appendix.flatMap(({ metric, files: own }) =>
    own.map(({ contract, fileName, sha256, rows, origin }): readonly Cell[] => [
      ...[metric.name, contract, fileName].map(text),
      number(rows, 'count'),
      ...[origin, sha256].map(text),
    ]),
  );
  XLSX.utils.book_append_sheet(
    book,
    sheetOf(
      [['指标', '数据集', '文件', '行数', '来历', 'SHA-256'].map(text), ...files],
      [28, 22, 44, 10, 12, 66],
    ),
    '来源',
  );
  // Equal documents give equal bytes: no author, and no time of writing.
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer;
}
