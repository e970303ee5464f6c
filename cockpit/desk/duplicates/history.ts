import type { SuggestionEntry } from '../../../api/contracts/duplicates.ts';
import { duplicateTexts } from '../../locale/duplicates.ts';

const { history } = duplicateTexts;
const yearOf = (day: string): number => Number(day.slice(0, 4));

/** What became of a suggestion, a few words a step: raised, answered, promised, kept. */
export function historyOf(entry: SuggestionEntry): readonly string[] {
  const steps = [history.raised(entry.sessionYear)];
  if (entry.mergedInto !== null) steps.push(history.merged(entry.mergedInto));
  if (entry.resultClass !== null) steps.push(history.answered(entry.resultClass));
  else if (entry.answeredOn === null) steps.push(history.waiting);
  if (entry.answeredInTime === false) steps.push(history.late);
  if (entry.promisedBy !== null)
    steps.push(
      history.promised(yearOf(entry.promisedBy)),
      entry.promiseKept === null ? history.due : entry.promiseKept ? history.kept : history.notKept,
    );
  else if (entry.fulfilledOn !== null) steps.push(history.fulfilled(yearOf(entry.fulfilledOn)));
  if (entry.satisfactionResult === 'dissatisfied') steps.push(history.dissatisfied);
  return steps;
}

/** The years in which a matter was raised, oldest first: `2019、2021年先后提出`; null for fewer than two years. */
export function chainOf(entries: readonly SuggestionEntry[]): string | null {
  const years = [...new Set(entries.map(({ sessionYear }) => sessionYear))].sort((a, b) => a - b);
  return years.length < 2 ? null : history.chain(`${years.join('、')}年`);
}
