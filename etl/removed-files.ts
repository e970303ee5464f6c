import { join } from 'node:path';
import { z } from 'zod';
import { readJson, type Home } from '../warehouse/home.ts';

/**
 * `archive/removed/<sha256>.json`: a file that was taken out of the archive by policy. The receipts of its deliveries
 * and the rows they gave back stay.
 */
export const removedFileSchema = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  fileName: z.string(),
  bytes: z.int().nonnegative(),
  /** The deliveries it came in, or was the descriptor of; all of them refused. */
  deliveries: z.array(z.string()),
  removedAt: z.iso.datetime(),
  /** The policy of that day: how long refused files were kept. */
  keptDays: z.int().positive(),
});
export type RemovedFile = z.infer<typeof removedFileSchema>;

export const removedNote = (home: Home, sha256: string): string => join(home.removedFiles, `${sha256}.json`);

/** The note of a file that was removed by policy; null: it never was. It may have been delivered again since. */
export async function findRemoved(home: Home, sha256: string): Promise<RemovedFile | null> {
  const note = await readJson(removedNote(home, sha256));
  return note === null ? null : removedFileSchema.parse(note);
}

/** Why an archived file is not there, in words for a person. */
export async function missingFileText(
  home: Home,
  {
    delivery,
    fileName,
    sha256,
  }: { readonly delivery: string; readonly fileName: string; readonly sha256: string },
): Promise<string> {
  const removed = await findRemoved(home, sha256);
  return removed === null
    ? `归档里缺少第 ${delivery} 号交付的文件（${fileName}）；请从备份的 home/archive/files 取回`
    : `第 ${delivery} 号交付的文件（${fileName}）已于 ${removed.removedAt.slice(0, 10)} 按策略清理（拒收的文件保留 ${removed.keptDays} 天）`;
}
