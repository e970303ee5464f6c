import type { NormalisedText } from './normalise.ts';
import { seedKey, seedLength } from './runs.ts';
import { bigramKey } from './segment.ts';
import { TermCounts } from './term-counts.ts';

/** Characters of an original text, `[start, end)`, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A part of a passage: the same on both sides, or what lies between two such parts. */
export interface PassagePart {
  readonly kind: 'verbatim' | 'bridged';
  readonly draft: Span;
  readonly earlier: Span;
}

/** A passage that two texts share, as marked on both sides. */
export interface Passage {
  readonly draft: Span;
  readonly earlier: Span;
  readonly parts: readonly PassagePart[];
}

/** Stand between title and body, and match nothing. */
const border = { draft: 0xffff, earlier: 0 } as const;

/** Title and body as one text, with a line break between them: no run and no passage crosses it. */
export function joinFields(
  title: NormalisedText,
  titleLength: number,
  body: NormalisedText,
  side: keyof typeof border,
): NormalisedText {
  const shift = titleLength + 1;
  const length = title.codes.length + 1 + body.codes.length;
  const codes = new Uint16Array(length);
  const [starts, ends] = [new Uint32Array(length), new Uint32Array(length)];
  const at = title.codes.length;
  codes.set(title.codes);
  starts.set(title.starts);
  ends.set(title.ends);
  codes[at] = border[side];
  starts[at] = titleLength;
  ends[at] = shift;
  codes.set(body.codes, at + 1);
  for (let index = 0; index < body.codes.length; index++) {
    starts[at + 1 + index] = (body.starts[index] ?? 0) + shift;
    ends[at + 1 + index] = (body.ends[index] ?? 0) + shift;
  }
  return { codes, starts, ends };
}

/** Verbatim runs this close together, in both texts, are one passage. */
const widestGap = 10;
/** Passages with fewer characters word for word are left out. */
const shortest = 10;

/** A run that stands word for word in both texts: compared code units from `a` and from `b` on. */
interface Run {
  readonly a: number;
  readonly b: number;
  readonly length: number;
}

/** Whether a stretch of compared code units is boilerplate. */
export type IsBoilerplate = (codes: Uint16Array) => Uint8Array;

/**
 * The passages two texts share: seeds of five characters, extended as far as both agree, chained over gaps of at most
 * ten, in the order of the draft. A passage of boilerplate only is none.
 */
export function findPassages(
  draft: NormalisedText,
  earlier: NormalisedText,
  boilerplateOf: IsBoilerplate,
): readonly Passage[] {
  const runs = maximalRuns(draft.codes, earlier.codes);
  const boilerplate = boilerplateOf(draft.codes);
  return chain(runs, draft.codes, earlier.codes)
    .filter((run) => tellingLength(run, boilerplate) >= shortest)
    .map((chained) => passageOf(chained, draft, earlier));
}

/** Runs of the draft from left to right, each the longest that begins there; the draft is covered once. */
function maximalRuns(a: Uint16Array, b: Uint16Array): readonly Run[] {
  // Only where a bigram of the draft stands can a seed of it begin: most of the other text is not looked at.
  const beginnings = new TermCounts();
  beginnings.addBigrams(a);
  const seeds = new Map<number, number[]>();
  for (let at = 0; at + seedLength <= b.length; at++) {
    if (beginnings.slotOf(bigramKey(b[at] ?? 0, b[at + 1] ?? 0)) === -1) continue;
    const key = seedKey(b, at);
    const places = seeds.get(key);
    if (places === undefined) seeds.set(key, [at]);
    else places.push(at);
  }
  const runs: Run[] = [];
  for (let at = 0; at + seedLength <= a.length;) {
    const best = longestFrom(a, b, at, seeds.get(seedKey(a, at)) ?? [], runs.at(-1));
    if (best === null) at++;
    else {
      runs.push(best);
      at = best.a + best.length;
    }
  }
  return runs;
}

