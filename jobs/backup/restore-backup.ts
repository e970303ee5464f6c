import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { describeTables } from '../../warehouse/build.ts';
import { DuckDbEngine } from '../../warehouse/connection.ts';
import type { Home } from '../../warehouse/home.ts';
import { TaskFailure } from '../job.ts';
import { copyHashed } from './copy-checked.ts';
import { backupsIn, homeFolder, readManifest, type Manifest } from './manifest.ts';

export interface Restored {
  readonly backup: string;
  readonly manifest: Manifest;
  /** Files whose content is not what the manifest says, or that are missing; they were left out. */
  readonly damaged: readonly string[];
  /** Tables of the restored build that are not what they were. */
  readonly differing: readonly string[];
  /** Whether the backup's build is served again; otherwise `cockpit rebuild` makes one from the archive. */
  readonly isServed: boolean;
}

/** A backup: the folder itself, or the newest of a folder of backups. @throws TaskFailure */
export async function findBackup(given: string): Promise<{ backup: string; manifest: Manifest }> {
  const place = resolve(given);
  const newest = (await backupsIn(place)).at(-1);
  const backup = newest === undefined ? place : join(place, newest);
  const manifest = await readManifest(backup).catch((cause: unknown) => {
    throw new TaskFailure(`备份 ${backup} 的清单无法读取；请换一个备份`, { cause });
  });
  if (manifest === null)
    throw new TaskFailure(`${place} 不是备份：里面没有 manifest.json，也没有以时间命名的备份`);
  return { backup, manifest };
}

/**
 * Makes a home from a backup, every file checked against its sum, and compares the tables of its build. The home must
 * be empty. `current.json` comes last: nothing is served before all is well.
 * @throws TaskFailure
 */
export async function restoreBackup(given: string, home: Home): Promise<Restored> {
  const { backup, manifest } = await findBackup(given);
  const present = await readdir(home.root).catch(() => []);
  if (present.length > 0)
    throw new TaskFailure(
      `数据目录 ${home.root} 不是空的，不能恢复到里面；请先把它移走，或用 COCKPIT_HOME 换一个目录`,
    );
  const current = 'warehouse/current.json';
  const damaged: string[] = [];
  const from = (path: string) => join(backup, homeFolder, path);
  const arriving = join(home.root, 'scratch', 'restoring');
  for (const { path, sha256 } of manifest.files) {
    if (path === current) continue;
    const target = join(home.root, path);
    const copied = await copyHashed(from(path), arriving).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    });
    if (copied?.sha256 !== sha256) {
      damaged.push(path);
      continue;
    }
    await mkdir(dirname(target), { recursive: true });
    await rename(arriving, target);
  }
  await rm(arriving, { force: true });
  const differing = await differingTables(home, manifest, damaged);
  const isServed = manifest.build !== null && differing.length === 0;
  if (isServed) {
    await copyHashed(from(current), arriving);
    await rename(arriving, home.currentBuild);
  }
  await home.prepare();
  return { backup, manifest, damaged, differing, isServed };
}

/** Names of tables that are not, in the restored build, what the manifest says; all of them when it cannot be opened. */
async function differingTables(
  home: Home,
  { build, tables }: Manifest,
  damaged: readonly string[],
): Promise<readonly string[]> {
  if (build === null) return [];
  const names = tables.map(({ name }) => name);
  if (damaged.some((path) => path.startsWith(`warehouse/warehouse-${build}.`))) return names;
  const engine = await DuckDbEngine.open(home.buildFile(build), { readOnly: true });
  try {
    const found = new Map(
      (await engine.using(describeTables)).map(({ name, rows, hash }) => [name, `${rows} ${hash}`]),
    );
    return tables.filter(({ name, rows, hash }) => found.get(name) !== `${rows} ${hash}`).map((t) => t.name);
  } finally {
    engine.close();
  }
}
