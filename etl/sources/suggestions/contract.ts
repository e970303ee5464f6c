import type { Column, Contract, Rule } from '../../contract.ts';

/** A list of codes in one cell, as offices separate them; the same expression is used in staging. */
const cosignerList = "regexp_split_to_array(cosigners, '[、，,；;\\s]+')";
const cosignerCount = `coalesce(len(${cosignerList}), 0)`;

const suggestionId: Column = {
  name: 'suggestion_id',
  title: '建议编号',
  type: 'code',
  description: 'Number of the suggestion, unique over all years.',
};
const sessionYear: Column = {
  name: 'session_year',
  title: '年度',
  type: 'year',
  min: 1979,
  max: 2100,
  description: 'Year of the session the suggestion is counted under.',
};
const satisfactions = {
  satisfied: ['满意'],
  fairly: ['基本满意'],
  dissatisfied: ['不满意'],
  unstated: ['未表态'],
} as const;

/** An optional date of the life of a suggestion. */
const day = (name: string, title: string, description: string): Column => ({
  name,
  title,
  type: 'date',
  optional: true,
  description,
});

/** A later date that needs an earlier one, and may not come before it. */
const follows = (id: string, column: string, after: string, message: string): Rule => ({
  id,
  column,
  message,
  holds: `${column} is null or coalesce(${column} >= ${after}, false)`,
});

