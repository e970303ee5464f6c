import { wanNumber } from './apportion.ts';
import { stateOn, type Finding } from './audit.ts';
import { SheetDraft, writeWorkbook, type Cell } from './workbook.ts';

const header = [
  '问题编号',
  '审计年度',
  '审计项目',
  ['被审计单位', '编码'],
  ['被审计单位', '名称'],
  '问题类型',
  '问题描述',
  '问题金额',
  '发现日期',
  ['整改情况', '期限'],
  ['整改情况', '状态'],
  ['整改情况', '已整改金额'],
  ['整改情况', '完成日期'],
  '重复问题编号',
] as const;

const categoryNames: Readonly<Record<string, string>> = {
  budget: '预算编制与执行',
  revenue: '收入征管',
  procurement: '政府采购',
  project: '项目建设',
  assets: '国有资产',
  funds: '专项资金',
  other: '其他',
};
const statusNames = { open: '未整改', in_progress: '整改中', rectified: '已整改' } as const;

/** `2026-03-05` as 2026年3月5日. */
export const chineseDate = (date: string): string => {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${year}年${Number(month)}月${Number(day)}日`;
};

/** Writes the ledger of an audit year as it stood on a day: a later ledger of the same year takes it over. */
export function writeLedger(
  file: string,
  auditYear: number,
  findings: readonly Finding[],
  day: string,
): number {
  const sheet = new SheetDraft('整改台账');
  sheet.title(`${auditYear}年度审计查出问题整改情况台账（截至${chineseDate(day)}）`, '万元', header.length);
  sheet.header(header);
  let amount = 0;
  let rectified = 0;
  for (const finding of findings) {
    const state = stateOn(finding, day);
    const cells: Cell[] = [
      finding.id,
      `${finding.auditYear}年`,
      finding.project,
      finding.department.code,
      finding.department.name,
      categoryNames[finding.category] ?? '其他',
      finding.text,
      wanNumber(finding.amount),
      chineseDate(finding.foundOn),
      chineseDate(finding.dueOn),
      statusNames[state.status],
      wanNumber(state.rectified),
      state.rectifiedOn === null ? '—' : chineseDate(state.rectifiedOn),
      finding.repeatOf,
    ];
    sheet.row(cells);
    amount += finding.amount;
    rectified += state.rectified;
  }
  sheet.total([
    '合计',
    ...Array.from({ length: 6 }, () => null),
    wanNumber(amount),
    null,
    null,
    null,
    wanNumber(rectified),
  ]);
  return writeWorkbook(file, [sheet]);
}
