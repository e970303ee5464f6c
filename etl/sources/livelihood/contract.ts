import type { Column, Contract } from '../../contract.ts';
import { day, follows, passed } from '../lifecycle.ts';
import { votes } from './votes.ts';
import { projectId, projectYear } from './project.ts';

const congress = '市人大常委会代表工作委员会';
const government = '市人民政府办公室';

const field: Column = {
  name: 'field',
  title: '领域',
  type: 'code',
  codes: {
    education: ['教育'],
    health: ['医疗卫生', '卫生健康'],
    elderly: ['养老托育', '养老'],
    housing: ['住房安居', '住房'],
    transport: ['交通出行', '交通'],
    environment: ['生态环境', '环境保护'],
    food: ['食品药品安全', '食品安全'],
    culture: ['文化体育', '文体'],
    safety: ['平安防灾', '公共安全'],
    rural: ['乡村共富', '乡村振兴'],
    other: ['其他'],
  },
  description: 'Field of life.',
};

const ideas: Contract = {
  id: 'livelihood.ideas',
  title: '民生实事征集意见',
  owner: congress,
  grain: '一条征集意见',
  columns: [
    { name: 'idea_id', title: '征集编号', type: 'code', description: 'Number of the idea.' },
    projectYear,
    { name: 'received_on', title: '收到日期', type: 'date', description: 'Received on.' },
    {
      name: 'source',
      title: '征集来源',
      type: 'code',
      codes: {
        deputy: ['人大代表', '代表'],
        public: ['社会公众', '群众', '公众'],
        department: ['有关部门', '部门'],
      },
      description: 'Who proposed it.',
    },
    {
      name: 'channel',
      title: '渠道',
      type: 'code',
      codes: { online: ['线上'], onsite: ['线下'] },
      description: 'On line or on site.',
    },
    field,
    {
      name: 'area_code',
      title: '涉及县（市、区）',
      type: 'code',
      optional: true,
      reference: 'area',
      description: 'The county it is about.',
    },
    { name: 'content', title: '内容', type: 'text', description: 'What is wished for.' },
    {
      name: 'outcome',
      title: '处理结果',
      type: 'code',
      optional: true,
      codes: {
        taken: ['纳入候选', '纳入项目库'],
        handled: ['转部门办理', '日常工作办理'],
        not_taken: ['未采纳', '不采纳'],
      },
      description: 'What became of it.',
    },
    {
      name: 'outcome_reason',
      title: '处理说明',
      type: 'text',
      optional: true,
      description: 'Reason, also when it was taken.',
    },
    {
      name: 'project_id',
      title: '项目编号',
      type: 'code',
      optional: true,
      description: 'The candidate it became part of.',
    },
  ],
  key: ['idea_id'],
  partition: [{ name: 'project_year', value: 'cast(project_year as varchar)' }],
  asOf: 'received_on',
  rules: [
    passed('收到日期晚于报送日期', 'received_on'),
    {
      id: 'outcome-has-reason',
      column: 'outcome_reason',
      message: '有处理结果的须写明说明，没有的不写；请核对两列',
      holds: '(outcome is null) = (outcome_reason is null)',
    },
    {
      id: 'taken-names-project',
      column: 'project_id',
      message: '纳入候选的须填项目编号，其他的不填；请核对两列',
      holds: "(project_id is not null) = (coalesce(outcome, '') = 'taken')",
    },
  ],
};

const candidates: Contract = {
  id: 'livelihood.candidates',
  title: '民生实事项目库',
  owner: government,
  grain: '一个项目',
  columns: [
    projectId,
    projectYear,
    { name: 'project_name', title: '项目名称', type: 'text', description: 'Name of the project.' },
    field,
    { name: 'department_code', title: '牵头单位编码', type: 'code', description: 'Department in charge.' },
    { name: 'department_name', title: '牵头单位', type: 'text', description: 'Its name.' },
    { name: 'target', title: '建设内容和目标', type: 'text', description: 'What is to be done by when.' },
    {
      name: 'planned_amount',
      title: '计划投资',
      type: 'amount',
      min: 0,
      description: 'Planned investment, yuan.',
    },
    {
      name: 'stage',
      title: '遴选阶段',
      type: 'code',
      codes: {
        pool: ['入库', '项目库'],
        shortlisted: ['初定'],
        candidate: ['候选', '正式候选'],
        chosen: ['票决通过', '确定'],
      },
      description: 'How far it came.',
    },
    { name: 'pooled_on', title: '入库日期', type: 'date', description: 'Taken into the pool.' },
    day('shortlisted_on', '初定日期', 'Shortlisted by the government.'),
    day('reviewed_on', '常委会审议日期', 'Reviewed by the standing committee, before the vote.'),
    day('cut_on', '落选日期', 'Left out on.'),
    {
      name: 'cut_reason',
      title: '落选理由',
      type: 'text',
      optional: true,
      description: 'Why it was left out.',
    },
  ],
  key: ['project_id'],
  partition: [{ name: 'project_year', value: 'cast(project_year as varchar)' }],
  asOf: 'greatest(pooled_on, shortlisted_on, reviewed_on, cut_on)',
  rules: [
    passed('入库、初定、审议或落选日期晚于报送日期', 'pooled_on', 'shortlisted_on', 'reviewed_on', 'cut_on'),
    follows('shortlisted-after-pooled', 'shortlisted_on', 'pooled_on', '初定日期早于入库日期；请核对'),
    follows(
      'reviewed-after-shortlisted',
      'reviewed_on',
      'shortlisted_on',
      '审议日期早于初定日期，或未初定；请核对',
    ),
    {
      id: 'stage-has-its-dates',
      column: 'stage',
      message: '初定的须有初定日期，候选和票决通过的须先经常委会审议；请核对阶段与日期',
      holds:
        "(stage = 'pool' or shortlisted_on is not null) and (stage not in ('candidate', 'chosen') or reviewed_on is not null)",
    },
    {
      id: 'cut-has-reason',
      column: 'cut_reason',
      message: '落选的须写明理由和日期，没有落选的都不写；请核对两列',
      holds: '(cut_on is null) = (cut_reason is null)',
    },
    {
      id: 'chosen-is-not-cut',
      column: 'cut_on',
      message: '票决通过的项目不应有落选日期；请核对',
      holds: "stage <> 'chosen' or cut_on is null",
    },
  ],
};

