import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildReport, CheckResult, LastAttempt } from './build-report.ts';
import { currentSchema } from './build-report.ts';
import { readJson, settle, writeJson, type Home } from './home.ts';

/**
 * Puts a finished build in its place and makes it the served one. The rename of current.json is the moment of
 * publishing; file and report are durable before it.
 */
export async function publish(
  home: Home,
  building: string,
  report: BuildReport,
  at: Date,
  keepBuilds: number,
): Promise<void> {
  await settle(building, home.buildFile(report.id));
  await writeJson(home.buildReport(report.id), report);
  await writeJson(home.currentBuild, { build: report.id, publishedAt: at.toISOString() });
  const attempt: LastAttempt = {
    state: 'published',
    at: at.toISOString(),
    message: `构建 ${report.id} 已发布`,
    failedChecks: [],
  };
  await writeJson(home.lastAttempt, attempt);
  await pruneBuilds(home, keepBuilds);
}

/** Remembers that a build did not come through; the served one stays. */
export async function noteFailure(
  home: Home,
  at: Date,
  message: string,
  failedChecks: readonly CheckResult[],
): Promise<void> {
  const attempt: LastAttempt = {
    state: 'failed',
    at: at.toISOString(),
    message,
    failedChecks: [...failedChecks],
  };
  await writeJson(home.lastAttempt, attempt);
}

/** Keeps the newest builds and the served one; a build without its file or report goes too. */
export async function pruneBuilds(home: Home, keepBuilds: number): Promise<readonly string[]> {
  const { build: current } = currentSchema.parse(await readJson(home.currentBuild));
  const names = await readdir(home.warehouse);
  const builds = [
    ...new Set(names.flatMap((name) => /^warehouse-(.+?)\.(?:duckdb(?:\.wal)?|json)$/.exec(name)?.[1] ?? [])),
  ].sort();
  const kept = new Set([...builds.slice(-keepBuilds), current]);
  const gone = builds.filter((name) => !kept.has(name));
  for (const build of gone)
    for (const file of [home.buildFile(build), `${home.buildFile(build)}.wal`, home.buildReport(build)])
      await rm(file, { force: true });
  for (const stray of names.filter((name) => name.endsWith('.tmp')))
    await rm(join(home.warehouse, stray), { force: true });
  return gone;
}
