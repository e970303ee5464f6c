import type { Column, Contract } from '../../contract.ts';
import { day, follows, passed } from '../lifecycle.ts';

const owner = '市人大常委会法制工作委员会';
const draftId: Column = {
  name: 'draft_id',
  title: '法规编号',
  type: 'code',
  description: 'Number of the legislative project.',
};
const versionNo: Column = {
  name: 'version_no',
  title: '稿次',
  type: 'integer',
  min: 1,
  max: 30,
  description: 'First version 1, and so on.',
};

const drafts: Contract = {
  id: 'legislation.drafts',
  title: '地方性法规项目',
  owner,
  grain: '一个法规项目',
  columns: [
    draftId,
    { name: 'draft_name', title: '法规名称', type: 'text', description: 'Name without （草案）.' },
    {
      name: 'kind',
      title: '项目类型',
      type: 'code',
      codes: { enact: ['制定'], amend: ['修订', '修改', '修正'], repeal: ['废止'] },
      description: 'Enacted, amended or repealed.',
    },
    {
      name: 'plan_year',
      title: '计划年度',
      type: 'year',
      min: 1979,
      max: 2100,
      description: 'Year of the plan.',
    },
    { name: 'lead_committee', title: '牵头委员会', type: 'text', description: 'Committee in charge.' },
    { name: 'drafted_by', title: '起草单位', type: 'text', description: 'Who drafts it.' },
    day('adopted_on', '表决通过日期', 'Adopted by the congress or its standing committee.'),
    day('approved_on', '批准日期', 'Approved by the province’s standing committee.'),
    day('effective_on', '施行日期', 'In force from; may be to come.'),
    day('withdrawn_on', '终止日期', 'Withdrawn or ended.'),
  ],
  key: ['draft_id'],
  partition: [],
  asOf: 'greatest(adopted_on, approved_on, withdrawn_on)',
  rules: [
    passed('通过、批准或终止日期晚于报送日期', 'adopted_on', 'approved_on', 'withdrawn_on'),
    follows(
      'approved-after-adopted',
      'approved_on',
      'adopted_on',
      '批准日期早于通过日期，或没有通过；请核对',
    ),
    follows(
      'effective-after-approved',
      'effective_on',
      'approved_on',
      '施行日期早于批准日期，或没有批准；请核对',
    ),
    {
      id: 'adopted-or-withdrawn',
      column: 'withdrawn_on',
      message: '一个项目不能既通过又终止；请核对两个日期',
      holds: 'adopted_on is null or withdrawn_on is null',
    },
  ],
};

const versions: Contract = {
  id: 'legislation.versions',
  title: '法规草案各稿',
  owner,
  grain: '法规项目 × 稿次',
  columns: [
    draftId,
    versionNo,
    { name: 'version_name', title: '稿名', type: 'text', description: '征求意见稿, 一审稿 …' },
    { name: 'clauses', title: '条款数', type: 'integer', min: 1, max: 500, description: 'Clauses it has.' },
    { name: 'published_on', title: '公开日期', type: 'date', description: 'Published for opinions on.' },
    { name: 'closes_on', title: '征求意见截止日期', type: 'date', description: 'Last day for opinions.' },
    day('deliberated_on', '审议日期', 'Deliberated by the standing committee or the congress.'),
  ],
  key: ['draft_id', 'version_no'],
  partition: [],
  asOf: 'greatest(published_on, deliberated_on)',
  rules: [
    passed('公开或审议日期晚于报送日期', 'published_on', 'deliberated_on'),
    {
      id: 'closes-after-published',
      column: 'closes_on',
      message: '截止日期早于公开日期；请核对',
      holds: 'closes_on >= published_on',
    },
    follows('deliberated-after-published', 'deliberated_on', 'published_on', '审议日期早于公开日期；请核对'),
  ],
};

const clauses: Contract = {
  id: 'legislation.clauses',
  title: '法规草案条款',
  owner,
  grain: '法规项目 × 稿次 × 条',
  columns: [
    draftId,
    versionNo,
    {
      name: 'clause_no',
      title: '条次',
      type: 'integer',
      min: 1,
      max: 500,
      description: 'Number of the clause.',
    },
    { name: 'chapter', title: '章', type: 'text', optional: true, description: 'Chapter it stands in.' },
    { name: 'clause_text', title: '条文', type: 'text', description: 'Its wording.' },
  ],
  key: ['draft_id', 'version_no', 'clause_no'],
  partition: [{ name: 'draft_id', value: 'draft_id' }],
  asOf: null,
  rules: [],
};

