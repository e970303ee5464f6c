import type { Boilerplate } from './boilerplate.ts';
import type { DuplicateIndex } from './duplicate-index.ts';
import { explain } from './duplicate-search.ts';
import type { LabelledPair } from './labelled-set.ts';

export interface PairScore {
  readonly a: string;
  readonly b: string;
  readonly label: 0 | 1 | null;
  /** 同一事项概率; null when a message is not in the corpus. */
  readonly probability: number | null;
  readonly band: string | null;
  /** 文字重合率: the share of `a` in passages shared with `b`, and the other way round. */
  readonly overlapOfA: number | null;
  readonly overlapOfB: number | null;
}

/** Scores pairs of documents of an index. The order of the two does not change the probability. */
export function scorePairs(
  index: DuplicateIndex,
  boilerplate: Boilerplate,
  pairs: readonly LabelledPair[],
): readonly PairScore[] {
  return pairs.map(({ a, b, label }) => {
    const [forth, back] = [judged(index, boilerplate, a, b), judged(index, boilerplate, b, a)];
    return {
      a,
      b,
      label,
      probability: forth?.probability ?? null,
      band: forth?.band ?? null,
      overlapOfA: forth?.overlap ?? null,
      overlapOfB: back?.overlap ?? null,
    };
  });
}

function judged(
  index: DuplicateIndex,
  boilerplate: Boilerplate,
  id: string,
  other: string,
): ReturnType<typeof explain>['matches'][number] | undefined {
  const text = index.textOf(id);
  const found = text === null ? null : index.judgeOne(text, other);
  return text === null || found === null ? undefined : explain(index, boilerplate, text, [found]).matches[0];
}

const header = 'message_a,message_b,label,probability,band,overlap_of_a,overlap_of_b';

/** Ids come from a file: one with a comma or a quote is quoted. */
export function scoresCsv(scores: readonly PairScore[]): string {
  const cell = (value: string | number | null): string => {
    const text = typeof value === 'number' ? String(Math.round(value * 1e6) / 1e6) : (value ?? '');
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = scores.map((score) =>
    [score.a, score.b, score.label, score.probability, score.band, score.overlapOfA, score.overlapOfB]
      .map(cell)
      .join(','),
  );
  return [header, ...lines, ''].join('\n');
}
