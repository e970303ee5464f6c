import type { Home } from '../../warehouse/home.ts';
import type { ReportDocument } from './document.ts';
import { reportHtml } from './html/report-html.ts';
import { reportPdf } from './pdf/report-pdf.ts';
import { printedReport, type PrintedReport } from './print/printed-blocks.ts';
import { reportFonts } from './print/report-fonts.ts';
import { loadStyle, type ReportStyle } from './print/report-style.ts';
import type { Format } from './report-store.ts';
import { reportWord } from './word/report-word.ts';
import { reportWorkbook } from './workbook.ts';

interface Written {
  readonly document: ReportDocument;
  readonly printed: PrintedReport;
  readonly shown: PrintedReport;
  readonly style: ReportStyle;
  readonly fontFolder: string;
}

const writers: Readonly<Record<Format, (written: Written) => Buffer | Promise<Buffer>>> = {
  docx: ({ printed, style }) => reportWord(printed, style),
  pdf: async ({ printed, style, fontFolder }) => reportPdf(printed, style, await reportFonts(fontFolder)),
  xlsx: ({ document }) => reportWorkbook(document),
  html: ({ shown, style }) => reportHtml(shown, style),
};

/**
 * A filled report in some formats, one after the other: each holds its own pictures and fonts only while it is made.
 * The same document and style give the same bytes. `onFormat` is told how many are written before each.
 * @throws StyleError, TypesettingError
 */
export async function writeReport(
  document: ReportDocument,
  asked: readonly Format[],
  style: string,
  home: Pick<Home, 'styles' | 'fonts'>,
  onFormat: (written: number) => void | Promise<void> = () => undefined,
): Promise<ReadonlyMap<string, Buffer>> {
  const written: Written = {
    document,
    printed: printedReport(document, 'paper'),
    shown: printedReport(document, 'screen'),
    style: await loadStyle(style, home.styles),
    fontFolder: home.fonts,
  };
  const files = new Map<string, Buffer>();
  for (const format of asked) {
    await onFormat(files.size);
    files.set(`report.${format}`, await writers[format](written));
  }
  return files;
}
