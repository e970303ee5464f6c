import type { IParagraphStyleOptions, IRunStylePropertiesOptions, IStylesOptions } from 'docx';
import { AlignmentType, LineRuleType } from 'docx';
import { pitchOf, type ReportStyle, type TextRole } from '../print/report-style.ts';

/** Word measures in twentieths of a point. */
export const twips = (points: number): number => Math.round(points * 20);
export const twipsOfMm = (mm: number): number => twips((mm * 72) / 25.4);
/** A run's size is written in half points. */
const halfPoints = (points: number): number => Math.round(points * 2);

/** The face of a role by its first family; its stand-ins are in the font table. */
export function runOf({ faces, text }: ReportStyle, role: TextRole): IRunStylePropertiesOptions {
  const { face, points } = text[role];
  const [family = ''] = faces[face].families;
  const font = { ascii: family, hAnsi: family, eastAsia: family, cs: family, hint: 'eastAsia' };
  return { font, size: halfPoints(points), color: '000000' };
}

/** Ids of the paragraph styles that are no headings. */
export const wordStyles = {
  body: 'ReportBody',
  notice: 'ReportNotice',
  note: 'ReportNote',
  term: 'ReportTerm',
  caption: 'ReportCaption',
  cell: 'ReportCell',
  head: 'ReportHead',
  pageNumber: 'ReportPageNumber',
} as const;

/** Styles that stand on lines of their own, not on those of the page's grid. */
export const offGrid: readonly string[] = [
  'Title',
  ...Object.values(wordStyles).filter((id) => id !== wordStyles.body),
];

/** Headings are Word's own, so that they are in its navigation pane and its tables of contents. */
export function stylesOf(style: ReportStyle): IStylesOptions {
  const line = twips(pitchOf(style).line);
  const { points } = style.text.body;
  // A grid of characters is read differently from program to program; letters this much closer fill its lines alike.
  const gridded = { characterSpacing: Math.floor((pitchOf(style).character - points) * 20) };
  const indent = { firstLineChars: 200, firstLine: twips(points * 2) };
  const exact = { line, lineRule: LineRuleType.EXACT, before: 0, after: 0 };
  const single = { line: 240, lineRule: LineRuleType.AUTO, before: 0, after: 0 };
  const own = (
    id: string,
    name: string,
    role: TextRole,
    paragraph: NonNullable<IParagraphStyleOptions['paragraph']>,
  ): IParagraphStyleOptions => ({ id, name, basedOn: 'Normal', run: runOf(style, role), paragraph });
  return {
    default: {
      document: { run: { ...runOf(style, 'body'), language: { value: 'zh-CN', eastAsia: 'zh-CN' } } },
      title: {
        run: { ...runOf(style, 'title'), bold: false },
        paragraph: {
          alignment: AlignmentType.CENTER,
          spacing: { line: twips(style.text.title.points * 1.5), lineRule: LineRuleType.EXACT, after: line },
          outlineLevel: 0,
          keepNext: true,
        },
      },
      heading1: {
        run: { ...runOf(style, 'section'), ...gridded, bold: false },
        paragraph: { spacing: exact, indent, keepNext: true, outlineLevel: 1 },
      },
      heading2: {
        run: { ...runOf(style, 'subsection'), ...gridded, bold: false },
        paragraph: { spacing: exact, indent, keepNext: true, outlineLevel: 2 },
      },
    },
    paragraphStyles: [
      {
        ...own(wordStyles.body, '报告正文', 'body', {
          spacing: exact,
          indent,
          alignment: AlignmentType.BOTH,
        }),
        run: { ...runOf(style, 'body'), ...gridded },
      },
      own(wordStyles.notice, '报告声明', 'caption', {
        alignment: AlignmentType.CENTER,
        spacing: { ...single, after: twips(points) },
      }),
      own(wordStyles.note, '报告注', 'note', { spacing: { ...single, before: 80, after: 0 } }),
      own(wordStyles.term, '报告附录条目', 'tableHead', {
        spacing: { ...single, before: 200 },
        keepNext: true,
      }),
      own(wordStyles.caption, '报告题注', 'caption', {
        alignment: AlignmentType.CENTER,
        spacing: { ...single, before: 160, after: 100 },
      }),
      own(wordStyles.cell, '报告表格', 'table', { spacing: single }),
      own(wordStyles.head, '报告表头', 'tableHead', { spacing: single, alignment: AlignmentType.CENTER }),
      own(wordStyles.pageNumber, '报告页码', 'pageNumber', { spacing: single }),
    ],
  };
}
