import { z } from 'zod';

/** A template that cannot be used; the message says which line, and what was expected. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

const headSchema = z.strictObject({
  title: z.string().min(1),
  /** Changes of at most this share read 基本持平; the report says so. */
  unchanged: z.coerce.number().min(0).max(0.2).default(0.005),
});

export const figureKinds = ['value', 'growth', 'gap'] as const;
export type FigureKind = (typeof figureKinds)[number];

/** The months a reference speaks of: the report's own, from January to its last, or all there are to its last. */
export const spans = ['period', 'ytd', 'history'] as const;
export type Span = (typeof spans)[number];

export interface FigureReference {
  readonly kind: FigureKind;
  readonly metric: string;
  readonly span: Span;
  readonly filters: Readonly<Record<string, string>>;
}

export type Part =
  | { readonly text: string }
  | { readonly figure: FigureReference }
  | { readonly name: 'period' | 'ytd' | 'as_of' };

export type TemplateBlock =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly parts: readonly Part[] }
  | { readonly kind: 'paragraph' | 'item'; readonly parts: readonly Part[] }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly by: string;
      readonly span: Span;
      readonly filters: Readonly<Record<string, string>>;
      readonly metrics: readonly string[];
    }
  | {
      readonly kind: 'chart';
      readonly chart: 'cumulative';
      readonly caption: string;
      readonly metric: string;
    };

export interface Template {
  readonly id: string;
  readonly title: string;
  readonly unchanged: number;
  readonly blocks: readonly TemplateBlock[];
}

/**
 * Reads a template: a head between `---` lines, then headings (`#`, `##`), paragraphs, items (`- `), and
 *
 * ```
 * {{value METRIC span=ytd area=330302}}   {{growth METRIC}}   {{gap METRIC}}   {{period}} {{ytd}} {{as_of}}
 * ::table CAPTION | by=area span=ytd | METRIC, METRIC
 * ::chart cumulative CAPTION | METRIC
 * ```
 * @throws TemplateError
 */
export function parseTemplate(id: string, text: string): Template {
  const lines = text.replace(/\r\n/g, '\n').split('\n');
  const end = lines.indexOf('---', 1);
  if (lines[0] !== '---' || end === -1)
    throw new TemplateError(`模板 ${id} 的开头应为两行 --- 之间的 title: …`);
  const head = Object.fromEntries(
    lines.slice(1, end).map((line) => {
      const [name = '', ...rest] = line.split(':');
      return [name.trim(), rest.join(':').trim()];
    }),
  );
  const parsed = headSchema.safeParse(head);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new TemplateError(
      `模板 ${id} 开头的 ${issue?.path.join('.') ?? ''} 无法使用：${issue?.message ?? ''}`,
    );
  }
  const blocks: TemplateBlock[] = [];
  let paragraph = '';
  const where = (index: number) => `模板 ${id} 第 ${index + 1} 行`;
  for (const [index, line] of lines.entries()) {
    if (index <= end) continue;
    const isBreak = line.trim() === '' || /^(#|- |::)/.test(line);
    if (isBreak && paragraph !== '') {
      blocks.push({ kind: 'paragraph', parts: partsOf(paragraph, where(index - 1)) });
      paragraph = '';
    }
    if (isBreak) blocks.push(...blockOf(line, where(index)));
    else paragraph += line.trim();
  }
  if (paragraph !== '')
    blocks.push({ kind: 'paragraph', parts: partsOf(paragraph, where(lines.length - 1)) });
  return { id, ...parsed.data, blocks };
}

function blockOf(line: string, where: string): readonly TemplateBlock[] {
  if (line.trim() === '') return [];
  const heading = /^(##?) (.+)$/.exec(line);
  if (heading)
    return [{ kind: 'heading', level: heading[1] === '#' ? 1 : 2, parts: partsOf(heading[2] ?? '', where) }];
  if (line.startsWith('- ')) return [{ kind: 'item', parts: partsOf(line.slice(2).trim(), where) }];
  const [, kind = '', rest = ''] = /^::(\w+) (.+)$/.exec(line) ?? [];
  const fields = rest.split('|').map((field) => field.trim());
  if (kind === 'table' && fields.length === 3) {
    const [caption = '', options = '', metrics = ''] = fields;
    const { by, span, filters } = optionsOf(options.split(/\s+/), where);
    if (by === null) throw new TemplateError(`${where}：表格要写明 by=维度`);
    return [
      { kind: 'table', caption, by, span, filters, metrics: metrics.split(',').map((id) => id.trim()) },
    ];
  }
  const chart = /^cumulative (.+)$/.exec(fields[0] ?? '');
  if (kind === 'chart' && chart && fields.length === 2)
    return [{ kind: 'chart', chart: 'cumulative', caption: chart[1] ?? '', metric: fields[1] ?? '' }];
  throw new TemplateError(
    `${where}：“${line}”无法识别；应为标题（#、##）、段落、- 条目、::table 标题 | by=… | 指标 或 ::chart cumulative 标题 | 指标`,
  );
}

function partsOf(text: string, where: string): readonly Part[] {
  return text.split(/(\{\{[^}]*\}\})/).flatMap((part): readonly Part[] => {
    const inner = /^\{\{\s*(.*?)\s*\}\}$/.exec(part)?.[1];
    if (inner === undefined) return part === '' ? [] : [{ text: part }];
    if (inner === 'period' || inner === 'ytd' || inner === 'as_of') return [{ name: inner }];
    const [word = '', metric = '', ...options] = inner.split(/\s+/);
    const kind = figureKinds.find((known) => known === word);
    if (kind === undefined || metric === '')
      throw new TemplateError(`${where}：“${part}”无法识别；应为 {{${figureKinds.join('|')} 指标 span=ytd}}`);
    const { span, filters } = optionsOf(options, where);
    return [{ figure: { kind, metric, span, filters } }];
  });
}

function optionsOf(words: readonly string[], where: string) {
  const filters: Record<string, string> = {};
  let span: Span = 'period';
  let by: string | null = null;
  for (const word of words.filter((option) => option !== '')) {
    const [name = '', value = ''] = word.split('=');
    if (name === '' || value === '') throw new TemplateError(`${where}：“${word}”应写作 名称=值`);
    if (name === 'by') by = value;
    else if (name !== 'span') filters[name] = value;
    else {
      const known = spans.find((one) => one === value);
      if (known === undefined) throw new TemplateError(`${where}：span 只能是 ${spans.join('、')}`);
      span = known;
    }
  }
  return { span, by, filters };
}