const register: Contract = {
  id: 'suggestions.register',
  title: '代表建议登记簿',
  owner: '市人大常委会代表工作委员会',
  grain: '一件建议',
  columns: [
    suggestionId,
    sessionYear,
    { name: 'session', title: '会议届次', type: 'text', description: 'The session, as the office names it.' },
    {
      name: 'kind',
      title: '提出时间类别',
      type: 'code',
      codes: { in_session: ['大会期间', '会议期间'], between: ['闭会期间'] },
      description: 'Made during the session or between sessions.',
    },
    {
      name: 'from_motion',
      title: '是否议案转建议',
      type: 'flag',
      optional: true,
      description: 'Was moved as a motion and became a suggestion: too late, or out of scope.',
    },
    { name: 'title', title: '标题', type: 'text', description: 'One matter each.' },
    { name: 'body', title: '正文', type: 'text', description: 'Facts, analysis and a concrete proposal.' },
    {
      name: 'category',
      title: '建议类别',
      type: 'code',
      codes: {
        education_health: ['教科文卫', '教科文卫体'],
        urban_environment: ['城建环保', '城建环资', '城乡建设环境保护'],
        economy: ['财政经济', '工交财贸'],
        agriculture: ['农业农村', '农林水'],
        justice: ['监察司法', '监察和司法', '政法'],
        society: ['社会建设'],
        overseas: ['民族宗教侨务', '民宗侨外'],
        other: ['其他'],
      },
      description: 'The committee it falls to.',
    },
    {
      name: 'area_code',
      title: '涉及县（市、区）',
      type: 'code',
      optional: true,
      reference: 'area',
      description: 'The county it is about; empty when it is about the whole city.',
    },
    {
      name: 'township_code',
      title: '涉及乡镇街道',
      type: 'code',
      optional: true,
      reference: 'township',
      description: 'The township it is about.',
    },
    { name: 'lead_signer', title: '领衔代表编号', type: 'code', description: 'Key of the first signer.' },
    {
      name: 'cosigners',
      title: '联名代表编号',
      type: 'text',
      optional: true,
      description: 'Keys of the other signers, separated by 、.',
    },
    { name: 'submitted_on', title: '提出日期', type: 'date', description: 'Handed in on.' },
    day('reviewed_on', '审核日期', 'Reviewed by the office on.'),
    {
      name: 'admissible',
      title: '是否受理',
      type: 'flag',
      optional: true,
      description: 'Outcome of the review; empty before it.',
    },
    {
      name: 'inadmissible_reason',
      title: '不予受理原因',
      type: 'code',
      optional: true,
      codes: {
        personal: ['涉及个人事项', '个人事项'],
        forwarded: ['转交来信', '转递来信'],
        promotion: ['学术或产品推介', '学术探讨或产品推介'],
        vague: ['没有具体内容', '无具体内容'],
        pending_case: ['诉讼或仲裁程序中', '案件在办'],
        live_tender: ['招标投标进行中', '招投标进行中'],
        other: ['其他原因', '其他'],
      },
      description: 'One of the seven reasons.',
    },
    day('notified_on', '受理告知日期', 'The deputy was told of the acceptance on.'),
    day('handed_over_on', '交办日期', 'Handed over to those who must answer; the clock starts.'),
    {
      name: 'extended',
      title: '是否延期办理',
      type: 'flag',
      optional: true,
      description: 'Complex, with the consent to answer within six months.',
    },
    {
      name: 'co_handlers',
      title: '会办单位数',
      type: 'integer',
      optional: true,
      min: 0,
      max: 60,
      description: 'Co-handlers named when it was handed over; each must be in the handlers’ ledger.',
    },
    day('met_on', '面商日期', 'The handler talked it over with the deputy on.'),
    day('answered_on', '答复日期', 'Written answer of the lead handler.'),
    {
      name: 'cosigners_answered',
      title: '已答复联名代表数',
      type: 'integer',
      optional: true,
      min: 0,
      description: 'Co-signers who were sent the answer; each must be.',
    },
    {
      name: 'result_class',
      title: '办理结果类别',
      type: 'code',
      optional: true,
      codes: {
        A: ['A类', '已解决或基本解决', '已解决'],
        B: ['B类', '列入计划逐步解决', '正在解决'],
        C: ['C类', '留作参考'],
        D: ['D类', '暂不能解决'],
      },
      description: 'A solved, B partly solved or planned, C kept for reference; D where a place has it.',
    },
    day('feedback_on', '反馈日期', 'The deputy’s opinion of the answer, given to the congress.'),
    {
      name: 'satisfaction_handling',
      title: '办理态度满意度',
      type: 'code',
      optional: true,
      codes: satisfactions,
      description: 'With how it was handled.',
    },
    {
      name: 'satisfaction_result',
      title: '办理结果满意度',
      type: 'code',
      optional: true,
      codes: satisfactions,
      description: 'With what came of it.',
    },
    day('answered_again_on', '再次答复日期', 'New written answer after 不满意.'),
    day('closed_on', '办结日期', 'Closed on.'),
    day('promised_by', '承诺完成日期', 'Of class B: the day it is promised to be done by.'),
    day('fulfilled_on', '落实完成日期', 'What was promised or answered is done since.'),
    {
      name: 'merged_into',
      title: '并入建议编号',
      type: 'code',
      optional: true,
      description: 'The suggestion it was handled together with 并案; each is still answered.',
    },
    {
      name: 'key_supervised',
      title: '是否重点督办',
      type: 'flag',
      optional: true,
      description: 'Followed by a leader of the standing committee.',
    },
  ],
  key: ['suggestion_id'],
  partition: [{ name: 'session_year', value: 'cast(session_year as varchar)' }],
  asOf: 'greatest(submitted_on, reviewed_on, handed_over_on, met_on, answered_on, feedback_on, answered_again_on, closed_on, fulfilled_on)',
  rules: [
    {
      id: 'not-in-the-future',
      column: 'submitted_on',
      message: '提出、审核、交办、面商、答复、反馈、办结或落实的日期晚于报送日期；请核对年份',
      holds:
        "greatest(submitted_on, reviewed_on, notified_on, handed_over_on, met_on, answered_on, feedback_on, answered_again_on, closed_on, fulfilled_on) <= getvariable('delivered_on')",
    },
    {
      id: 'year-of-submission',
      column: 'session_year',
      message: '年度与提出日期相差一年以上；请核对年度',
      holds: 'abs(session_year - year(submitted_on)) <= 1',
    },
    {
      id: 'one-matter',
      column: 'title',
      message: '标题里并列了两个“关于……”；应一事一建议，请拆成两件',
      holds: "not regexp_matches(title, '关于.+[；;、，,及和与]关于')",
    },
    {
      id: 'cosigner-is-another',
      column: 'cosigners',
      message: '联名代表里有领衔代表本人；请只列其他代表',
      holds: `not list_contains(${cosignerList}, lead_signer)`,
    },
    {
      id: 'motion-has-ten',
      column: 'from_motion',
      message: '议案须有十名以上代表联名，这一件不足十人；请核对联名代表',
      holds: `not from_motion or ${cosignerCount} >= 9`,
    },
    follows('reviewed-after-submitted', 'reviewed_on', 'submitted_on', '审核日期早于提出日期；请核对'),
    {
      id: 'review-has-outcome',
      column: 'admissible',
      message: '有审核日期的须填是否受理，没有的不填；请核对两列',
      holds: '(reviewed_on is null) = (admissible is null)',
    },
    {
      id: 'inadmissible-has-reason',
      column: 'inadmissible_reason',
      message: '不予受理的须写明原因（七种之一），受理的不写；请核对两列',
      holds: '(inadmissible_reason is not null) = (coalesce(admissible, true) = false)',
    },
    follows('notified-after-reviewed', 'notified_on', 'reviewed_on', '受理告知日期早于审核日期；请核对'),
    {
      id: 'handed-over-when-admissible',
      column: 'handed_over_on',
      message: '交办的须先审核受理，且交办日期不早于审核日期；请核对',
      holds: 'handed_over_on is null or coalesce(admissible and handed_over_on >= reviewed_on, false)',
    },
    follows(
      'met-after-handed-over',
      'met_on',
      'handed_over_on',
      '面商日期早于交办日期，或没有交办日期；请核对',
    ),
    follows(
      'answered-after-handed-over',
      'answered_on',
      'handed_over_on',
      '答复日期早于交办日期，或没有交办日期；请核对',
    ),
    {
      id: 'class-with-answer',
      column: 'result_class',
      message: '答复的须填办理结果类别，未答复的不填；请核对两列',
      holds: '(result_class is null) = (answered_on is null)',
    },
    {
      id: 'cosigners-answered-within',
      column: 'cosigners_answered',
      message: '已答复联名代表数多于联名代表人数；请核对两列',
      holds: `cosigners_answered <= ${cosignerCount}`,
    },
    follows(
      'feedback-after-answer',
      'feedback_on',
      'answered_on',
      '反馈日期早于答复日期，或没有答复；请核对',
    ),
    {
      id: 'satisfaction-with-feedback',
      column: 'feedback_on',
      message: '有反馈日期的须填态度和结果两项满意度（未表态也要写明），没有的都不填；请核对三列',
      holds:
        '(feedback_on is null) = (satisfaction_handling is null) and (feedback_on is null) = (satisfaction_result is null)',
    },
    {
      id: 'again-after-dissatisfied',
      column: 'answered_again_on',
      message: '只有反馈不满意的才再次答复，且不早于反馈日期；请核对',
      holds:
        "answered_again_on is null or coalesce(answered_again_on >= feedback_on and 'dissatisfied' in (satisfaction_handling, satisfaction_result), false)",
    },
    follows('closed-after-answer', 'closed_on', 'answered_on', '办结日期早于答复日期，或没有答复；请核对'),
    {
      id: 'promise-of-class-b',
      column: 'promised_by',
      message: '只有 B 类（列入计划）才写承诺完成日期，且不早于答复日期；请核对',
      holds: "promised_by is null or coalesce(result_class = 'B' and promised_by >= answered_on, false)",
    },
    follows(
      'fulfilled-after-handed-over',
      'fulfilled_on',
      'handed_over_on',
      '落实完成日期早于交办日期，或没有交办日期；请核对',
    ),
    {
      id: 'not-merged-into-itself',
      column: 'merged_into',
      message: '并入的建议编号是它自己；请填被并入的那一件',
      holds: 'merged_into <> suggestion_id',
    },
  ],
};

