import { join } from 'node:path';
import { DelimitedFile } from './delimited.ts';
import type { PlantedReject } from './oddities.ts';
import type { Style } from './station-files.ts';
import type { Assignment } from './suggestion-handlers.ts';
import type { Satisfaction, Suggestion } from './suggestions.ts';
import { SheetDraft, writeWorkbook } from './workbook.ts';

const satisfactionNames: Readonly<Record<Satisfaction, string>> = {
  satisfied: '满意',
  fairly: '基本满意',
  dissatisfied: '不满意',
  unstated: '未表态',
};
const categoryNames: Readonly<Record<string, string>> = {
  education_health: '教科文卫',
  urban_environment: '城建环保',
  economy: '财政经济',
  agriculture: '农业农村',
  justice: '监察司法',
  society: '社会建设',
  overseas: '民族宗教侨务',
};
const roleNames = { lead: '主办', co: '会办', separate: '分办' } as const;
const yesNo = (value: boolean): string => (value ? '是' : '否');

/** A column of the register: its header, its header under a merged one in the workbook, its cell. */
interface RegisterColumn {
  readonly header: string;
  readonly under: readonly [string, string] | null;
  readonly cell: (life: Suggestion) => string;
}

const column = (
  header: string,
  cell: RegisterColumn['cell'],
  under: RegisterColumn['under'] = null,
): RegisterColumn => ({ header, under, cell });

const registerColumns: readonly RegisterColumn[] = [
  column('建议编号', ({ id }) => id),
  column('年度', ({ plan }) => String(plan.year)),
  column('会议届次', ({ session }) => session),
  column('提出时间类别', ({ inSession }) => (inSession ? '大会期间' : '闭会期间')),
  column('是否议案转建议', ({ fromMotion }) => yesNo(fromMotion)),
  column('标题', ({ plan }) => plan.title),
  column('正文', ({ plan }) => plan.body),
  column('建议类别', ({ plan }) => categoryNames[plan.topic.category] ?? '其他'),
  column('涉及县（市、区）', ({ plan }) => plan.area?.name ?? ''),
  column('涉及乡镇街道', ({ plan }) => plan.township ?? ''),
  column('领衔代表编号', ({ leadSigner }) => leadSigner),
  column('联名代表编号', ({ cosigners }) => cosigners.join('、')),
  column('提出日期', ({ submittedOn }) => submittedOn),
  column('审核日期', ({ reviewedOn }) => reviewedOn, ['审核受理', '审核日期']),
  column('是否受理', ({ inadmissible }) => yesNo(inadmissible === null), ['审核受理', '是否受理']),
  column('不予受理原因', ({ inadmissible }) => inadmissible ?? '', ['审核受理', '不予受理原因']),
  column('受理告知日期', ({ notifiedOn }) => notifiedOn ?? '', ['审核受理', '告知日期']),
  column('交办日期', ({ handedOverOn }) => handedOverOn ?? '', ['交办', '日期']),
  column('是否延期办理', ({ handedOverOn, extended }) => (handedOverOn === null ? '' : yesNo(extended)), [
    '交办',
    '是否延期',
  ]),
  column(
    '会办单位数',
    ({ handedOverOn, assignments }) =>
      handedOverOn === null ? '' : String(assignments.filter(({ role }) => role === 'co').length),
    ['交办', '会办单位数'],
  ),
  column('面商日期', ({ metOn }) => metOn ?? ''),
  column('答复日期', ({ answeredOn }) => answeredOn ?? '', ['答复', '日期']),
  column(
    '已答复联名代表数',
    ({ answeredOn, cosignersAnswered }) => (answeredOn === null ? '' : String(cosignersAnswered)),
    ['答复', '联名代表数'],
  ),
  column('办理结果类别', ({ answeredOn, resultClass }) => (answeredOn === null ? '' : `${resultClass}类`), [
    '答复',
    '结果类别',
  ]),
  column('反馈日期', ({ feedbackOn }) => feedbackOn ?? '', ['反馈', '日期']),
  column(
    '办理态度满意度',
    ({ feedbackOn, handling }) => (feedbackOn === null ? '' : satisfactionNames[handling]),
    ['反馈', '办理态度'],
  ),
  column(
    '办理结果满意度',
    ({ feedbackOn, result }) => (feedbackOn === null ? '' : satisfactionNames[result]),
    ['反馈', '办理结果'],
  ),
  column('再次答复日期', ({ answeredAgainOn }) => answeredAgainOn ?? ''),
  column('办结日期', ({ closedOn }) => closedOn ?? ''),
  column('承诺完成日期', ({ promisedBy }) => promisedBy ?? '', ['落实', '承诺完成日期']),
  column('落实完成日期', ({ fulfilledOn }) => fulfilledOn ?? '', ['落实', '完成日期']),
  column('并入建议编号', ({ mergedInto }) => mergedInto ?? ''),
  column('是否重点督办', ({ keySupervised }) => yesNo(keySupervised)),
];

