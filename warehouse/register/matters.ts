/** Two suggestions that may be about one matter, and how likely that is. */
export interface Link {
  readonly a: string;
  readonly b: string;
  /** 同一事项概率. */
  readonly probability: number;
}

/** Suggestions about one matter. */
export interface Matter {
  readonly ids: readonly string[];
  /** The lowest of the probabilities by which each was joined to the rest. */
  readonly probability: number;
}

/** Groups are joined while a pair across them is on average as likely one matter as not. */
const joinedFrom = 0.5;

/**
 * Groups suggestions by matter: agglomerative clustering with average linkage (UPGMA), a pair that was never
 * compared counting as 0. One likely pair between two groups of strangers does not chain them together.
 * Deterministic: ties are broken by id.
 */
export function groupByMatter(links: readonly Link[]): readonly Matter[] {
  const known = new Map(links.map(({ a, b, probability }) => [pairKey(a, b), probability]));
  const groupOf = new Map<string, Group>();
  const ordered = [...links]
    .filter(({ probability }) => probability >= joinedFrom)
    .sort((x, y) => y.probability - x.probability || compare(pairKey(x.a, x.b), pairKey(y.a, y.b)));
  for (const { a, b } of ordered) {
    const [first, second] = [groupOf.get(a) ?? alone(a), groupOf.get(b) ?? alone(b)];
    if (first === second) continue;
    const linkage = meanBetween(first, second, known);
    if (linkage < joinedFrom) continue;
    const joined: Group = {
      ids: [...first.ids, ...second.ids],
      probability: Math.min(first.probability, second.probability, linkage),
    };
    for (const id of joined.ids) groupOf.set(id, joined);
  }
  return [...new Set(groupOf.values())]
    .map(({ ids, probability }) => ({ ids: [...ids].sort(compare), probability }))
    .sort((x, y) => compare(x.ids[0] ?? '', y.ids[0] ?? ''));
}

interface Group {
  readonly ids: readonly string[];
  readonly probability: number;
}

const alone = (id: string): Group => ({ ids: [id], probability: 1 });
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const pairKey = (a: string, b: string): string => (a < b ? `${a}\n${b}` : `${b}\n${a}`);

function meanBetween(first: Group, second: Group, known: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const a of first.ids) for (const b of second.ids) sum += known.get(pairKey(a, b)) ?? 0;
  return sum / (first.ids.length * second.ids.length);
}
