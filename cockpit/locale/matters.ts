/** Words of the report on matters that were raised again 反复提出. */
export const matterTexts = {
  title: '反复提出的事项',
  purpose: '同一件事，几年里有几位代表提过；每一次怎么答复，后来有没有办成。',
  atLeast: '至少',
  years: (years: number) => `${years} 个年度`,
  download: '下载 Excel',
  loading: '正在汇总…',
  failed: '没能汇总：',
  progress: (done: string, total: string) => `后台比对进行到 ${done}/${total} 件，结果还会增加`,
  found: (total: string, suggestions: string, date: string) =>
    `${suggestions} 件建议中，有 ${total} 个事项反复提出 · 登记簿截至 ${date}`,
  more: (shown: number) => `只列出前 ${shown} 个；全部请下载 Excel`,
  raised: (years: number, suggestions: number) =>
    years === 1 ? `同年 ${suggestions} 件` : `${years} 个年度，共 ${suggestions} 件`,
  probability: (percent: string) => `归为一事的概率不低于 ${percent}`,
} as const;
