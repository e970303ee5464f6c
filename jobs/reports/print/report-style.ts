import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** A style that cannot be used; the message says which file, and what was expected. */
export class StyleError extends Error {
  override readonly name = 'StyleError';
}

const millimetres = z.number().positive().max(1_000);
const faceNames = ['xiaobiaosong', 'fangsong', 'heiti', 'kaiti', 'songti'] as const;
const textSchema = z.strictObject({
  face: z.enum(faceNames),
  /** 1 point = 1/72 inch; 二号 22, 三号 16, 四号 14, 小四 12, 五号 10.5. */
  points: z.number().min(5).max(72),
});
const faceSchema = z.strictObject({
  /** The first is what is asked for, the others stand in for it, in this order. */
  families: z.array(z.string().min(1)).min(1),
  /** Of a family with several weights; one with a single weight is used as it is. */
  weight: z.int().min(100).max(900),
});

/** What a printed report looks like, `<name>.json`. */
export const reportStyleSchema = z
  .strictObject({
    name: z.string().min(1),
    page: z.strictObject({
      width: millimetres,
      height: millimetres,
      top: millimetres,
      /** On the side that is bound: left on odd pages, right on even ones. */
      binding: millimetres,
      textWidth: millimetres,
      textHeight: millimetres,
      /** From the last line to the page number. */
      pageNumberBelow: millimetres,
    }),
    /** Lines of a page and characters of a line, of the body's size. */
    grid: z.strictObject({ lines: z.int().min(5).max(100), characters: z.int().min(5).max(100) }),
    faces: z.strictObject({
      xiaobiaosong: faceSchema,
      fangsong: faceSchema,
      heiti: faceSchema,
      kaiti: faceSchema,
      songti: faceSchema,
    }),
    text: z.strictObject({
      title: textSchema,
      section: textSchema,
      subsection: textSchema,
      body: textSchema,
      caption: textSchema,
      table: textSchema,
      tableHead: textSchema,
      note: textSchema,
      pageNumber: textSchema,
    }),
  })
  .refine(
    ({ page }) => page.binding + page.textWidth < page.width && page.top + page.textHeight < page.height,
    { path: ['page'], message: '版心加页边应小于纸张' },
  );
export type ReportStyle = z.infer<typeof reportStyleSchema>;
export type TextRole = keyof ReportStyle['text'];

const own = join(import.meta.dirname, '..', 'styles');
export const defaultStyle = 'gb-t-9704';

const namesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder).catch(() => [])).flatMap((name) => /^([\w-]+)\.json$/.exec(name)?.[1] ?? []);

/**
 * A style by its name: the office's own, which takes the place of ours, or one that comes with the house.
 * @throws StyleError
 */
export async function loadStyle(name: string, officeFolder: string): Promise<ReportStyle> {
  const office = await namesIn(officeFolder);
  const known = [...new Set([...(await namesIn(own)), ...office])].sort();
  if (!known.includes(name)) throw new StyleError(`没有版式“${name}”；可用的版式：${known.join('、')}`);
  const file = join(office.includes(name) ? officeFolder : own, `${name}.json`);
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new StyleError(`版式 ${file} 无法读取：${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = reportStyleSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.')}：${message}`);
  throw new StyleError(`版式 ${file} 不合要求：${issues.join('；')}`);
}

export const pointsOf = (mm: number): number => (mm * 72) / 25.4;

/** Points between two lines of the grid, and between two characters of it. */
export function pitchOf({ page, grid }: ReportStyle): { readonly line: number; readonly character: number } {
  return {
    line: pointsOf(page.textHeight) / grid.lines,
    character: pointsOf(page.textWidth) / grid.characters,
  };
}
