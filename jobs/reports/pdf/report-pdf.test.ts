import { beforeAll, expect, test } from 'vitest';
import { firstMissing, pdfPages, printedTexts, unspaced } from '../../../tests/fixtures/written-text.ts';
import type { PrintedBlock } from '../print/printed-blocks.ts';
import { reportFonts, type ReportFonts } from '../print/report-fonts.ts';
import { defaultStyle, loadStyle, type ReportStyle } from '../print/report-style.ts';
import { reportPdf } from './report-pdf.ts';

/** Of place names here: 规范汉字 of the rare levels, extension A, and supplementary planes. */
const rare = '瓯泗塍埭岙㘭垟濂蕹堍硐峃湫嵊礐磜墘圳漈㙦㟃㠇䢺䣘𠙶𡐓𡎚𠳐𣲗𣲘𤩽𬇕𬒗𬜬𨙸𥔲';
let style: ReportStyle;
let fonts: ReportFonts;
beforeAll(async () => {
  style = await loadStyle(defaultStyle, '/none');
  fonts = await reportFonts('/none');
});

const made = (blocks: readonly PrintedBlock[]) =>
  reportPdf({ title: '报告', madeAt: '2026-11-03T02:00:00Z', madeOn: '2026-11-03', blocks }, style, fonts);

test('rare characters of place names are there in every face, and can be selected', async () => {
  const blocks: readonly PrintedBlock[] = [
    { kind: 'title', lines: [rare] },
    { kind: 'section', text: rare },
    { kind: 'subsection', text: rare },
    { kind: 'paragraph', text: rare },
    { kind: 'note', text: rare },
    {
      kind: 'grid',
      caption: rare,
      columns: [{ isNumeric: false, head: [rare] }],
      rows: [{ isTotal: true, cells: [rare] }],
    },
  ];
  const text = unspaced((await pdfPages(made(blocks))).join(''));
  expect(firstMissing(text, printedTexts(blocks))).toBeUndefined();
});

test('a character that no font has is refused by its name, and never left blank', () => {
  expect(() => made([{ kind: 'paragraph', text: '\u{21329}村' }])).toThrow(
    'PDF：没有一种字体有“\u{21329}”（U+21329）；把有这个字的字体（TTF 或 OTF）放进数据目录的 fonts',
  );
});

test('what a text has of the typesetter’s own marks is text, and a name without spaces stays on its page', async () => {
  const hostile = '#panic() $x$ *粗* _斜_ @ref <label> \\ // 注 `码` "引"';
  const name = 'congress.suggestions_2026_quarter3_final-final-copy-of-copy_v12.xlsx'.repeat(2);
  const [page = ''] = await pdfPages(
    made([
      { kind: 'paragraph', text: hostile },
      { kind: 'note', text: name },
    ]),
  );
  expect(unspaced(page)).toContain(unspaced(hostile));
  expect(unspaced(page)).toContain(name);
});

test('pages are numbered 「— 1 —」, and a heading of a table is on each of its pages', async () => {
  const rows = Array.from({ length: 60 }, (_, index) => ({
    isTotal: false,
    cells: [`第${index}行`, '1.00'],
  }));
  const pages = await pdfPages(
    made([
      {
        kind: 'grid',
        caption: '表',
        columns: [
          { isNumeric: false, head: ['区域'] },
          { isNumeric: true, head: ['收入', '（亿元）'] },
        ],
        rows,
      },
    ]),
  );
  expect(pages.length).toBeGreaterThan(1);
  pages.forEach((page, index) => {
    expect(unspaced(page)).toContain('区域收入（亿元）');
    expect(unspaced(page)).toContain(`—${index + 1}—`);
  });
});

const lines = (count: number): PrintedBlock[] =>
  Array.from({ length: count }, (_, at) => ({ kind: 'paragraph', text: `第${at}行` }));
const listed = {
  kind: 'grid',
  caption: '表',
  columns: [
    { isNumeric: false, head: ['情况'] },
    { isNumeric: false, head: ['单位'] },
  ],
} as const;

test('a table of few rows is on one page with its heading, wherever it comes', async () => {
  const rows = ['甲', '乙'].map((name) => ({ isTotal: false, cells: [name.repeat(200), `${name}局`] }));
  for (const above of [16, 17, 18, 19, 20, 21]) {
    const pages = (await pdfPages(made([...lines(above), { ...listed, rows }]))).map(unspaced);
    const page = pages.find((text) => text.includes('情况单位')) ?? '';
    expect(page, `${above} lines above`).toContain('甲局');
    expect(page, `${above} lines above`).toContain('乙局');
  }
});

test('a group’s line is said again on the next page, and is never alone at the end of one', async () => {
  const rows = ['甲组', '乙组'].flatMap((group) => [
    { isTotal: false, isGroup: true, cells: [group] },
    ...Array.from({ length: 4 }, (_, at) => ({ isTotal: false, cells: [`${group}${at}`.repeat(60), '局'] })),
  ]);
  for (const above of [8, 9, 10, 11, 12, 13, 14]) {
    const pages = (await pdfPages(made([...lines(above), { ...listed, rows }]))).map(unspaced);
    for (const page of pages)
      for (const group of ['甲组', '乙组'])
        expect(new RegExp(`${group}(?!\\d)`).test(page), `${above} lines above: ${page}`).toBe(
          page.includes(`${group}0`) ||
            page.includes(`${group}1`) ||
            page.includes(`${group}2`) ||
            page.includes(`${group}3`),
        );
  }
});
