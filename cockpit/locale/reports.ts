import type { Report } from '../../api/contracts/reports.ts';

/** Words of the page of periodic reports. */
export const reportTexts = {
  title: '定期报告',
  purpose: '由模板和一个构建生成的报告：查看、下载，核对它的校验和。',
  loading: '正在读取…',
  failed: '没能读取：',
  none: '还没有报告。请运行 cockpit report make，或等每月 6 日自动生成。',
  columns: { title: '报告', period: '时期', state: '状态', files: '文件', build: '构建', history: '经过' },
  states: { draft: '草稿', reviewed: '已审', published: '已发布' } satisfies Record<Report['state'], string>,
  actions: { made: '生成', reviewed: '审定', published: '发布' } satisfies Record<
    Report['history'][number]['action'],
    string
  >,
  event: (action: string, by: string, at: string) => `${at} ${by} ${action}`,
  formats: { html: '网页', xlsx: 'Excel' } as Readonly<Record<string, string>>,
  open: (title: string, period: string, format: string) => `${title} ${period}，${format}`,
  sum: (sum: string) => `SHA-256 ${sum}`,
} as const;
