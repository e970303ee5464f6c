import type { IssueKind } from './report-period.ts';
import type { Session } from './sessions.ts';
import type { Template } from './template.ts';

/** An issue of a report that should have been made by now. */
export interface DueIssue {
  readonly template: string;
  /** A period, or a session's id. */
  readonly period: string;
  /** `2026-10-06`, in the offices' time. */
  readonly dueOn: string;
}

/** An issue whose day was longer ago is left to people: a new home must not make years of reports. */
const longestAgoDays = 31;
const offsetMs = 8 * 3_600_000;
const dayMs = 86_400_000;

const dayText = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
const dayOf = (text: string): number => Date.parse(text) / dayMs;
/** Days since 1970 of the first of a month; months before January or after December are those of other years. */
const firstOf = (year: number, month: number): number => Date.UTC(year, month - 1, 1) / dayMs;

/** The last of a kind that is over on a day, and the day it ended before; a longer one takes a shorter one's place. */
function lastOver(
  kind: IssueKind,
  issues: readonly IssueKind[],
  today: Date,
): { readonly period: string; readonly next: number } | null {
  const [year, month] = [today.getUTCFullYear(), today.getUTCMonth() + 1];
  if (kind === 'month') {
    const next = firstOf(year, month);
    return { period: dayText(next - 1).slice(0, 7), next };
  }
  if (kind === 'year') return { period: String(year - 1), next: firstOf(year, 1) };
  if (kind === 'half') {
    if (month > 6) return { period: `${year}-H1`, next: firstOf(year, 7) };
    return issues.includes('year') ? null : { period: `${year - 1}-H2`, next: firstOf(year, 1) };
  }
  if (kind !== 'quarter') return null;
  const quarters = Math.floor((month - 1) / 3);
  if (quarters === 2 && issues.includes('half')) return null;
  if (quarters > 0) return { period: `${year}-Q${quarters}`, next: firstOf(year, quarters * 3 + 1) };
  return issues.includes('year') ? null : { period: `${year - 1}-Q4`, next: firstOf(year, 1) };
}

/** What is due at a moment, by each template's own issues: the last period of each kind, and the sessions ahead. */
export function dueIssues(
  templates: readonly Pick<Template, 'id' | 'issues' | 'due'>[],
  sessions: readonly Session[],
  at: Date,
): readonly DueIssue[] {
  const local = new Date(at.getTime() + offsetMs);
  const today = Math.floor(local.getTime() / dayMs);
  const isNow = (day: number) => day <= today && today - day <= longestAgoDays;
  return templates.flatMap(({ id, issues, due }) => {
    const periods = issues.flatMap((kind) => {
      const over = lastOver(kind, issues, local);
      return over === null ? [] : [{ period: over.period, day: over.next + due - 1 }];
    });
    const ahead = issues.includes('session')
      ? sessions.map((session) => ({ period: session.id, day: dayOf(session.opens) - due }))
      : [];
    return [...periods, ...ahead]
      .filter(({ day }) => isNow(day))
      .map(({ period, day }) => ({ template: id, period, dueOn: dayText(day) }));
  });
}

/** Days an issue waits for a delivery that is late; then it is made and says what is missing. */
const patienceDays = 10;

export const isOutOfPatience = ({ dueOn }: DueIssue, at: Date): boolean =>
  (at.getTime() + offsetMs) / dayMs - dayOf(dueOn) >= patienceDays;
