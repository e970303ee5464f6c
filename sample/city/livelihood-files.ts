import { yesNo, type TableColumn } from './congress-files.ts';
import type { Evaluation, Idea, Project, ProjectMonth, Vote } from './livelihood.ts';

/** A row of a table below a project. */
export interface Of<Part> {
  readonly project: Project;
  readonly part: Part;
  readonly index: number;
}

export const partsOf = <Part>(projects: readonly Project[], parts: (project: Project) => readonly Part[]) =>
  projects.flatMap((project) => parts(project).map((part, index): Of<Part> => ({ project, part, index })));

const id: TableColumn<{ project: Project }> = { header: '项目编号', cell: ({ project }) => project.id };
const year: TableColumn<{ project: Project }> = {
  header: '实施年度',
  cell: ({ project }) => String(project.year),
};

export const ideaColumns: readonly TableColumn<Idea>[] = [
  { header: '征集编号', cell: (idea) => idea.id },
  { header: '实施年度', cell: (idea) => String(idea.year) },
  { header: '收到日期', cell: ({ receivedOn }) => receivedOn },
  { header: '征集来源', cell: ({ source }) => source },
  { header: '渠道', cell: ({ online }) => (online ? '线上' : '线下') },
  { header: '领域', cell: ({ field }) => field },
  { header: '涉及县（市、区）', cell: ({ area }) => area },
  { header: '内容', cell: ({ content }) => content },
  { header: '处理结果', cell: ({ outcome }) => outcome },
  { header: '处理说明', cell: ({ reason }) => reason },
  { header: '项目编号', cell: ({ project }) => project },
];

export const projectColumns: readonly TableColumn<Project>[] = [
  { header: '项目编号', cell: (project) => project.id },
  { header: '实施年度', cell: (project) => String(project.year) },
  { header: '项目名称', cell: ({ name }) => name },
  { header: '领域', cell: ({ field }) => field },
  { header: '牵头单位编码', under: ['牵头单位', '编码'], cell: ({ department }) => department.code },
  { header: '牵头单位', under: ['牵头单位', '名称'], cell: ({ department }) => department.name },
  { header: '建设内容和目标', cell: ({ target }) => target },
  { header: '计划投资', cell: ({ planned }) => planned },
  { header: '遴选阶段', under: ['遴选', '阶段'], cell: ({ stage }) => stage },
  { header: '入库日期', under: ['遴选', '入库日期'], cell: ({ pooledOn }) => pooledOn },
  { header: '初定日期', under: ['遴选', '初定日期'], cell: ({ shortlistedOn }) => shortlistedOn },
  { header: '常委会审议日期', under: ['遴选', '审议日期'], cell: ({ reviewedOn }) => reviewedOn },
  { header: '落选日期', under: ['遴选', '落选日期'], cell: ({ cut }) => cut?.on },
  { header: '落选理由', under: ['遴选', '落选理由'], cell: ({ cut }) => cut?.reason },
];

const ballot = (header: string, name: string, cell: (vote: Vote) => number): TableColumn<Of<Vote>> => ({
  header,
  under: ['票数', name],
  cell: ({ part }) => cell(part),
});

export const voteColumns: readonly TableColumn<Of<Vote>>[] = [
  id,
  year,
  { header: '轮次', cell: ({ part }) => part.round },
  { header: '票决日期', cell: ({ part }) => part.votedOn },
  { header: '票决方式', cell: () => '差额票决' },
  { header: '应选项目数', cell: ({ part }) => part.seats },
  { header: '全体代表数', cell: ({ part }) => part.ballots.deputies },
  { header: '到会代表数', cell: ({ part }) => part.ballots.present },
  ballot('发出票数', '发出', ({ ballots }) => ballots.issued),
  ballot('收回票数', '收回', ({ ballots }) => ballots.returned),
  ballot('未收回票数', '未收回', ({ ballots }) => Math.max(0, ballots.issued - ballots.returned)),
  ballot('废票数', '废票', ({ ballots }) => ballots.invalid),
  ballot('有效票数', '有效', ({ ballots }) => ballots.returned - ballots.invalid),
  { header: '赞成', under: ['结果', '赞成'], cell: ({ part }) => part.votesFor },
  { header: '反对', under: ['结果', '反对'], cell: ({ part }) => part.against },
  { header: '弃权', under: ['结果', '弃权'], cell: ({ part }) => part.abstained },
  { header: '是否作废', under: ['结果', '作废'], cell: ({ part }) => yesNo(part.ballots.isVoid) },
  { header: '是否通过', under: ['结果', '通过'], cell: ({ part }) => yesNo(part.passed) },
];

export const milestoneColumns: readonly TableColumn<Of<Project['milestones'][number]>>[] = [
  id,
  year,
  { header: '节点序号', cell: ({ index }) => String(index + 1) },
  { header: '节点名称', cell: ({ part }) => part.name },
  { header: '计划完成日期', cell: ({ part }) => part.dueOn },
  { header: '实际完成日期', cell: ({ part }) => part.reachedOn },
];

/** Without the month, which stands in the title of a workbook of one month. */
const monthColumns: readonly TableColumn<Of<ProjectMonth>>[] = [
  { header: '形象进度（%）', cell: ({ part }) => part.percent },
  { header: '累计完成投资（万元）', cell: ({ part }) => part.invested },
  { header: '进度状态', cell: ({ part }) => part.status },
  { header: '现场照片数', cell: ({ part }) => part.photos },
  { header: '存在问题', cell: ({ part }) => part.issue },
];
export const progressColumns: readonly TableColumn<Of<ProjectMonth>>[] = [
  id,
  { header: '月份', cell: ({ part }) => part.period },
  ...monthColumns,
];
export const monthlyProgressColumns: readonly TableColumn<Of<ProjectMonth>>[] = [id, ...monthColumns];

export const evaluationColumns: readonly TableColumn<Of<Evaluation>>[] = [
  id,
  year,
  { header: '测评对象', cell: ({ part }) => part.asked },
  { header: '测评日期', cell: ({ part }) => part.on },
  { header: '参评人数', cell: ({ part }) => part.counts.reduce((sum, count) => sum + count, 0) },
  { header: '满意人数', cell: ({ part }) => part.counts[0] },
  { header: '基本满意人数', cell: ({ part }) => part.counts[1] },
  { header: '不满意人数', cell: ({ part }) => part.counts[2] },
  { header: '未表态人数', cell: ({ part }) => part.counts[3] },
];
