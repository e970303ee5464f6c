import { dirname, join } from 'node:path';
import { evaluationData } from '../../fixtures/evaluation-data.ts';
import { suggestions } from '../../fixtures/suggestions.ts';
import { readCorpus } from '../../../warehouse/duplicates/labelled-set.ts';
import type { SuggestionText } from '../../../warehouse/duplicates/suggestion.ts';

/** Real messages and judged pairs, kept outside the project. */
const { path: messages, isMissing } = evaluationData(join('duplicates', 'messages.parquet'));
const beside = (name: string): string => join(dirname(messages), name);

export const evaluationFiles = {
  messages,
  pairs: beside('judged_pairs.csv'),
  titles: beside('back_translated_titles.csv'),
};

export const hasEvaluation = !isMissing;

/** Messages to make large corpora of: the real ones, or, without them, made-up suggestions. */
export async function sourceMessages(): Promise<readonly SuggestionText[]> {
  return hasEvaluation ? readCorpus(evaluationFiles.messages) : suggestions;
}

/**
 * Messages that never were, of sentences that were: each takes a title from one message and its sentences from others,
 * until it is as long as a third. Words, places and lengths are as in the source; no matter is.
 */
export function* recombined(
  source: readonly SuggestionText[],
  count: number,
  random: () => number,
): Generator<SuggestionText> {
  const pick = <T>(values: readonly T[]): T => {
    const value = values[Math.floor(random() * values.length)];
    if (value === undefined) throw new RangeError('nothing to pick from');
    return value;
  };
  const sentences = source.flatMap(({ body }) => body.match(/[^。！？；\n]+[。！？；\n]*/gu) ?? []);
  for (let number = 0; number < count; number++) {
    const { length } = pick(source).body;
    let body = '';
    while (body.length < length) body += pick(sentences);
    yield { id: `made-${number}`, title: pick(source).title, body, submittedOn: null };
  }
}
