import type { Job, JobPlan, Task } from './job.ts';

export const jobIds = ['ingest', 'build', 'reports', 'backup', 'verify', 'prune'] as const;
export type JobId = (typeof jobIds)[number];

const minute = 60;
const hour = 60 * minute;

const plan = (given: Partial<JobPlan>): JobPlan => ({
  schedule: null,
  enabled: true,
  missed: 'catch-up',
  limitSeconds: hour,
  retries: 4,
  retryAfterSeconds: 10,
  ...given,
});

/** The times and limits that come with the house. */
export const housePlans: Readonly<Record<JobId, JobPlan>> = {
  ingest: plan({ limitSeconds: 2 * hour }),
  build: plan({}),
  reports: plan({ schedule: '0 8 * * *', limitSeconds: hour }),
  backup: plan({ schedule: '30 1 * * *', limitSeconds: 4 * hour }),
  verify: plan({ schedule: '0 3 * * 0', limitSeconds: 4 * hour, retries: 0 }),
  prune: plan({ schedule: '30 4 * * *', missed: 'skip', limitSeconds: 30 * minute }),
};

const words: Readonly<Record<JobId, { readonly title: string; readonly purpose: string }>> = {
  ingest: { title: '接收收件箱', purpose: '收件箱里放稳的文件：识别、检查、归档' },
  build: { title: '构建', purpose: '生效的数据有变化时重新构建并发布；站点活力指数也在构建里计算' },
  reports: { title: '定期报告', purpose: '到期的各期报告：数据报齐就做成草稿，等人审定' },
  backup: { title: '备份', purpose: '把数据目录备份一份，逐个文件记下校验和' },
  verify: { title: '核对归档', purpose: '把归档的每个文件与接收时的校验和核对' },
  prune: {
    title: '清理',
    purpose: '按策略清理旧备份、旧构建、旧任务记录和过期的拒收文件；数字所依据的归档不删',
  },
};

/** Why a job cannot run as things are set up; absent: it can. */
export type Unavailable = Partial<Record<JobId, string>>;

export function houseJobs(
  plans: Readonly<Record<JobId, JobPlan>>,
  task: (id: JobId) => Task,
  unavailable: Unavailable = {},
): Readonly<Record<JobId, Job>> {
  const job = (id: JobId): Job => ({
    id,
    ...words[id],
    plan: plans[id],
    unavailable: unavailable[id] ?? null,
    task: task(id),
  });
  return {
    ingest: job('ingest'),
    build: job('build'),
    reports: job('reports'),
    backup: job('backup'),
    verify: job('verify'),
    prune: job('prune'),
  };
}
