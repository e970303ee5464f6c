import type { TableColumn } from './congress-files.ts';
import type { Draft, DraftOpinion, DraftVersion, Reservation } from './legislation.ts';

export const draftColumns: readonly TableColumn<Draft>[] = [
  { header: '法规编号', cell: ({ id }) => id },
  { header: '法规名称', cell: ({ name }) => name },
  { header: '项目类型', cell: ({ kind }) => kind },
  { header: '计划年度', cell: ({ planYear }) => String(planYear) },
  { header: '牵头委员会', cell: ({ committee }) => committee },
  { header: '起草单位', cell: ({ draftedBy }) => draftedBy },
  { header: '表决通过日期', cell: ({ adoptedOn }) => adoptedOn },
  { header: '批准日期', cell: ({ approvedOn }) => approvedOn },
  { header: '施行日期', cell: ({ effectiveOn }) => effectiveOn },
  { header: '终止日期', cell: () => null },
];

export const versionColumns: readonly TableColumn<DraftVersion>[] = [
  { header: '法规编号', cell: ({ draft }) => draft },
  { header: '稿次', cell: ({ number }) => String(number) },
  { header: '稿名', cell: ({ name }) => name },
  { header: '条款数', cell: ({ clauses }) => String(clauses.length) },
  { header: '公开日期', cell: ({ publishedOn }) => publishedOn },
  { header: '征求意见截止日期', cell: ({ closesOn }) => closesOn },
  { header: '审议日期', cell: ({ deliberatedOn }) => deliberatedOn },
];

interface ClauseRow {
  readonly version: DraftVersion;
  readonly index: number;
}

export const clauseRows = (version: DraftVersion): readonly ClauseRow[] =>
  version.clauses.map((_, index) => ({ version, index }));

export const clauseColumns: readonly TableColumn<ClauseRow>[] = [
  { header: '法规编号', cell: ({ version }) => version.draft },
  { header: '稿次', cell: ({ version }) => String(version.number) },
  { header: '条次', cell: ({ index }) => String(index + 1) },
  { header: '章', cell: ({ version, index }) => version.clauses[index]?.chapter },
  { header: '条文', cell: ({ version, index }) => version.clauses[index]?.text },
];

export const draftOpinionColumns: readonly TableColumn<DraftOpinion>[] = [
  { header: '意见编号', cell: ({ id }) => id },
  { header: '法规编号', cell: ({ draft }) => draft },
  { header: '稿次', cell: ({ version }) => String(version) },
  { header: '条次', cell: ({ clause }) => (clause === null ? null : String(clause)) },
  { header: '意见来源', cell: ({ author }) => author },
  { header: '渠道', cell: ({ online }) => (online ? '线上' : '线下') },
  { header: '站点编码', cell: ({ station }) => station },
  { header: '提出人标识', cell: ({ authorKey }) => authorKey },
  { header: '收到日期', cell: ({ receivedOn }) => receivedOn },
  { header: '意见内容', cell: ({ content }) => content },
  { header: '采纳情况', cell: ({ adoption }) => adoption },
  { header: '采纳理由', cell: ({ reason }) => reason },
  { header: '反馈日期', cell: ({ repliedOn }) => repliedOn },
];

export const reservationColumns: readonly TableColumn<Reservation>[] = [
  { header: '计划年度', cell: ({ year }) => String(year) },
  { header: '议题编号', cell: ({ topic }) => topic },
  { header: '议题类型', cell: ({ kind }) => kind },
  { header: '议题名称', cell: ({ name }) => name },
  { header: '法规编号', cell: ({ draft }) => draft },
  { header: '代表编号', cell: ({ deputy }) => deputy },
  { header: '预约日期', cell: ({ reservedOn }) => reservedOn },
  { header: '参加日期', cell: ({ tookPartOn }) => tookPartOn },
  { header: '取消日期', cell: ({ cancelledOn }) => cancelledOn },
];
