import type { MetricUnit } from '../../warehouse/metrics/definition.ts';
import type { PublishedBuild } from '../../warehouse/opened-build.ts';
import { latestWarningMonth, listWarnings, type WarningRow } from '../../warehouse/queries/warnings/list.ts';
import { severityNames, severities, type WarningUnit } from '../../warehouse/warnings/definition.ts';
import { warningRules } from '../../warehouse/warnings/registry.ts';
import type { Block, ListCell } from './document.ts';
import type { TemplateBlock } from './template.ts';
import { digitsOf, monthsText, withoutGaps } from './wording.ts';

type WarningsBlock = TemplateBlock & { readonly kind: 'warnings' };

const heads = ['级别', '规则', '对象与情况', '数值', '阈值', '应作说明的单位'];

const words = (text: string): ListCell => ({ text, value: null, unit: null });
const number = (value: number | null, unit: WarningUnit): ListCell => {
  const kind: MetricUnit = unit;
  if (value === null) return { text: '—', value, unit: kind };
  // Days of a deadline are whole, those of an average are not.
  const isWhole = unit === 'days' && Number.isInteger(value);
  return {
    text: isWhole ? `${digitsOf(value, 'count')[0]}天` : digitsOf(value, kind).join(''),
    value,
    unit: kind,
  };
};

function rowOf(warning: WarningRow): readonly ListCell[] {
  const { severity, ruleName, subjectName, detail, unit, explainedBy, monthsRunning } = warning;
  const subject = [subjectName?.replace(/。$/, ''), detail].filter(Boolean).join('：');
  const running = monthsRunning > 1 ? `（连续${monthsRunning}个月）` : '';
  return [
    words(severityNames[severity]),
    words(ruleName),
    words(withoutGaps(subject + running)),
    number(warning.value, unit),
    number(warning.threshold, unit),
    words(explainedBy),
  ];
}

/** What is printed of a row: what it is about, and who must explain; the rest is over it, or in its words. */
const printedColumns = [2, 5];

/** Warnings of one rule and one severity, under a line that says both, and the threshold where they share it. */
function groupsOf(rows: readonly WarningRow[]) {
  const byHead = new Map<string, number[]>();
  rows.forEach(({ rule, severity }, at) => {
    const key = `${severity} ${rule}`;
    byHead.set(key, [...(byHead.get(key) ?? []), at]);
  });
  return [...byHead.values()].map((own) => {
    const found = own.flatMap((at) => rows[at] ?? []);
    const [first] = found;
    const thresholds = new Set(
      found.map(({ threshold, unit }) => (threshold ? number(threshold, unit).text : '')),
    );
    const [threshold = ''] = thresholds.size === 1 ? thresholds : [];
    const facts = [
      first === undefined ? '' : severityNames[first.severity],
      threshold === '' ? '' : `阈值${threshold}`,
      `${own.length}条`,
    ];
    return {
      title: `${first?.ruleName ?? ''}（${facts.filter((fact) => fact !== '').join('，')}）`,
      rows: own,
    };
  });
}

/** The warnings of a build that stand at the end of a report's months, as blocks. */
export async function fillWarnings(
  { caption, rules, severities: asked, top, hasRules }: WarningsBlock,
  lastMonth: string,
  { engine }: PublishedBuild,
): Promise<readonly Block[]> {
  const latest = await latestWarningMonth(engine);
  if (latest === null) return [{ kind: 'paragraph', text: '还没有可以判断预警的数据。' }];
  const month = lastMonth < latest ? lastMonth : latest;
  const filter = { month, rules, areas: [], departments: [], offset: 0 };
  const { total, rows } = await listWarnings(engine, { ...filter, severities: asked, limit: top });
  const end = `${monthsText(month, month)}末`;
  const late = month === lastMonth ? '' : `（${monthsText(lastMonth, lastMonth)}尚未判断）`;
  if (total === 0)
    return [{ kind: 'paragraph', text: `${end}${late}，相关规则没有发现${levels(asked)}预警。` }];
  const counted = await Promise.all(
    asked.map(async (severity) => ({
      severity,
      total: (await listWarnings(engine, { ...filter, severities: [severity], limit: 1 })).total,
    })),
  );
  const present = counted.filter((one) => one.total > 0);
  const [only] = present;
  const counts =
    present.length === 1 && only
      ? `${total > 1 ? '均' : ''}为${severityNames[only.severity]}`
      : `其中${present.map((one) => `${severityNames[one.severity]}${one.total}条`).join('、')}`;
  const part = total > rows.length ? `，表中列出前${rows.length}条，其余见驾驶舱预警页` : '';
  const found = [...new Set(rows.map(({ rule }) => rule))].flatMap((id) => warningRules.get(id) ?? []);
  return [
    {
      kind: 'paragraph',
      text: `${end}${late}，相关规则成立的预警有${total}条，${counts}${part}。`,
    },
    {
      ...{ kind: 'list', caption, heads, rows: rows.map(rowOf) },
      printed: { columns: printedColumns, groups: groupsOf(rows) },
    },
    ...(hasRules ? found : []).map(({ name, statement, legalBasis }): Block => ({
      kind: 'note',
      text: withoutGaps(`${name}：${statement}${legalBasis === null ? '' : `依据：${legalBasis}。`}`),
    })),
  ];
}

const levels = (asked: WarningsBlock['severities']): string =>
  asked.length === severities.length ? '' : asked.map((severity) => severityNames[severity]).join('、');
