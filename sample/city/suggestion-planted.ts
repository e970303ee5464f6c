import { completeTo } from './calendar.ts';
import type { Oddity, SuggestionGroup } from './oddities.ts';
import { addMonths, type Suggestion } from './suggestions.ts';

const days = (from: string): number => (Date.parse(completeTo) - Date.parse(from)) / 86_400_000;

/** Groups of at least two suggestions that were written, by group. */
export function suggestionGroups(lives: readonly Suggestion[]): readonly SuggestionGroup[] {
  const groups = new Map<string, Suggestion[]>();
  for (const life of lives) {
    const id = life.plan.group?.id;
    if (id !== undefined) groups.set(id, [...(groups.get(id) ?? []), life]);
  }
  return [...groups.entries()]
    .filter(([, members]) => members.length > 1)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, members]) => {
      const group = members[0]?.plan.group;
      return {
        id,
        kind: group?.kind ?? 'duplicate',
        text: group?.written === true ? 'hand' : 'template',
        suggestions: members.map((life) => ({
          id: life.id,
          year: life.plan.year,
          title: life.plan.title,
          resultClass: life.answeredOn === null ? null : life.resultClass,
          promisedBy: life.promisedBy,
          fulfilledOn: life.fulfilledOn,
          mergedInto: life.mergedInto,
        })),
      };
    });
}

/** What is wrong among the suggestions as they are known on the last day of the data. */
export function suggestionOddities(lives: readonly Suggestion[]): readonly Omit<Oddity, 'id'>[] {
  const overdue = lives.filter(
    ({ handedOverOn, answeredOn, extended }) =>
      handedOverOn !== null && answeredOn === null && addMonths(handedOverOn, extended ? 6 : 3) < completeTo,
  );
  const unhappy = lives.filter(
    ({ handling, result, feedbackOn, answeredAgainOn }) =>
      feedbackOn !== null &&
      answeredAgainOn === null &&
      (handling === 'dissatisfied' || result === 'dissatisfied') &&
      addMonths(feedbackOn, 1) < completeTo,
  );
  const broken = lives.filter(
    ({ plan, promisedBy, fulfilledOn }) =>
      plan.group?.kind === 'duplicate' &&
      promisedBy !== null &&
      fulfilledOn === null &&
      promisedBy < completeTo,
  );
  return [
    ...overdue.map((life) => ({
      kind: 'suggestion_overdue' as const,
      title: '建议逾期未答复',
      where: { suggestion: life.id, department: leadOf(life), period: '2026-10' },
      facts: { daysOverdue: days(addMonths(life.handedOverOn ?? '', life.extended ? 6 : 3)) },
      expect: '交办三个月（经同意延期的六个月）后仍没有书面答复，应列为逾期',
    })),
    ...unhappy.map((life) => ({
      kind: 'suggestion_dissatisfied' as const,
      title: '不满意后未再次答复',
      where: { suggestion: life.id, department: leadOf(life) },
      facts: { daysSinceFeedback: days(life.feedbackOn ?? '') },
      expect: '代表反馈不满意，一个月内没有再次书面答复',
    })),
    ...broken.map((life) => ({
      kind: 'suggestion_promise_broken' as const,
      title: '承诺到期未落实，又被重复提出',
      where: { suggestion: life.id, department: leadOf(life), group: life.plan.group?.id ?? '' },
      facts: { daysPastPromise: days(life.promisedBy ?? '') },
      expect: '答复为 B 类并承诺了完成日期，到期没有落实；同一事项在其他年份又被提出',
    })),
  ];
}

function leadOf(life: Suggestion): string {
  return (
    life.assignments.find(({ role, returned }) => role !== 'co' && !(returned?.consented ?? false))
      ?.department.code ?? ''
  );
}