const opinions: Contract = {
  id: 'legislation.opinions',
  title: '立法征求意见',
  owner,
  grain: '一条意见',
  columns: [
    { name: 'opinion_id', title: '意见编号', type: 'code', description: 'Number of the opinion.' },
    draftId,
    versionNo,
    {
      name: 'clause_no',
      title: '条次',
      type: 'integer',
      optional: true,
      min: 1,
      max: 500,
      description: 'The clause it is about; empty for the draft as a whole.',
    },
    {
      name: 'author_kind',
      title: '意见来源',
      type: 'code',
      codes: {
        deputy: ['人大代表', '代表'],
        station: ['基层单元', '联络站'],
        public: ['社会公众', '公众', '群众'],
        department: ['有关部门', '部门'],
        expert: ['专家'],
      },
      description: 'Who gave it.',
    },
    {
      name: 'channel',
      title: '渠道',
      type: 'code',
      codes: { online: ['线上'], onsite: ['线下'] },
      description: 'On line or on site.',
    },
    {
      name: 'station_code',
      title: '站点编码',
      type: 'code',
      optional: true,
      description: 'The station that collected it.',
    },
    {
      name: 'author_key',
      title: '提出人标识',
      type: 'code',
      optional: true,
      description: 'Pseudonymous key of the author.',
    },
    { name: 'received_on', title: '收到日期', type: 'date', description: 'Received on.' },
    { name: 'content', title: '意见内容', type: 'text', description: 'The opinion, without personal data.' },
    {
      name: 'adoption',
      title: '采纳情况',
      type: 'code',
      optional: true,
      codes: {
        adopted: ['采纳', '已采纳'],
        partly: ['部分采纳'],
        not_adopted: ['未采纳', '不采纳'],
      },
      description: 'What became of it; empty until decided.',
    },
    {
      name: 'adoption_reason',
      title: '采纳理由',
      type: 'text',
      optional: true,
      description: 'Reason given to the author, also when adopted.',
    },
    day('replied_on', '反馈日期', 'The reason was sent to the author on.'),
  ],
  key: ['opinion_id'],
  partition: [{ name: 'draft_id', value: 'draft_id' }],
  asOf: 'greatest(received_on, replied_on)',
  rules: [
    passed('收到或反馈日期晚于报送日期', 'received_on', 'replied_on'),
    {
      id: 'adoption-has-reason',
      column: 'adoption_reason',
      message: '采纳、部分采纳、未采纳都要写明理由，未处理的不写；请核对两列',
      holds: '(adoption is null) = (adoption_reason is null)',
    },
    {
      id: 'replied-when-decided',
      column: 'replied_on',
      message: '反馈日期早于收到日期，或还没有采纳情况；请核对',
      holds: 'replied_on is null or (replied_on >= received_on and adoption is not null)',
    },
    {
      id: 'station-names-itself',
      column: 'station_code',
      message: '来源为基层单元的意见须填站点编码；请补上',
      holds: "author_kind <> 'station' or station_code is not null",
    },
  ],
};

const reservations: Contract = {
  id: 'legislation.reservations',
  title: '代表预约立法监督议题',
  owner: '市人大常委会代表工作委员会',
  grain: '年度 × 议题 × 代表',
  columns: [
    {
      name: 'plan_year',
      title: '计划年度',
      type: 'year',
      min: 1979,
      max: 2100,
      description: 'Year of the plan.',
    },
    { name: 'topic_id', title: '议题编号', type: 'code', description: 'Number of the yearly topic.' },
    {
      name: 'topic_kind',
      title: '议题类型',
      type: 'code',
      codes: { legislation: ['立法'], supervision: ['监督'] },
      description: 'Legislation or supervision.',
    },
    { name: 'topic_name', title: '议题名称', type: 'text', description: 'Its name.' },
    { name: 'draft_id', title: '法规编号', type: 'code', optional: true, description: 'Draft of the topic.' },
    { name: 'deputy_key', title: '代表编号', type: 'code', description: 'Deputy who reserves.' },
    { name: 'reserved_on', title: '预约日期', type: 'date', description: 'Reserved on.' },
    day('took_part_on', '参加日期', 'Took part on.'),
    day('cancelled_on', '取消日期', 'Cancelled on.'),
  ],
  key: ['plan_year', 'topic_id', 'deputy_key'],
  partition: [{ name: 'plan_year', value: 'cast(plan_year as varchar)' }],
  asOf: 'greatest(reserved_on, took_part_on, cancelled_on)',
  rules: [
    passed('预约、参加或取消日期晚于报送日期', 'reserved_on', 'took_part_on', 'cancelled_on'),
    follows('took-part-after-reserved', 'took_part_on', 'reserved_on', '参加日期早于预约日期；请核对'),
    follows('cancelled-after-reserved', 'cancelled_on', 'reserved_on', '取消日期早于预约日期；请核对'),
    {
      id: 'cancelled-or-took-part',
      column: 'cancelled_on',
      message: '取消了预约的不应有参加日期；请核对两列',
      holds: 'took_part_on is null or cancelled_on is null',
    },
    {
      id: 'draft-of-legislation',
      column: 'draft_id',
      message: '监督议题没有法规编号；请核对议题类型',
      holds: "draft_id is null or topic_kind = 'legislation'",
    },
  ],
};

export const contracts: readonly Contract[] = [drafts, versions, clauses, opinions, reservations];
