import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { buildReportSchema } from '../../warehouse/build-report.ts';
import { readJson } from '../../warehouse/home.ts';

/** `manifest.json` of a backup, written last: without it there is no backup. */
export const manifestSchema = z.object({
  version: z.literal(1),
  madeAt: z.iso.datetime(),
  /** The build that was served, and its tables; null: there was none. */
  build: z.string().nullable(),
  tables: buildReportSchema.shape.tables,
  files: z.array(
    z.object({
      /** From the home, with `/`. */
      path: z.string(),
      bytes: z.int().nonnegative(),
      sha256: z.string(),
      /** Of the original, to tell what has not changed. */
      mtimeMs: z.number(),
    }),
  ),
});
export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestFile = Manifest['files'][number];

export const manifestName = 'manifest.json';
/** Below a backup: the home as it was, file by file, so that copying it back by hand works too. */
export const homeFolder = 'home';

/** `20261103T013000Z` */
export const backupStamp = (at: Date): string => at.toISOString().replace(/[-:]|\.\d{3}/g, '');
const stampPattern = /^\d{8}T\d{6}Z$/;

/** The backups of a folder, the oldest first. */
export async function backupsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => stampPattern.test(name)).sort();
}

/** @throws when it is there and cannot be read */
export async function readManifest(backup: string): Promise<Manifest | null> {
  const read = await readJson(join(backup, manifestName));
  return read === null ? null : manifestSchema.parse(read);
}
