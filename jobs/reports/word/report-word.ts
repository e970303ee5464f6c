import {
  AlignmentType,
  Document,
  DocumentGridType,
  Footer,
  HeadingLevel,
  ImageRun,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
  type ISectionPropertiesOptions,
  type Table,
} from 'docx';
import type { PrintedBlock, PrintedReport } from '../print/printed-blocks.ts';
import { pitchOf, type ReportStyle } from '../print/report-style.ts';
import { chartImage } from './chart-image.ts';
import { fontTable } from './font-table.ts';
import { wordGrid } from './word-grid.ts';
import { settledPackage } from './word-package.ts';
import { offGrid, stylesOf, twips, twipsOfMm, wordStyles } from './word-styles.ts';

/** CSS pixels of an inch, in which Word's pictures are measured by the library. */
const pixelsPerInch = 96;
/** Twips the line of a page number takes beyond its letters. */
const pageNumberLeading = 60;

const runsOf = (lines: readonly string[]): readonly TextRun[] =>
  lines.map((text, index) => new TextRun(index === 0 ? { text } : { text, break: 1 }));
const styled = (style: string, text: string): Paragraph => new Paragraph({ style, children: runsOf([text]) });

function chartOf({ svg, caption }: PrintedBlock & { kind: 'chart' }, { page }: ReportStyle): Paragraph[] {
  const { png, width, height } = chartImage(svg, page.textWidth);
  const shown = Math.round((page.textWidth / 25.4) * pixelsPerInch);
  const picture = new ImageRun({
    type: 'png',
    data: png,
    transformation: { width: shown, height: Math.round((shown * height) / width) },
    altText: { name: caption, title: caption, description: caption },
  });
  return [
    new Paragraph({
      style: wordStyles.notice,
      keepNext: true,
      spacing: { before: 120, after: 0 },
      children: [picture],
    }),
    styled(wordStyles.caption, caption),
  ];
}

function partsOf(block: PrintedBlock, style: ReportStyle): readonly (Paragraph | Table)[] {
  switch (block.kind) {
    case 'title':
      return [new Paragraph({ heading: HeadingLevel.TITLE, children: runsOf(block.lines) })];
    case 'section':
      return [new Paragraph({ heading: HeadingLevel.HEADING_1, children: runsOf([block.text]) })];
    case 'subsection':
      return [new Paragraph({ heading: HeadingLevel.HEADING_2, children: runsOf([block.text]) })];
    case 'appendix':
      return [
        new Paragraph({
          heading: HeadingLevel.HEADING_1,
          pageBreakBefore: true,
          children: runsOf([block.text]),
        }),
      ];
    case 'paragraph':
      return [styled(wordStyles.body, block.text)];
    case 'notice':
    case 'note':
      return [styled(wordStyles[block.kind], block.text)];
    case 'grid': {
      const caption = new Paragraph({
        style: wordStyles.caption,
        keepNext: true,
        children: runsOf([block.caption]),
      });
      return [caption, wordGrid(block, style), styled(wordStyles.note, '')];
    }
    case 'chart':
      return chartOf(block, style);
    case 'definition':
      return [
        styled(wordStyles.term, block.term),
        ...block.lines.map((line) => styled(wordStyles.note, line)),
      ];
  }
}

/** 「— 1 —」, a character in from the outer edge. */
function pageNumberAt(side: 'left' | 'right', { text }: ReportStyle): Footer {
  const inset = twips(text.pageNumber.points);
  return new Footer({
    children: [
      new Paragraph({
        style: wordStyles.pageNumber,
        alignment: side === 'left' ? AlignmentType.LEFT : AlignmentType.RIGHT,
        indent: { [side]: inset },
        children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'] })],
      }),
    ],
  });
}

function pageOf(style: ReportStyle): ISectionPropertiesOptions {
  const { page, text } = style;
  const bottom = page.height - page.top - page.textHeight;
  const numberLine = twips(text.pageNumber.points) + pageNumberLeading;
  return {
    page: {
      size: { width: twipsOfMm(page.width), height: twipsOfMm(page.height) },
      margin: {
        top: twipsOfMm(page.top),
        bottom: twipsOfMm(bottom),
        left: twipsOfMm(page.binding),
        right: twipsOfMm(page.width - page.binding - page.textWidth),
        header: twipsOfMm(page.top / 2),
        footer: Math.max(0, twipsOfMm(bottom - page.pageNumberBelow) - numberLine),
      },
    },
    grid: { type: DocumentGridType.LINES, linePitch: twips(pitchOf(style).line) },
  };
}

/** The report as a Word file: real headings, tables and page numbers; its dates are the build's. */
export async function reportWord(report: PrintedReport, style: ReportStyle): Promise<Buffer> {
  const document = new Document({
    title: report.title,
    creator: '',
    lastModifiedBy: '',
    styles: stylesOf(style),
    evenAndOddHeaderAndFooters: true,
    sections: [
      {
        properties: pageOf(style),
        footers: { default: pageNumberAt('right', style), even: pageNumberAt('left', style) },
        children: report.blocks.flatMap((block) => partsOf(block, style)),
      },
    ],
  });
  const packed = await Packer.toBuffer(document, undefined, [
    { path: 'word/fontTable.xml', data: fontTable(style) },
  ]);
  return settledPackage(packed, report.madeAt, offGrid);
}
