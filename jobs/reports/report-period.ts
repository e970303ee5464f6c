import { parsePeriod, yearToDate, type MonthRange } from '../../warehouse/metrics/period.ts';
import type { Session } from './sessions.ts';
import { monthsText } from './wording.ts';

/** What a report may be an issue of. */
export const issueKinds = ['month', 'quarter', 'half', 'year', 'session', 'range'] as const;
export type IssueKind = (typeof issueKinds)[number];

/** The months of a report, with the words for them. */
export interface ReportPeriod {
  /** `2026-09`, `2026-Q3`, `2026-H1`, `2026`, `2026-08..2026-09`, or a session's id. */
  readonly id: string;
  readonly kind: IssueKind;
  readonly range: MonthRange;
  readonly ytd: MonthRange;
  /** 2026年第三季度 */
  readonly words: string;
  /** What the title calls it: the words, or the session's name. */
  readonly issue: string;
}

const quarters = ['第一季度', '第二季度', '第三季度', '第四季度'];

function kindOf(id: string): IssueKind {
  if (/^\d{4}$/.test(id)) return 'year';
  if (id.includes('-H')) return 'half';
  if (id.includes('-Q')) return 'quarter';
  return id.includes('..') ? 'range' : 'month';
}

function wordsOf(id: string, kind: IssueKind, range: MonthRange): string {
  const year = id.slice(0, 4);
  if (kind === 'half') return `${year}年${id.endsWith('1') ? '上' : '下'}半年`;
  if (kind === 'quarter') return `${year}年${quarters[Number(id.slice(-1)) - 1] ?? ''}`;
  return monthsText(range.from, range.to);
}

/**
 * A period as it is asked for: a session's id, or months as the API takes them.
 * @throws MetricRequestError on anything else
 */
export function reportPeriod(id: string, sessions: readonly Session[]): ReportPeriod {
  const session = sessions.find((one) => one.id === id);
  if (session) {
    const range = { from: session.from, to: session.to };
    const words = monthsText(range.from, range.to);
    return { id, kind: 'session', range, ytd: yearToDate(range.to), words, issue: session.name };
  }
  const range = parsePeriod(id);
  const kind = kindOf(id);
  const words = wordsOf(id, kind, range);
  return { id, kind, range, ytd: yearToDate(range.to), words, issue: words };
}

/** Whether its months are those from January on. */
export const isYearToDate = ({ range, ytd }: ReportPeriod): boolean => range.from === ytd.from;

/** `2025-09` of `2026-09`. */
export const yearBefore = (month: string): string => `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`;
