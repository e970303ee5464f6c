import { dimensionNames, dimensions } from '../../../warehouse/metrics/definition.ts';
import type { Block, Figure, Provenance, ReportDocument } from '../document.ts';
import { emWidth, type GridColumn, type GridRow } from './grid-layout.ts';

/** What is printed, in order: a format has to know these and nothing else of a report. */
export type PrintedBlock =
  | { readonly kind: 'title'; readonly lines: readonly string[] }
  | { readonly kind: 'section' | 'subsection' | 'paragraph' | 'notice' | 'note'; readonly text: string }
  | {
      readonly kind: 'grid';
      readonly caption: string;
      readonly columns: readonly GridColumn[];
      readonly rows: readonly GridRow[];
    }
  | { readonly kind: 'chart'; readonly caption: string; readonly svg: string }
  | { readonly kind: 'definition'; readonly term: string; readonly lines: readonly string[] }
  /** What follows begins on a page of its own. */
  | { readonly kind: 'appendix'; readonly text: string };

/** Files named for a metric; the rest is counted, and whole in the workbook. */
const shownFiles = 8;
/** A title longer than this (em) is broken before its brackets: the period stays whole. */
const titleEm = 18;
const levels = { 2: 'section', 3: 'subsection' } as const;

/** A heading with a unit is broken before it. */
const headLines = (head: string): readonly string[] => {
  const [, name = head, unit] = /^(.+?)(（[^（）]+）)$/.exec(head) ?? [];
  return unit === undefined ? [head] : [name, unit];
};

function titleLines(text: string): readonly string[] {
  const [, name = text, period] = /^(.+)(（[^（）]+）)$/.exec(text) ?? [];
  return period === undefined || emWidth(text) <= titleEm ? [text] : [name, period];
}

function listGrid({ caption, heads, rows, printed }: Block & { kind: 'list' }): PrintedBlock {
  return {
    kind: 'grid',
    caption,
    columns: printed.columns.map((at) => ({
      isNumeric: rows.every((row) => row[at]?.unit !== null),
      head: headLines(heads[at] ?? ''),
    })),
    rows: printed.groups.flatMap(({ title, rows: own }) => [
      { isTotal: false, isGroup: true, cells: [title] },
      ...own.map((at) => ({
        isTotal: false,
        cells: printed.columns.map((column) => rows[at]?.[column]?.text ?? ''),
      })),
    ]),
  };
}

function blockOf(block: Block): PrintedBlock {
  switch (block.kind) {
    case 'heading':
      return block.level === 1
        ? { kind: 'title', lines: titleLines(block.text) }
        : { kind: levels[block.level], text: block.text };
    case 'paragraph':
    case 'note':
      return { kind: block.kind, text: block.text };
    case 'item':
      return { kind: 'paragraph', text: `· ${block.text}` };
    case 'chart':
      return block;
    case 'list':
      return listGrid(block);
    case 'table':
      return {
        kind: 'grid',
        caption: block.caption,
        columns: [
          { isNumeric: false, head: [block.label] },
          ...block.columns.map(({ title }) => ({ isNumeric: true, head: headLines(title) })),
        ],
        rows: block.rows.map(({ label, isTotal, cells }) => ({
          isTotal,
          cells: [label, ...cells.map(({ text }) => text)],
        })),
      };
  }
}

const filterText = (names: Readonly<Record<string, string>>): string =>
  Object.entries(names)
    .map(([name, value]) => {
      const dimension = dimensions.find((known) => known === name);
      return `${dimension === undefined ? name : dimensionNames[dimension]} ${value}`;
    })
    .join('，');

function figuresGrid(figures: readonly Figure[]): PrintedBlock {
  const isFiltered = figures.some(({ filters }) => Object.keys(filters).length > 0);
  const heads = ['指标', '文中', '时期', ...(isFiltered ? ['范围'] : [])];
  return {
    kind: 'grid',
    caption: '文中的数',
    columns: heads.map((head) => ({ isNumeric: false, isWhole: head === '时期', head: [head] })),
    rows: figures.map(({ metric, text, months, names }) => ({
      isTotal: false,
      cells: [metric.name, text, months, ...(isFiltered ? [filterText(names)] : [])],
    })),
  };
}

function sourcesOf({ files }: Provenance): string {
  const named = files
    .slice(0, shownFiles)
    .map(({ fileName, sha256 }) => `${fileName}（${sha256.slice(0, 12)}）`);
  const more = files.length > shownFiles ? `，等 ${files.length} 个文件，全部见 Excel 附录` : '';
  return files.length === 0 ? '这一时期没有文件' : `${named.join('、')}${more}`;
}

/** Every metric with its definition; files that were named for one before are not named again. */
function definitionsOf(appendix: readonly Provenance[]): readonly PrintedBlock[] {
  const firsts = new Map<string, string>();
  return appendix.map((one) => {
    const { metric, files } = one;
    const key = JSON.stringify(files);
    const first = files.length === 0 ? undefined : firsts.get(key);
    if (first === undefined) firsts.set(key, metric.name);
    const sources = first === undefined ? sourcesOf(one) : `同“${first}”`;
    const definition = metric.definition.replace(/^口径为/, '');
    return {
      kind: 'definition',
      term: `${metric.name}（${metric.id}）`,
      lines: [`口径：${definition}`, `公式：${metric.formula}`, `来源：${sources}`],
    };
  });
}

/** What every printed format is made of; nothing in it depends on when it is made. */
export interface PrintedReport {
  readonly title: string;
  /** When its build was made: an instant, and the day in the offices' time. */
  readonly madeAt: string;
  readonly madeOn: string;
  readonly blocks: readonly PrintedBlock[];
}

const minute = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});
const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/** Paper is what a template says it is; a screen has room for everything. */
export type Medium = 'paper' | 'screen';

export function printedReport(report: ReportDocument, medium: Medium): PrintedReport {
  return {
    title: `${report.title} ${report.months}`,
    madeAt: report.builtAt,
    madeOn: day.format(new Date(report.builtAt)),
    blocks: printedBlocks(report, medium),
  };
}

/** A report as it is printed: its text, and an appendix with each figure's definition, build and source files. */
function printedBlocks(report: ReportDocument, medium: Medium): readonly PrintedBlock[] {
  const { months, build, builtAt, asOf, isSample, unchanged, blocks, figures, appendix } = report;
  const facts = [
    `时期：${months}`,
    `数据截至：${asOf ?? '—'}`,
    `构建：${build}，${minute.format(new Date(builtAt))}（北京时间）`,
  ];
  const body: readonly PrintedBlock[] = [
    ...(isSample ? [{ kind: 'notice', text: '示例数据：不是真实的财政数据' } as const] : []),
    ...blocks.map(blockOf),
    {
      kind: 'note',
      text: `“基本持平”指相差不超过${(unchanged * 100).toFixed(1)}个百分点（含）。金额由元换算，四舍五入。`,
    },
  ];
  if (medium === 'paper' && report.appendixPlace === 'apart')
    return [
      ...body,
      { kind: 'note', text: `各数的口径、公式和来源文件见本报告的网页和工作簿；构建 ${build}。` },
    ];
  return [
    ...body,
    { kind: 'appendix', text: '附录' },
    ...facts.map((text) => ({ kind: 'note', text }) as const),
    figuresGrid(figures),
    ...definitionsOf(appendix),
  ];
}
