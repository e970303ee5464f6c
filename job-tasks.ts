import { build, homeOf, ingest, type HousekeepingDeps } from './housekeeping.ts';
import { pruneBackups } from './jobs/backup/prune-backups.ts';
import { takeBackup } from './jobs/backup/take-backup.ts';
import { RunHistory } from './jobs/history.ts';
import type { JobId } from './jobs/house-jobs.ts';
import { freshFiles, waitingFiles } from './jobs/inbox-watch.ts';
import { TaskFailure, type TaskResult } from './jobs/job.ts';
import { dueIssues, isOutOfPatience, type DueIssue } from './jobs/reports/due-issues.ts';
import { loadTemplate, templateIds } from './jobs/reports/load-templates.ts';
import { formats, ReportStore } from './jobs/reports/report-store.ts';
import { loadSessions } from './jobs/reports/sessions.ts';
import type { Template } from './jobs/reports/template.ts';
import type { Trigger } from './jobs/run.ts';
import { pruneArchive } from './jobs/tasks/prune-archive.ts';
import { verifyArchive } from './jobs/tasks/verify-archive.ts';
import { isDelivered, makeReport } from './reports.ts';
import { readReceipts } from './warehouse/deliveries.ts';
import { readJson } from './warehouse/home.ts';
import { readLastAttempt } from './warehouse/live.ts';
import { pruneBuilds } from './warehouse/publish.ts';
import { unbuiltChange } from './warehouse/unbuilt-change.ts';
import { asOnlyWriter } from './warehouse/writer-lock.ts';

export interface TaskDeps extends HousekeepingDeps {
  readonly trigger: Trigger;
  readonly signal: AbortSignal;
}

