import type { MetricDefinition } from './definition.ts';

const owner = '市人大常委会法制工作委员会';
const byOpinion = {
  time: 'flow',
  dimensions: ['period', 'year', 'draft', 'author_kind', 'channel', 'area'],
  required: [],
  sources: ['legislation.drafts', 'legislation.opinions', 'stations.register'],
  direction: 'higher',
  owner,
  legalBasis: null,
} satisfies Partial<MetricDefinition>;
const byReservation = {
  time: 'flow',
  dimensions: ['period', 'year', 'topic_kind'],
  required: [],
  sources: ['legislation.reservations'],
  direction: 'higher',
  owner: '市人大常委会代表工作委员会',
  legalBasis: null,
} satisfies Partial<MetricDefinition>;
const counted =
  '按意见收到月份归月；“年度”是立法计划年度，“区域”是收集意见的联络站所在区域，不经联络站的没有区域。';

/** 立法：草案征求意见、采纳与反馈，代表预约议题。 */
export const legislationMetrics: readonly MetricDefinition[] = [
  {
    id: 'drafts_open',
    name: '公开征求意见的草案数',
    nameEn: 'Drafts open for opinions',
    unit: 'count',
    definition: '月末当天正在公开征求意见的法规草案个数；一个法规的几稿同时公开时算一个。',
    formula: '月末在公开日期与截止日期之间的法规个数',
    time: 'stock',
    direction: 'neither',
    dimensions: ['period'],
    required: [],
    sources: ['legislation.versions'],
    owner,
    legalBasis: null,
  },
  {
    ...byOpinion,
    id: 'draft_opinions_received',
    name: '立法意见数',
    nameEn: 'Opinions on drafts',
    unit: 'count',
    definition: `对法规草案各稿提出的意见条数，未去除相近的意见。${counted}`,
    formula: '所选范围内收到的立法意见条数之和',
  },
  {
    ...byOpinion,
    id: 'draft_opinion_adoption_rate',
    name: '立法意见采纳率',
    nameEn: 'Share of opinions adopted',
    unit: 'ratio',
    definition: `已研究处理的意见中，采纳或部分采纳的比例；尚未处理的不计。${counted}`,
    formula: '（采纳条数 + 部分采纳条数）÷ 已处理条数',
  },
  {
    ...byOpinion,
    id: 'draft_opinion_reply_rate',
    name: '立法意见反馈率',
    nameEn: 'Share of authors told why',
    unit: 'ratio',
    definition: `已研究处理的意见中，已把采纳与否及理由反馈给提出人的比例。${counted}`,
    formula: '已反馈条数 ÷ 已处理条数',
  },
  {
    ...byReservation,
    id: 'topic_reservations',
    name: '议题预约人次',
    nameEn: 'Reservations of topics',
    unit: 'count',
    definition:
      '代表预约参加年度立法、监督议题的人次，一名代表预约一个议题为一人次；已取消的不计。按预约月份归月。',
    formula: '所选范围内未取消的预约人次之和',
  },
  {
    ...byReservation,
    id: 'topic_attendance_rate',
    name: '预约议题参加率',
    nameEn: 'Share of reservations taken up',
    unit: 'ratio',
    definition:
      '未取消的预约中，到数据截至日已经参加的比例；活动还没有举行的也在分母里，因此近月的数值会继续上升。',
    formula: '已参加人次 ÷ 未取消的预约人次',
  },
];
