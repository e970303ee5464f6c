import type { Passage, Span } from '../../../api/contracts/duplicates.ts';

/** A stretch of text as it is shown: plain, or part of a shared passage. */
export interface Stretch {
  readonly text: string;
  readonly kind: 'plain' | 'verbatim' | 'bridged';
  /** Which passage, from 0; null for plain text. The same number on both sides is the same passage. */
  readonly passage: number | null;
}

interface Mark extends Span {
  readonly kind: 'verbatim' | 'bridged';
  readonly passage: number;
}

/**
 * A text cut where passages begin and end. Where passages overlap (on the earlier side one place may answer two of
 * the draft) the first keeps it.
 * @param offset where the text begins in `title + '\n' + body`
 */
export function stretches(
  text: string,
  offset: number,
  passages: readonly Passage[],
  side: 'draft' | 'earlier',
): readonly Stretch[] {
  const marks = passages
    .flatMap(({ parts }, passage) => parts.map((part): Mark => ({ ...part[side], kind: part.kind, passage })))
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const shown: Stretch[] = [];
  let at = 0;
  for (const { start, end, kind, passage } of marks) {
    const from = Math.max(start - offset, at);
    const to = Math.min(end - offset, text.length);
    if (to <= from) continue;
    if (from > at) shown.push({ text: text.slice(at, from), kind: 'plain', passage: null });
    shown.push({ text: text.slice(from, to), kind, passage });
    at = to;
  }
  if (at < text.length) shown.push({ text: text.slice(at), kind: 'plain', passage: null });
  return shown;
}