/** Four rows of the first register that cannot be true or understood. */
const faults = [
  { header: '答复日期', column: 'answered_on', text: '2021-01-30', reason: '答复日期早于交办日期' },
  { header: '办理结果类别', column: 'result_class', text: 'E类', reason: '办理结果类别不在 A、B、C、D 之内' },
  {
    header: '办理结果满意度',
    column: 'satisfaction_result',
    text: '很好',
    reason: '满意度不在约定的四种之内',
  },
  {
    header: '标题',
    column: 'title',
    text: '关于改造村道的建议；关于增设路灯的建议',
    reason: '一件建议写了两件事',
  },
] as const;

function rejectedRows(file: string, example: Suggestion): { cells: string[]; reject: PlantedReject }[] {
  return faults.map((fault, index) => {
    const id = `JY${example.plan.year}-R00${index + 1}`;
    const cells = registerColumns.map((one) =>
      one.header === '建议编号' ? id : one.header === fault.header ? fault.text : one.cell(example),
    );
    const { column, reason } = fault;
    return { cells, reject: { file, contract: 'suggestions.register', row: id, column, reason } };
  });
}

/** The register of a year as a text file; `rejectsAfter` plants rows that must be rejected, made from one that is good. */
export function writeSuggestionText(
  folder: string,
  name: string,
  style: Style,
  rows: readonly Suggestion[],
  rejectsAfter: Suggestion | null,
): { rows: number; rejects: readonly PlantedReject[] } {
  const out = new DelimitedFile(join(folder, name), style.encoding, style.separator);
  out.line(registerColumns.map(({ header }) => header));
  for (const life of rows) out.row(registerColumns.map(({ cell }) => cell(life)));
  const rejected = rejectsAfter === null ? [] : rejectedRows(name, rejectsAfter);
  for (const { cells } of rejected) out.row(cells);
  out.close();
  return { rows: out.rows, rejects: rejected.map(({ reject }) => reject) };
}

/** The register of a year as the office keeps it: a title, and a header over two rows. */
export function writeSuggestionWorkbook(file: string, title: string, rows: readonly Suggestion[]): number {
  const sheet = new SheetDraft('登记簿');
  sheet.title(title, '件', registerColumns.length);
  sheet.header(registerColumns.map(({ header, under }) => under ?? header));
  for (const life of rows) sheet.row(registerColumns.map(({ cell }) => cell(life)));
  return writeWorkbook(file, [sheet]);
}

/** Who handles what, by the government's office. */
export function writeHandlers(file: string, style: Style, rows: readonly Suggestion[]): number {
  const out = new DelimitedFile(file, style.encoding, style.separator);
  out.line([
    '建议编号',
    '年度',
    '承办单位编码',
    '承办单位',
    '承办方式',
    '交办日期',
    '退回日期',
    '退回理由',
    '退回是否同意',
    '回复日期',
  ]);
  for (const life of rows) for (const assignment of life.assignments) out.row(handlerCells(life, assignment));
  out.close();
  return out.rows;
}

const handlerCells = ({ id, plan }: Suggestion, one: Assignment): string[] => [
  id,
  String(plan.year),
  one.department.code,
  one.department.name,
  roleNames[one.role],
  one.assignedOn,
  one.returned?.on ?? '',
  one.returned?.reason ?? '',
  one.returned === null ? '' : yesNo(one.returned.consented),
  one.repliedOn ?? '',
];
