import {
  BorderStyle,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  AlignmentType,
  WidthType,
  type IRunOptions,
} from 'docx';
import { laidGrid, type GridRow } from '../print/grid-layout.ts';
import type { PrintedBlock } from '../print/printed-blocks.ts';
import type { ReportStyle } from '../print/report-style.ts';
import { twips, twipsOfMm, wordStyles } from './word-styles.ts';

const line = { style: BorderStyle.SINGLE, size: 4, color: '5A5A5A' };
const borders = {
  top: line,
  bottom: line,
  left: line,
  right: line,
  insideHorizontal: line,
  insideVertical: line,
};
const headShade = { type: ShadingType.CLEAR, color: 'auto', fill: 'F0F0F0' };

const runOf = (text: string, bold: boolean): IRunOptions => ({ text, bold });
/** Rows at both ends of a table that stay together: no total is alone on a page. */
const kept = 3;

/** A table whose heading is repeated on every page, and whose rows are not broken over two. */
export function wordGrid({ columns, rows }: PrintedBlock & { kind: 'grid' }, style: ReportStyle): Table {
  const width = twipsOfMm(style.page.textWidth);
  const laid = laidGrid(columns, rows, width / twips(style.text.table.points));
  const widths = laid.map(({ share }) => Math.floor(share * width));
  const groupOf = (title: string) =>
    new TableRow({
      cantSplit: true,
      children: [
        new TableCell({
          children: [
            new Paragraph({
              style: wordStyles.head,
              keepNext: true,
              alignment: AlignmentType.LEFT,
              children: [new TextRun(title)],
            }),
          ],
          columnSpan: laid.length,
          verticalAlign: VerticalAlignTable.CENTER,
        }),
      ],
    });
  const cellOf = (at: number, paragraph: Paragraph, shading?: typeof headShade) =>
    new TableCell({
      children: [paragraph],
      width: { size: widths[at] ?? 0, type: WidthType.DXA },
      verticalAlign: VerticalAlignTable.CENTER,
      ...(shading === undefined ? {} : { shading }),
    });
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: laid.map(({ head: lines }, at) => {
      const runs = lines.map((text, index) => new TextRun(index === 0 ? { text } : { text, break: 1 }));
      return cellOf(at, new Paragraph({ style: wordStyles.head, keepNext: true, children: runs }), headShade);
    }),
  });
  const isKept = (row: number) => row < kept - 1 || (row >= rows.length - kept && row < rows.length - 1);
  const rowOf = ({ cells, isTotal }: GridRow, row: number) =>
    new TableRow({
      cantSplit: true,
      children: cells.map((text, at) =>
        cellOf(
          at,
          new Paragraph({
            style: wordStyles.cell,
            keepNext: isKept(row),
            alignment: columns[at]?.isNumeric === true ? AlignmentType.RIGHT : AlignmentType.LEFT,
            children: [new TextRun(runOf(text, isTotal))],
          }),
        ),
      ),
    });
  const body = rows.map((row, at) => (row.isGroup === true ? groupOf(row.cells[0] ?? '') : rowOf(row, at)));
  return new Table({
    rows: [head, ...body],
    columnWidths: widths,
    width: { size: width, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    margins: { top: 40, bottom: 40, left: 90, right: 90 },
    borders,
  });
}