/** Runs that are kept of each job: half a year of nights, and as many files as a busy inbox sees in a month. */
const keptRuns = 500;
const mb = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`;

/** The work of the jobs, as it is done in a process of its own. */
export const jobTasks: Readonly<Record<JobId, (deps: TaskDeps) => Promise<TaskResult>>> = {
  ingest: ingestInbox,
  build: buildWhatChanged,
  reports: makeDueReports,
  backup: async (deps) => {
    const folder = deps.settings.COCKPIT_BACKUP_DIR;
    if (folder === undefined) throw new TaskFailure('没有设置 COCKPIT_BACKUP_DIR，不知道备份到哪里');
    const { path, manifest, copied } = await takeBackup({ home: homeOf(deps), folder, ...deps });
    return {
      message: `已备份 ${manifest.files.length} 个文件，新写 ${mb(copied)}（${path}）`,
      outputs: { path, files: manifest.files.length, copied },
    };
  },
  verify: async (deps) => {
    const { files, bytes, damaged, missing, removed, isComplete } = await verifyArchive(
      homeOf(deps),
      deps.signal,
    );
    const outputs = { files, bytes, damaged, missing, removed };
    if (!isComplete) throw new TaskFailure(`核对了 ${files} 个文件后被要求停止`, { outputs });
    if (damaged.length + missing.length > 0)
      throw new TaskFailure(
        `归档不完整：损坏 ${damaged.length} 份（${damaged.slice(0, 3).join('、')}），缺失 ${missing.length} 份（${missing.slice(0, 3).join('、')}）；请从备份取回`,
        { outputs },
      );
    return { message: `归档完好：${files} 个文件，${mb(bytes)}`, outputs };
  },
  prune: pruneByPolicy,
};

/**
 * The issues that are due and were not made yet, of whichever build: nothing is made twice. One that waits for a late
 * delivery is left for tomorrow, until its patience ends. A template that cannot be filled stops none.
 */
async function makeDueReports(deps: TaskDeps): Promise<TaskResult> {
  const home = homeOf(deps);
  const [made, waiting, failed]: [string[], string[], string[]] = [[], [], []];
  const told = (error: unknown) => (error instanceof Error ? error.message : String(error));
  const templates: Template[] = [];
  for (const id of await templateIds(home.templates))
    await loadTemplate(id, home.templates).then(
      (template) => templates.push(template),
      (error: unknown) => failed.push(told(error)),
    );
  const kept = (await new ReportStore(home.reports).list()).reports;
  const isMade = ({ template, period }: DueIssue) =>
    kept.some((report) => report.template === template && report.period === period);
  const due = dueIssues(templates, await loadSessions(home.sessions), deps.clock());
  for (const issue of due.filter((one) => !isMade(one))) {
    const { template, period } = issue;
    if (deps.signal.aborted) throw new TaskFailure('被要求停止；做好的报告已保存', { outputs: { made } });
    try {
      const isReady = isOutOfPatience(issue, deps.clock()) || (await isDelivered(deps, template, period));
      const request = { template, period, formats, by: '定期报告', build: null };
      if (isReady) made.push((await makeReport(deps, request)).report.id);
      else waiting.push(`${template} ${period}`);
    } catch (error) {
      failed.push(`${template} ${period}：${told(error)}`);
    }
  }
  const outputs = { made, waiting, failed };
  if (failed.length > 0)
    throw new TaskFailure(`${failed.length} 份报告没有做成：${failed.join('；')}`, { outputs });
  const late = waiting.length > 0 ? `；等待数据：${waiting.join('、')}` : '';
  return { message: `做了 ${made.length} 份到期的报告草稿${late}`, outputs };
}

/** Whether somebody asked: then what was refused before is looked at again too. */
async function ingestInbox(deps: TaskDeps): Promise<TaskResult> {
  const home = homeOf(deps);
  const earlier = deps.trigger === 'person' ? [] : await new RunHistory(home.jobs).list('ingest');
  const quietMs = deps.settings.COCKPIT_QUIET_SECONDS * 1_000;
  const at = deps.clock().getTime();
  const waiting = freshFiles(await waitingFiles(home.inbox), earlier);
  const files = waiting.filter(({ changedAt }) => at - changedAt >= quietMs);
  let faulty = 0;
  const reports = await ingest(
    deps,
    files.map(({ path }) => path),
    { signal: deps.signal, onFault: ({ kind }) => (faulty += kind === 'layout' ? 1 : 0) },
  );
  const count = (kind: string) => reports.filter(({ outcome }) => outcome.kind === kind).length;
  const [accepted, held, refused] = [count('accepted'), count('held'), count('refused')];
  const refusedPaths = new Set(
    reports.filter(({ outcome }) => outcome.kind === 'refused').map(({ file }) => file),
  );
  const left = files.filter(({ path }) => refusedPaths.has(path)).map(({ mark }) => mark);
  const outputs = { accepted, held, refused, unchanged: count('unchanged'), left };
  const message = `${reports.length} 个文件：接受 ${accepted}，暂缓 ${held}，拒收 ${refused}，未变 ${outputs.unchanged}${faulty > 0 ? `；${faulty} 个布局有误，没有使用` : ''}`;
  if (reports.length < files.length && deps.signal.aborted)
    throw new TaskFailure(`被要求停止；${message}，其余仍在收件箱`, { outputs });
  return { message, outputs };
}

async function buildWhatChanged(deps: TaskDeps): Promise<TaskResult> {
  const home = homeOf(deps);
  const isDue = unbuiltChange(await readReceipts(home), await readLastAttempt(home)) !== null;
  if (!isDue && deps.trigger !== 'person') return { message: '已经构建过了，没有新的变化', outputs: {} };
  const outcome = await build(deps);
  if (outcome.kind === 'failed')
    throw new TaskFailure(`构建失败，仍在使用原来的构建。${outcome.message}`, {
      outputs: { failedChecks: outcome.failedChecks.map(({ title }) => title) },
    });
  const { id, seconds } = outcome.report;
  return { message: `已发布构建 ${id}，${seconds.toFixed(1)} 秒`, outputs: { build: id, seconds } };
}

async function pruneByPolicy(deps: TaskDeps): Promise<TaskResult> {
  const { COCKPIT_BACKUP_DIR: folder, COCKPIT_KEEP_BACKUPS, COCKPIT_KEEP_BUILDS } = deps.settings;
  const { COCKPIT_KEEP_REFUSED_DAYS } = deps.settings;
  const home = homeOf(deps);
  const runs = await new RunHistory(home.jobs).prune(keptRuns);
  const backups = folder === undefined ? [] : await pruneBackups(folder, COCKPIT_KEEP_BACKUPS);
  const isBuilt = (await readJson(home.currentBuild)) !== null;
  const { builds, refused } = await asOnlyWriter(home, async () => ({
    builds: isBuilt ? await pruneBuilds(home, COCKPIT_KEEP_BUILDS) : [],
    refused: await pruneArchive(home, COCKPIT_KEEP_REFUSED_DAYS, deps.clock()),
  }));
  const freed = refused.reduce((sum, { bytes }) => sum + bytes, 0);
  const files = refused.length > 0 ? `（${mb(freed)}）` : '';
  return {
    message: `清理了 ${backups.length} 个备份、${builds.length} 个构建、${runs} 条任务记录、${refused.length} 份过期的拒收文件${files}`,
    outputs: { backups, builds, runs, refused: refused.map(({ sha256 }) => sha256), freed },
  };
}
