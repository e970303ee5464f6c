import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { suggestions } from '../../fixtures/suggestions.ts';
import { readCorpus } from '../../../warehouse/duplicates/labelled-set.ts';
import type { SuggestionText } from '../../../warehouse/duplicates/suggestion.ts';

/** Real messages and judged pairs, kept outside the project; `DUPLICATES_EVAL` names another folder. */
export const evaluationFolder =
  process.env.DUPLICATES_EVAL ??
  join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'eval', 'duplicates');

export const evaluationFiles = {
  messages: join(evaluationFolder, 'messages.parquet'),
  pairs: join(evaluationFolder, 'judged_pairs.csv'),
  titles: join(evaluationFolder, 'back_translated_titles.csv'),
};

export const hasEvaluation = existsSync(evaluationFiles.messages);

/** What to say where the folder is missing. */
export const missing = `没有评测数据 ${evaluationFolder}：跳过（用 DUPLICATES_EVAL 指定另一个文件夹）`;

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