const handlers: Contract = {
  id: 'suggestions.handlers',
  title: '代表建议承办台账',
  owner: '市人民政府办公室',
  grain: '建议 × 承办单位 × 交办日期',
  columns: [
    suggestionId,
    sessionYear,
    { name: 'department_code', title: '承办单位编码', type: 'code', description: 'Handling department.' },
    { name: 'department_name', title: '承办单位', type: 'text', description: 'Its name as delivered.' },
    {
      name: 'role',
      title: '承办方式',
      type: 'code',
      codes: { lead: ['主办', '独办'], co: ['会办', '协办'], separate: ['分办'] },
      description: 'Leads, gives its opinion to the lead, or answers on its own.',
    },
    { name: 'assigned_on', title: '交办日期', type: 'date', description: 'Assigned to it on.' },
    day('returned_on', '退回日期', 'Returned as wrongly assigned on.'),
    {
      name: 'return_reason',
      title: '退回理由',
      type: 'text',
      optional: true,
      description: 'Why it is not theirs.',
    },
    {
      name: 'return_consented',
      title: '退回是否同意',
      type: 'flag',
      optional: true,
      description: 'The office that assigned it agreed.',
    },
    day(
      'replied_on',
      '回复日期',
      'A co-handler’s opinion to the lead; a lead’s or separate handler’s answer.',
    ),
  ],
  key: ['suggestion_id', 'department_code', 'assigned_on'],
  partition: [{ name: 'session_year', value: 'cast(session_year as varchar)' }],
  asOf: 'greatest(assigned_on, returned_on, replied_on)',
  rules: [
    {
      id: 'not-in-the-future',
      column: 'assigned_on',
      message: '交办、退回或回复日期晚于报送日期；请核对年份',
      holds: "greatest(assigned_on, returned_on, replied_on) <= getvariable('delivered_on')",
    },
    follows('returned-after-assigned', 'returned_on', 'assigned_on', '退回日期早于交办日期；请核对'),
    {
      id: 'return-has-reason',
      column: 'return_reason',
      message: '退回的须写明理由和是否同意，没有退回的不写；请核对三列',
      holds:
        '(returned_on is null) = (return_reason is null) and (returned_on is null) = (return_consented is null)',
    },
    follows('replied-after-assigned', 'replied_on', 'assigned_on', '回复日期早于交办日期；请核对'),
    {
      id: 'returned-or-replied',
      column: 'replied_on',
      message: '同意退回的单位不应再有回复日期；请核对',
      holds: 'not coalesce(return_consented, false) or replied_on is null',
    },
  ],
};

export const contracts: readonly Contract[] = [register, handlers];
