import type { BudgetOpinion } from './budget-opinions.ts';
import type { TableColumn } from './congress-files.ts';

const versionNames = { approved: '年初预算', adjusted: '调整预算', final: '决算' } as const;

export const budgetOpinionColumns: readonly TableColumn<BudgetOpinion>[] = [
  { header: '意见编号', cell: ({ id }) => id },
  { header: '预算年度', cell: ({ year }) => String(year) },
  { header: '预算版本', cell: ({ version }) => versionNames[version] },
  { header: '账本', cell: () => '一般公共预算' },
  { header: '区域', cell: () => '市本级' },
  { header: '部门编码', under: ['预算行', '部门编码'], cell: ({ department }) => department },
  { header: '科目编码', under: ['预算行', '科目编码'], cell: ({ subject }) => subject },
  { header: '项目编码', under: ['预算行', '项目编码'], cell: ({ project }) => project },
  { header: '审查重点', cell: ({ head }) => head },
  { header: '提出场合', cell: ({ occasion }) => occasion },
  { header: '代表编号', cell: ({ deputy }) => deputy },
  { header: '提出日期', cell: ({ raisedOn }) => raisedOn },
  { header: '意见内容', cell: ({ content }) => content },
  { header: '建议调整金额（万元）', cell: ({ asked }) => asked },
  { header: '答复单位编码', cell: ({ handler }) => handler.code },
  { header: '答复单位', cell: ({ handler }) => handler.name },
  { header: '交办日期', cell: ({ assignedOn }) => assignedOn },
  { header: '电话联系日期', under: ['电话联系', '日期'], cell: ({ phonedOn }) => phonedOn },
  { header: '电话联系次数', under: ['电话联系', '次数'], cell: ({ calls }) => calls },
  { header: '答复日期', under: ['答复', '日期'], cell: ({ repliedOn }) => repliedOn },
  { header: '答复内容', under: ['答复', '内容'], cell: ({ reply }) => reply },
  { header: '答复类别', under: ['答复', '类别'], cell: ({ replyClass }) => replyClass },
  { header: '代表满意度', under: ['答复', '满意度'], cell: ({ satisfaction }) => satisfaction },
];
