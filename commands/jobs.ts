import { once } from 'node:events';
import { Argument, Option, type Command } from 'commander';
import { Clockwork } from '../clockwork.ts';
import { homeOf, UsageError } from '../housekeeping.ts';
import { jobIds, type JobId } from '../jobs/house-jobs.ts';
import type { JobOverview } from '../jobs/overview.ts';
import type { Run } from '../jobs/run.ts';
import { exit, whole, type CommandDeps } from './command-deps.ts';

const runWords: Readonly<Record<Run['state'], string>> = {
  running: '进行中',
  done: '完成',
  failed: '失败',
  stopped: '超时停止',
  interrupted: '中断，待续',
  skipped: '未做',
};
const jobWords: Readonly<Record<JobOverview['state'], string>> = {
  waiting: '正常',
  running: '进行中',
  late: '迟了',
  failing: '失败',
  off: '未启用',
};

const local = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
  hour12: false,
});
const when = (at: Date | string | null): string => (at === null ? '—' : local.format(new Date(at)));

function seconds({ startedAt, finishedAt }: Run): string {
  if (finishedAt === null) return '';
  return `${((Date.parse(finishedAt) - Date.parse(startedAt)) / 1_000).toFixed(1)} 秒`;
}

function runLine(run: Run): string {
  return `${when(run.startedAt)}  ${runWords[run.state]}  ${run.id}  ${seconds(run)}  ${run.message}`;
}

function overviewLines({ job, state, nextAt, lateSince, lastRun }: JobOverview): readonly string[] {
  const plan = job.plan.schedule ?? '有事即做';
  const next = nextAt === null ? '' : `，下次 ${when(nextAt)}`;
  const late = lateSince === null ? '' : `；应于 ${when(lateSince)} 完成`;
  return [
    `${job.id.padEnd(8)}${job.title}：${jobWords[state]}${late}（${plan}${next}）`,
    ...(job.unavailable === null ? [] : [`        ${job.unavailable}`]),
    ...(lastRun === null ? [] : [`        ${runLine(lastRun)}`]),
  ];
}

/** `jobs`: what the clock runs, and what it ran. */
export function addJobCommands(program: Command, deps: CommandDeps): void {
  const jobs = program.command('jobs').description('后台任务：时间表、记录、手工运行');
  jobs
    .command('list')
    .description('各任务的状态、下次时间和最近一次的结果')
    .option('--json', '以 JSON 输出')
    .action(async ({ json }: { json?: true }) => {
      const clockwork = await Clockwork.open(deps);
      const all = await clockwork.overview();
      if (json) deps.say(JSON.stringify(all, null, 2));
      else for (const line of all.flatMap(overviewLines)) deps.say(line);
      if (all.some(({ state }) => state === 'late' || state === 'failing')) process.exitCode = exit.failed;
    });
  jobs
    .command('run')
    .description('现在就运行一个任务')
    .addArgument(new Argument('<job>').choices(jobIds))
    .action(async (id: JobId) => {
      const clockwork = await Clockwork.open(deps);
      const { unavailable } = clockwork.jobs[id];
      if (unavailable !== null) throw new UsageError(unavailable);
      await homeOf(deps).prepare();
      const stop = () => void clockwork.close();
      process.once('SIGINT', stop).once('SIGTERM', stop);
      const run = await clockwork.runNow(id);
      if (run === null) throw new UsageError('任务没有运行：服务正在停止，或同一次运行已经做过');
      for (const line of await clockwork.history.logOf(run.id)) deps.say(line);
      deps.say(runLine(run));
      if (run.state !== 'done') process.exitCode = exit.failed;
    });
  jobs
    .command('history')
    .description('运行记录，最近的在前；写出编号则显示它的日志')
    .argument('[id]', '一次运行的编号')
    .addOption(new Option('--job <job>', '只看一个任务').choices(jobIds))
    .option('--limit <n>', '最多几条', whole(1, 10_000), 20)
    .option('--json', '以 JSON 输出')
    .action(async (id: string | undefined, options: { job?: JobId; limit: number; json?: true }) => {
      const { history } = await Clockwork.open(deps);
      if (id !== undefined) {
        const run = await history.find(id);
        if (run === null) throw new UsageError(`没有编号为 ${id} 的运行；cockpit jobs history 列出全部`);
        deps.say(options.json ? JSON.stringify(run, null, 2) : runLine(run));
        if (!options.json) for (const line of await history.logOf(id)) deps.say(line);
        return;
      }
      const runs = (await history.list(options.job)).slice(0, options.limit);
      if (options.json) deps.say(JSON.stringify(runs, null, 2));
      else for (const run of runs) deps.say(runLine(run));
    });
  jobs
    .command('start')
    .description('只运行后台任务，不提供页面（服务以 COCKPIT_JOBS=off 启动时用它）')
    .action(async () => {
      await homeOf(deps).prepare();
      const clockwork = await Clockwork.open(deps, {
        onRun: (run) => deps.say(runLine(run)),
        onError: (error, job) =>
          deps.say(`${job}：${error instanceof Error ? error.message : String(error)}`),
      });
      await clockwork.start();
      deps.say('后台任务已启动；按 Ctrl-C 停止');
      await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
      await clockwork.close();
    });
}
