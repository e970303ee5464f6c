import { link, mkdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { buildReportSchema } from '../../warehouse/build-report.ts';
import { readJson, writeJson, type Home } from '../../warehouse/home.ts';
import { asOnlyWriter } from '../../warehouse/writer-lock.ts';
import { TaskFailure } from '../job.ts';
import { copyHashed } from './copy-checked.ts';
import { homeFiles } from './home-files.ts';
import {
  backupStamp,
  backupsIn,
  homeFolder,
  manifestName,
  readManifest,
  type Manifest,
  type ManifestFile,
} from './manifest.ts';

export interface BackupOptions {
  readonly home: Home;
  /** Where the backups are, each in a folder of its own. */
  readonly folder: string;
  readonly clock: () => Date;
  readonly signal?: AbortSignal;
}

export interface BackupDone {
  readonly path: string;
  readonly manifest: Manifest;
  /** Bytes that were copied; the rest is shared with the backup before. */
  readonly copied: number;
}

/**
 * Backs a home up as its only writer, so that what is copied belongs together. Files that have not changed since the
 * backup before are hard links to it: a backup is whole by itself and costs what is new. It gets its name when it is
 * complete.
 * @throws TaskFailure when the archive is damaged (the backup is made all the same), or when it is told to stop
 */
export async function takeBackup({ home, folder, clock, signal }: BackupOptions): Promise<BackupDone> {
  const place = resolve(folder);
  if (place === home.root || place.startsWith(home.root + sep))
    throw new TaskFailure(`备份目录 ${place} 在数据目录里面；请放到别处，最好是另一块磁盘`);
  await mkdir(place, { recursive: true });
  const at = clock();
  const path = join(place, backupStamp(at));
  const making = join(place, `.making-${process.pid}`);
  await rm(making, { recursive: true, force: true });
  try {
    const done = await asOnlyWriter(home, () => copyHome(home, place, making, at, signal));
    await rename(making, path);
    const damaged = damagedArchive(done.manifest.files);
    if (damaged.length > 0)
      throw new TaskFailure(
        `归档里有 ${damaged.length} 个文件与接收时的校验和不符：${damaged.slice(0, 5).join('、')}；备份已做（${path}），请从更早的备份取回这些文件`,
        { outputs: { path, damaged } },
      );
    return { path, ...done };
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

async function copyHome(
  home: Home,
  folder: string,
  making: string,
  at: Date,
  signal: AbortSignal | undefined,
): Promise<{ manifest: Manifest; copied: number }> {
  const { files, build } = await homeFiles(home);
  const newest = (await backupsIn(folder)).at(-1);
  const before = newest === undefined ? null : join(folder, newest);
  const known = before === null ? null : await readManifest(before).catch(() => null);
  const earlier = new Map(known?.files.map((file) => [file.path, file]));
  const facts = await Promise.all(files.map((path) => stat(join(home.root, path))));
  await requireSpace(
    folder,
    facts.reduce((sum, { size, mtimeMs }, index) => {
      const same = earlier.get(files[index] ?? '');
      return same?.bytes === size && same.mtimeMs === mtimeMs ? sum : sum + size;
    }, 0),
  );
  const held: ManifestFile[] = [];
  let copied = 0;
  for (const [index, path] of files.entries()) {
    if (signal?.aborted) throw new TaskFailure('备份被要求停止；没有做完的备份已删除');
    const { size, mtimeMs } = facts[index] ?? { size: 0, mtimeMs: 0 };
    const target = join(making, homeFolder, path);
    const same = earlier.get(path);
    const isSame = same?.bytes === size && same.mtimeMs === mtimeMs;
    if (isSame && before !== null && (await linked(join(before, homeFolder, path), target))) {
      held.push(same);
      continue;
    }
    const { sha256, bytes } = await copyHashed(join(home.root, path), target);
    held.push({ path, bytes, sha256, mtimeMs });
    copied += bytes;
  }
  const report = build === null ? null : buildReportSchema.parse(await readJson(home.buildReport(build)));
  const manifest: Manifest = {
    version: 1,
    madeAt: at.toISOString(),
    build,
    tables: report?.tables ?? [],
    files: held,
  };
  await writeJson(join(making, manifestName), manifest);
  return { manifest, copied };
}

/** Shares a file with the backup before; false where the disk cannot, or it is gone. */
async function linked(from: string, to: string): Promise<boolean> {
  await mkdir(dirname(to), { recursive: true });
  return link(from, to).then(
    () => true,
    () => false,
  );
}

async function requireSpace(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const mb = (n: number) => `${Math.ceil(n / 2 ** 20)} MB`;
  if (free < bytes)
    throw new TaskFailure(
      `备份目录 ${folder} 的磁盘空间不够：要写 ${mb(bytes)}，只剩 ${mb(free)}；请清理旧备份或换一块磁盘（COCKPIT_BACKUP_DIR）`,
    );
}

/** Archived files whose content is not what their folder is named for. */
function damagedArchive(files: readonly ManifestFile[]): readonly string[] {
  return files.flatMap(({ path, sha256 }) => {
    const named = /^archive\/files\/([\da-f]{64})\//.exec(path)?.[1];
    return named === undefined || named === sha256 ? [] : [path];
  });
}
