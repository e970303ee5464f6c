import { z } from 'zod';
import { readBlock, readCondition } from './parse-blocks.ts';
import { readParts } from './parse-parts.ts';
import { metricOf } from './references.ts';
import { issueKinds } from './report-period.ts';
import { appendixPlaces, TemplateError, type Template, type TemplateBlock } from './template.ts';

const list = (text: string): string[] => text.split(',').map((word) => word.trim());

const headSchema = z.strictObject({
  title: z.string().min(1, '不能是空的'),
  unchanged: z.coerce
    .number('应为 0 到 0.2 的数')
    .min(0, '应为 0 到 0.2 的数')
    .max(0.2, '应为 0 到 0.2 的数')
    .default(0.005),
  issues: z
    .string()
    .transform(list)
    .pipe(z.array(z.enum(issueKinds, `只能是 ${issueKinds.join('、')}`)))
    .default([]),
  due: z.coerce
    .number('应为 0 到 60 的整数')
    .int('应为 0 到 60 的整数')
    .min(0, '应为 0 到 60 的整数')
    .max(60, '应为 0 到 60 的整数')
    .default(6),
  appendix: z.enum(appendixPlaces, `只能是 ${appendixPlaces.join('、')}`).default('printed'),
  needs: z.string().transform(list).default([]),
});

/** A list of blocks that is being read, and what it will belong to. */
interface Open {
  readonly where: string;
  readonly condition: ReturnType<typeof readCondition>;
  readonly then: TemplateBlock[];
  readonly otherwise: TemplateBlock[];
  isElse: boolean;
}

/**
 * Reads a template: a head between `---` lines, then headings (`#`, `##`), paragraphs, items (`- `) and blocks that
 * begin with `::`. docs/reports.md says what there is. Whatever it names is looked up here: a template that is read
 * can be filled.
 * @throws TemplateError naming the line and the word
 */
export function parseTemplate(id: string, text: string): Template {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n/g, '\n')
    .split('\n');
  const end = lines.indexOf('---', 1);
  if (lines[0] !== '---' || end === -1)
    throw new TemplateError(`模板 ${id} 的开头应为两行 --- 之间的 title: …`);
  const where = (index: number) => `模板 ${id} 第 ${index + 1} 行`;
  const { needs, ...head } = readHead(lines.slice(1, end), (index) => where(index + 1));
  const needsAt = where(lines.findIndex((line) => line.startsWith('needs')));
  return {
    id,
    ...head,
    needs: needs.map((metric) => metricOf(metric, needsAt)),
    blocks: readBlocks(lines, end + 1, where),
  };
}

function readHead(lines: readonly string[], where: (index: number) => string): z.infer<typeof headSchema> {
  const pairs = lines.map((line, index): readonly [string, string] => {
    const at = line.indexOf(':');
    if (at < 1) throw new TemplateError(`${where(index)}：“${line}”应写作 名称: 值`);
    return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  });
  const parsed = headSchema.safeParse(Object.fromEntries(pairs));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const key = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0];
  const index = pairs.findIndex(([name]) => name === key);
  const known = Object.keys(headSchema.shape).join('、');
  const why = issue?.code === 'unrecognized_keys' ? `没有这一项；可用的：${known}` : (issue?.message ?? '');
  throw new TemplateError(
    `${where(Math.max(index, 0))}，${String(key ?? '')}：${index < 0 ? '缺少这一项' : why}`,
  );
}

function readBlocks(
  lines: readonly string[],
  first: number,
  where: (index: number) => string,
): readonly TemplateBlock[] {
  const whole: TemplateBlock[] = [];
  const open: Open[] = [];
  const target = () => {
    const inner = open.at(-1);
    return inner === undefined ? whole : inner.isElse ? inner.otherwise : inner.then;
  };
  let paragraph = { text: '', at: 0 };
  const endParagraph = () => {
    if (paragraph.text !== '')
      target().push({ kind: 'paragraph', parts: readParts(paragraph.text, where(paragraph.at)) });
    paragraph = { text: '', at: 0 };
  };
  for (const [index, line] of lines.entries()) {
    if (index < first) continue;
    if (!(line.trim() === '' || /^(#|- |::)/.test(line))) {
      paragraph = { text: paragraph.text + line.trim(), at: paragraph.text === '' ? index : paragraph.at };
      continue;
    }
    endParagraph();
    const inner = open.at(-1);
    if (line.trim() === '') continue;
    if (line.startsWith('::when '))
      open.push({
        where: where(index),
        condition: readCondition(line.slice('::when '.length).trim(), where(index)),
        then: [],
        otherwise: [],
        isElse: false,
      });
    else if (line.trim() === '::else' || line.trim() === '::end') {
      if (inner === undefined || (line.trim() === '::else' && inner.isElse))
        throw new TemplateError(`${where(index)}：${line.trim()} 前面没有对应的 ::when`);
      if (line.trim() === '::else') inner.isElse = true;
      else {
        open.pop();
        const { condition, then, otherwise } = inner;
        target().push({ kind: 'when', condition, then, otherwise });
      }
    } else target().push(readBlock(line.trimEnd(), where(index)));
  }
  endParagraph();
  const left = open.at(-1);
  if (left !== undefined) throw new TemplateError(`${left.where}：::when 后面没有 ::end`);
  return whole;
}