/** Places of a seed that are tried: a phrase repeated a hundred times would make the search quadratic. */
const placesTried = 32;

/** The longest run from a place on; of equals, the one that goes on where the run before it ended. */
function longestFrom(
  a: Uint16Array,
  b: Uint16Array,
  at: number,
  places: readonly number[],
  previous: Run | undefined,
): Run | null {
  const expected = previous === undefined ? 0 : previous.b + at - previous.a;
  let best: Run | null = null;
  for (const place of places.slice(0, placesTried)) {
    let length = 0;
    while (at + length < a.length && place + length < b.length && a[at + length] === b[place + length])
      length++;
    if (length < seedLength) continue;
    const isNearer = Math.abs(place - expected) < Math.abs((best?.b ?? Number.POSITIVE_INFINITY) - expected);
    if (best === null || length > best.length || (length === best.length && isNearer))
      best = { a: at, b: place, length };
  }
  return best;
}

function chain(runs: readonly Run[], a: Uint16Array, b: Uint16Array): readonly (readonly Run[])[] {
  const chains: Run[][] = [];
  for (const run of runs) {
    const last = chains.at(-1);
    const end = last?.at(-1);
    if (last !== undefined && end !== undefined && isBridged(end, run, a, b)) last.push(run);
    else chains.push([run]);
  }
  return chains;
}

/** Whether a run follows another closely in both texts, within one field. */
function isBridged(end: Run, next: Run, a: Uint16Array, b: Uint16Array): boolean {
  const gapA = a.subarray(end.a + end.length, next.a);
  const gapB = b.subarray(Math.min(next.b, end.b + end.length), next.b);
  const isForward = next.b >= end.b + end.length;
  const isClose = gapA.length <= widestGap && gapB.length <= widestGap;
  return isForward && isClose && !gapA.includes(border.draft) && !gapB.includes(border.earlier);
}

/** Characters word for word that are no boilerplate. */
function tellingLength(runs: readonly Run[], boilerplate: Uint8Array): number {
  return runs.reduce(
    (sum, { a, length }) =>
      sum + boilerplate.subarray(a, a + length).reduce((count, marked) => count + (marked === 0 ? 1 : 0), 0),
    0,
  );
}

function passageOf(runs: readonly Run[], draft: NormalisedText, earlier: NormalisedText): Passage {
  const parts: PassagePart[] = [];
  runs.forEach((run, index) => {
    const before = runs[index - 1];
    if (before !== undefined) {
      const gap = {
        kind: 'bridged' as const,
        draft: spanOf(draft, before.a + before.length, run.a),
        earlier: spanOf(earlier, before.b + before.length, run.b),
      };
      parts.push(gap);
    }
    parts.push({
      kind: 'verbatim',
      draft: spanOf(draft, run.a, run.a + run.length),
      earlier: spanOf(earlier, run.b, run.b + run.length),
    });
  });
  return {
    draft: hull(parts.map((part) => part.draft)),
    earlier: hull(parts.map((part) => part.earlier)),
    parts,
  };
}

/** Compared code units `[from, to)` as characters of the original; empty spans stay where they are. */
function spanOf({ starts, ends }: NormalisedText, from: number, to: number): Span {
  const start = from === to && from > 0 ? (ends[from - 1] ?? 0) : (starts[from] ?? 0);
  return { start, end: from === to ? start : (ends[to - 1] ?? start) };
}

function hull(spans: readonly Span[]): Span {
  return {
    start: Math.min(...spans.map(({ start }) => start)),
    end: Math.max(...spans.map(({ end }) => end)),
  };
}

/** Marks (1) the compared code units of a text that lie in spans of its original. */
export function coverage(text: NormalisedText, spans: readonly Span[]): Uint8Array {
  const covered = new Uint8Array(text.codes.length);
  for (const { start, end } of spans)
    for (let at = 0; at < covered.length; at++)
      if ((text.starts[at] ?? 0) >= start && (text.ends[at] ?? 0) <= end) covered[at] = 1;
  return covered;
}
