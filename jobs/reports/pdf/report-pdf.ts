import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeCompiler, type NodeError } from '@myriaddreamin/typst-ts-node-compiler';
import { laidGrid } from '../print/grid-layout.ts';
import type { PrintedBlock, PrintedReport } from '../print/printed-blocks.ts';
import type { ReportFonts } from '../print/report-fonts.ts';
import { pointsOf, type ReportStyle } from '../print/report-style.ts';

/** A page that could not be set; the message says why and what to do. */
export class TypesettingError extends Error {
  override readonly name = 'TypesettingError';
}

/** Archival, tagged, and refused where a character has no glyph. */
const standard = 'a-2a';
const layout = readFileSync(join(import.meta.dirname, 'report.typ'));
/** Nothing is read from it: every file the typesetter sees is handed to it. */
const workspace = join(import.meta.dirname, 'nowhere');
const chartFile = (index: number): string => `chart-${index}.svg`;

function laidOut(block: PrintedBlock, index: number, { text, page }: ReportStyle): unknown {
  switch (block.kind) {
    case 'chart':
      return { kind: block.kind, caption: block.caption, file: chartFile(index) };
    case 'grid': {
      const em = pointsOf(page.textWidth) / text.table.points;
      return { ...block, columns: laidGrid(block.columns, block.rows, em) };
    }
    default:
      return block;
  }
}

/**
 * The report as PDF/A-2a: fonts embedded, text that can be selected and read aloud, charts as they were drawn.
 * @throws TypesettingError when a character is in no font
 */
export function reportPdf(report: PrintedReport, style: ReportStyle, fonts: ReportFonts): Buffer {
  const compiler = NodeCompiler.create({
    workspace,
    fontArgs: [{ fontBlobs: [...fonts.blobs] }, { fontPaths: [...fonts.files] }],
  });
  const place = (name: string, content: string | Buffer) =>
    compiler.mapShadow(join(workspace, name), Buffer.from(content));
  const [year, month, day] = report.madeOn.split('-').map(Number);
  report.blocks.forEach((block, index) => {
    if (block.kind === 'chart') place(chartFile(index), block.svg);
  });
  const blocks = report.blocks.map((block, index) => laidOut(block, index, style));
  place('report.json', JSON.stringify({ title: report.title, made: { year, month, day }, style, blocks }));
  place('report.typ', layout);
  const compiled = compiler.compile({ mainFilePath: join(workspace, 'report.typ') });
  if (compiled.result === null) {
    const fault: NodeError | null = compiled.takeError();
    throw new TypesettingError(
      `PDF 排版失败：${fault === null ? '没有说明原因' : JSON.stringify(fault.shortDiagnostics)}`,
    );
  }
  try {
    const creationTimestamp = Math.floor(Date.parse(report.madeAt) / 1_000);
    return compiler.pdf(compiled.result, { pdfStandard: standard, creationTimestamp });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, missing] = /the text `\\?"(.+?)\\?"` could not be displayed/u.exec(message) ?? [];
    if (missing === undefined) throw new TypesettingError(`PDF 写出失败：${message}`);
    const code = (missing.codePointAt(0) ?? 0).toString(16).toUpperCase();
    throw new TypesettingError(
      `PDF：没有一种字体有“${missing}”（U+${code}）；把有这个字的字体（TTF 或 OTF）放进数据目录的 fonts，或不做 PDF`,
    );
  }
}
