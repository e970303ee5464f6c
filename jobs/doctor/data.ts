import { currentSchema, buildReportSchema } from '../../warehouse/build-report.ts';
import { describeTables } from '../../warehouse/build.ts';
import { DuckDbEngine } from '../../warehouse/connection.ts';
import { readJson, type Home } from '../../warehouse/home.ts';
import { readLastAttempt } from '../../warehouse/live.ts';
import { backupsIn, readManifest } from '../backup/manifest.ts';
import { join } from 'node:path';
import type { JobOverview } from '../overview.ts';
import { verifyArchive } from '../tasks/verify-archive.ts';
import { ill, mind, well, type Finding } from './finding.ts';

const dayMs = 86_400_000;
const backupMaxAgeMs = 2 * dayMs;
const some = (names: readonly string[]) => `${names.slice(0, 3).join('、')}${names.length > 3 ? ' 等' : ''}`;

/** Opens the build that is served and compares every table with what it was when it was published. */
export async function servedBuild(home: Home): Promise<Finding> {
  const subject = '当前构建';
  const mend = '请运行 cockpit build；仍不行则 cockpit rebuild，从归档重做';
  try {
    const current = await readJson(home.currentBuild);
    if (current === null) return mind(subject, '还没有构建', '请先接收数据，再运行 cockpit build');
    const { build, publishedAt } = currentSchema.parse(current);
    const report = buildReportSchema.parse(await readJson(home.buildReport(build)));
    const engine = await DuckDbEngine.open(home.buildFile(build), { readOnly: true });
    try {
      const found = new Map((await engine.using(describeTables)).map(({ name, hash }) => [name, hash]));
      const wrong = report.tables.filter(({ name, hash }) => found.get(name) !== hash);
      if (wrong.length > 0)
        return ill(
          subject,
          `${build} 有 ${wrong.length} 张表与发布时不同：${some(wrong.map((t) => t.name))}`,
          mend,
        );
      return well(subject, `${build}（发布于 ${publishedAt}），${report.tables.length} 张表与发布时一致`);
    } finally {
      engine.close();
    }
  } catch (error) {
    const why = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
    return ill(subject, `无法打开：${why}`, mend);
  }
}

export async function lastBuild(home: Home): Promise<Finding> {
  const attempt = await readLastAttempt(home);
  if (attempt === null) return mind('最近构建', '没有记录', '请运行 cockpit build');
  const found = `${attempt.at}：${attempt.message}`;
  return attempt.state === 'published'
    ? well('最近构建', found)
    : ill('最近构建', found, '大屏显示的是更早的构建；请按上面的说明改正数据后重新构建');
}

export async function archive(home: Home): Promise<Finding> {
  const { files, bytes, damaged, missing, removed } = await verifyArchive(home);
  const gone = removed > 0 ? `（另有 ${removed} 份拒收的文件已按策略清理）` : '';
  const found = `${files} 个文件、${Math.round(bytes / 2 ** 20)} MB${gone}`;
  if (damaged.length + missing.length === 0) return well('归档', `${found}，校验和全部相符`);
  return ill(
    '归档',
    `${found}；损坏 ${damaged.length} 份（${some(damaged)}），缺失 ${missing.length} 份（${some(missing)}）`,
    '请从备份的 home/archive/files 取回同名文件夹；取不回的，请部门重新报送',
  );
}

export async function backups(folder: string | undefined, at: Date): Promise<Finding> {
  const subject = '备份';
  if (folder === undefined)
    return mind(subject, '没有设置', '请把 COCKPIT_BACKUP_DIR 设为另一块磁盘上的文件夹，每晚自动备份');
  const newest = (await backupsIn(folder)).at(-1);
  if (newest === undefined) return mind(subject, `${folder} 里还没有备份`, '请运行 cockpit backup');
  const manifest = await readManifest(join(folder, newest)).catch(() => null);
  if (manifest === null) return ill(subject, `${newest} 的清单无法读取`, '请运行 cockpit backup 重新备份');
  const found = `最近 ${manifest.madeAt}，${manifest.files.length} 个文件（${folder}）`;
  return at.getTime() - Date.parse(manifest.madeAt) > backupMaxAgeMs
    ? mind(subject, found, '已超过两天；请看 cockpit jobs history --job backup')
    : well(subject, found);
}

export function jobs(all: readonly JobOverview[]): Finding {
  const wrong = all.filter(({ state }) => state === 'late' || state === 'failing');
  if (wrong.length === 0) return well('后台任务', '没有迟误，也没有失败');
  const found = wrong.map(({ job, state, lastRun }) =>
    state === 'late' ? `${job.title}迟了` : `${job.title}失败：${lastRun?.message ?? ''}`,
  );
  return mind('后台任务', found.join('；'), '请看 cockpit jobs list；确认服务（或 npm run jobs）在运行');
}