const milestones: Contract = {
  id: 'livelihood.milestones',
  title: '民生实事节点',
  owner: government,
  grain: '项目 × 节点',
  columns: [
    projectId,
    projectYear,
    { name: 'milestone_no', title: '节点序号', type: 'integer', min: 1, max: 99, description: 'Its number.' },
    { name: 'milestone_name', title: '节点名称', type: 'text', description: 'What is to be reached.' },
    { name: 'due_on', title: '计划完成日期', type: 'date', description: 'Due on.' },
    day('reached_on', '实际完成日期', 'Reached on.'),
  ],
  key: ['project_id', 'milestone_no'],
  partition: [{ name: 'project_year', value: 'cast(project_year as varchar)' }],
  asOf: 'reached_on',
  rules: [passed('实际完成日期晚于报送日期', 'reached_on')],
};

const progress: Contract = {
  id: 'livelihood.progress',
  title: '民生实事月度进度',
  owner: government,
  grain: '项目 × 月份',
  columns: [
    projectId,
    { name: 'period', title: '月份', type: 'month', description: 'Month, at whose end it stands so.' },
    {
      name: 'progress_percent',
      title: '形象进度（%）',
      type: 'number',
      min: 0,
      max: 100,
      description: 'Part of the year’s target that is done, 0–100.',
    },
    {
      name: 'invested_amount',
      title: '累计完成投资',
      type: 'amount',
      min: 0,
      description: 'Invested since the beginning, yuan.',
    },
    {
      name: 'status',
      title: '进度状态',
      type: 'code',
      codes: {
        ahead: ['超前'],
        on_track: ['正常', '按期'],
        behind: ['滞后'],
        done: ['完成', '已完成'],
      },
      description: 'As the department sees it.',
    },
    { name: 'photos', title: '现场照片数', type: 'integer', min: 0, description: 'Photos handed in.' },
    { name: 'issue', title: '存在问题', type: 'text', optional: true, description: 'What is in the way.' },
  ],
  key: ['project_id', 'period'],
  partition: [{ name: 'period', value: "strftime(period, '%Y-%m')" }],
  asOf: 'last_day(period)',
  rules: [
    passed('月份晚于报送日期', 'period'),
    {
      id: 'behind-says-why',
      column: 'issue',
      message: '进度滞后的须写明存在的问题；请补上',
      holds: "status <> 'behind' or issue is not null",
    },
    {
      id: 'done-is-all',
      column: 'progress_percent',
      message: '状态为完成的，形象进度应为 100；请核对两列',
      holds: "(status = 'done') = (progress_percent = 100)",
    },
  ],
};

const counted = (name: string, title: string): Column => ({
  name,
  title,
  type: 'integer',
  min: 0,
  description: 'People who said so.',
});

const evaluations: Contract = {
  id: 'livelihood.evaluations',
  title: '民生实事满意度测评',
  owner: congress,
  grain: '项目 × 测评对象',
  columns: [
    projectId,
    projectYear,
    {
      name: 'asked',
      title: '测评对象',
      type: 'code',
      codes: { deputies: ['人大代表', '代表'], public: ['社会公众', '群众'] },
      description: 'Who was asked.',
    },
    { name: 'evaluated_on', title: '测评日期', type: 'date', description: 'Asked on.' },
    { name: 'respondents', title: '参评人数', type: 'integer', min: 1, description: 'People who answered.' },
    counted('satisfied', '满意人数'),
    counted('fairly', '基本满意人数'),
    counted('dissatisfied', '不满意人数'),
    counted('unstated', '未表态人数'),
  ],
  key: ['project_id', 'asked'],
  partition: [{ name: 'project_year', value: 'cast(project_year as varchar)' }],
  asOf: 'evaluated_on',
  rules: [
    passed('测评日期晚于报送日期', 'evaluated_on'),
    {
      id: 'answers-add-up',
      column: 'respondents',
      message: '参评人数应等于满意、基本满意、不满意、未表态人数之和；请核对',
      holds: 'respondents = satisfied + fairly + dissatisfied + unstated',
    },
  ],
};

export const contracts: readonly Contract[] = [ideas, candidates, votes, milestones, progress, evaluations];
