import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { currentSchema } from '../../warehouse/build-report.ts';
import { readJson, type Home } from '../../warehouse/home.ts';

/**
 * The files of a home that a backup holds, from the home, with `/`: everything but locks, work in progress and the
 * builds that are not served. Batches could be made again from the archive; they are held so that a restored home
 * works at once.
 */
export async function homeFiles(home: Home): Promise<{ files: readonly string[]; build: string | null }> {
  const current = currentSchema.safeParse(await readJson(home.currentBuild).catch(() => null));
  const build = current.success ? current.data.build : null;
  const served = new Set(build === null ? [] : [`warehouse-${build}.duckdb`, `warehouse-${build}.json`]);
  const entries = await readdir(home.root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(home.root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !/^(?:scratch|jobs\/locks)\/|(?:^|\/)[^/]*\.(?:lock|wal|tmp)$/.test(path))
    .filter((path) => {
      const name = /^warehouse\/(warehouse-[^/]+)$/.exec(path)?.[1];
      return name === undefined || served.has(name);
    })
    .sort();
  return { files, build };
}
