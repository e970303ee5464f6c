import type { Job, JobRun } from '../../api/contracts/jobs.ts';

const trouble = ({ title, state }: Pick<Job, 'title' | 'state'>): string =>
  state === 'late' ? `“${title}”迟了` : `“${title}”没有成功`;

/** Words of the jobs' page, and of the wall when something is late. */
export const jobTexts = {
  title: '后台任务',
  purpose: '接收收件箱、构建、定期报告、备份、核对归档、清理：各在什么时候做，做成了没有。',
  loading: '正在读取…',
  failed: '没能读取：',
  banner: (troubles: readonly string[]) =>
    `后台任务${troubles.join('；')}，屏上的数据可能不是最新。请到工作台的“后台任务”查看。`,
  trouble,
  stands: '各任务',
  runs: '最近的运行',
  none: '还没有运行过。',
  zone: (zone: string) => `时间均为 ${zone}`,
  onDemand: '有事即做',
  lateSince: (at: string) => `应于 ${at} 完成`,
  seconds: (seconds: string) => `${seconds} 秒`,
  attempts: (times: number) => `试了 ${times} 次`,
  log: (id: string) => `${id} 的日志`,
  noLog: '它什么也没有说。',
  close: '收起',
  open: '日志',
  columns: {
    job: '任务',
    state: '状态',
    schedule: '时间',
    next: '下次',
    last: '最近一次',
    at: '开始',
    took: '用时',
    why: '起因',
    result: '结果',
    log: '日志',
  },
  states: { waiting: '正常', running: '进行中', late: '迟了', failing: '没有成功', off: '未启用' },
  runStates: {
    running: '进行中',
    done: '完成',
    failed: '失败',
    stopped: '超时停止',
    interrupted: '中断，待续',
    skipped: '未做',
  } satisfies Record<JobRun['state'], string>,
  triggers: {
    schedule: '到点',
    watch: '发现有事',
    missed: '补做',
    person: '手工',
  } satisfies Record<JobRun['trigger'], string>,
} as const;
