import type { Report, ReportFormat } from '../../api/contracts/reports.ts';

/** Words of the page of periodic reports. */
export const reportTexts = {
  title: '定期报告',
  purpose: '由模板和一个构建生成的报告：查看、下载，核对它的校验和。',
  loading: '正在读取…',
  failed: '没能读取：',
  none: '还没有报告。请运行 cockpit report make，或等数据报齐后自动生成。',
  making: (title: string, period: string, by: string) => `正在生成 ${title} ${period}（${by}）`,
  progress: (done: number, total: number) => `${Math.round((done / total) * 100)}%`,
  unreadable: '以下报告的记录无法读取，其余的不受影响：',
  preview: '预览',
  previewOf: (title: string, period: string) => `预览 ${title} ${period}`,
  closePreview: '收起预览',
  stateSteps:
    '草稿 → 已审 → 已发布：审定和发布用 cockpit report review、cockpit report publish；已发布的不能改动。',
  verify: {
    title: '核验报告',
    purpose: '手里的文件是不是这里做出的报告，有没有改动过。',
    about: '校验和在这台电脑上计算，文件不会上传。',
    choose: '选择文件',
    sum: '或填写 SHA-256（64 位十六进制）',
    ask: '核验',
    reading: '正在计算校验和…',
    failed: '没能核验：',
    malformed: 'SHA-256 应为 64 位十六进制数，请核对是否抄全。',
    tooLarge: '文件超过 200 MB，不会是这里做出的报告。',
    insecure:
      '浏览器在这个地址上不能计算校验和（需要 https 或本机）；请填写 SHA-256，例如 sha256sum 文件名 的结果。',
    none: '不是这里做出的报告，或者被改动过：没有一份报告的文件与它相同。',
    match: (title: string, period: string, name: string, state: string) =>
      `与《${title}》${period} 的 ${name} 完全相同，状态：${state}。`,
    notPublished: '注意：这份报告还没有发布，内容可能改动。',
    back: '全部报告',
  },
  columns: { title: '报告', period: '时期', state: '状态', files: '文件', build: '构建', history: '经过' },
  states: { draft: '草稿', reviewed: '已审', published: '已发布' } satisfies Record<Report['state'], string>,
  actions: { made: '生成', reviewed: '审定', published: '发布' } satisfies Record<
    Report['history'][number]['action'],
    string
  >,
  event: (action: string, by: string, at: string) => `${at} ${by} ${action}`,
  formats: { docx: 'Word', pdf: 'PDF', xlsx: 'Excel', html: '网页' } satisfies Record<ReportFormat, string>,
  open: (title: string, period: string, format: string) => `${title} ${period}，${format}`,
  sum: (sum: string) => `SHA-256 ${sum}`,
} as const;
