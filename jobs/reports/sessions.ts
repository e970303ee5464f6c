import { z } from 'zod';
import { readJson } from '../../warehouse/home.ts';
import { TemplateError } from './template.ts';

const month = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, '应写作 2026-09');

/** A session reports are made for: of the congress, or of its standing committee. */
const sessionSchema = z
  .strictObject({
    /** Not to be taken for a month: `hy-14-36`. */
    id: z.string().regex(/^[a-z][\w-]{0,39}$/, '应以小写字母开头，只含字母、数字和连字符，如 cwh-36'),
    name: z.string().min(1),
    /** The day it opens. */
    opens: z.iso.date(),
    /** The months its reports speak of, both ends included. */
    from: month,
    to: month,
  })
  .refine(({ from, to }) => from <= to, { message: 'from 应不晚于 to' });
export type Session = z.infer<typeof sessionSchema>;

/**
 * The sessions of the office (`sessions.json`); none without the file.
 * @throws TemplateError that names the place
 */
export async function loadSessions(file: string): Promise<readonly Session[]> {
  const read = await readJson(file).catch((cause: unknown) => {
    throw new TemplateError(`${file} 不是有效的 JSON；请改正`, { cause });
  });
  if (read === null) return [];
  const parsed = z.array(sessionSchema).safeParse(read);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new TemplateError(
    `${file} 的 ${issue?.path.join('.') ?? ''} 无法使用：${issue?.message ?? ''}（每次会议写 id、name、opens、from、to）`,
  );
}
