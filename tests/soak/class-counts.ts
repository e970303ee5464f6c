import { z } from 'zod';

/** Objects of one class in a heap snapshot. */
export interface ClassCount {
  readonly count: number;
  /** Bytes of the objects themselves. */
  readonly bytes: number;
}

/** What is read of V8's format: `nodes` is a flat list of numbers, so many fields a node. */
const snapshotSchema = z.object({
  snapshot: z.object({
    meta: z.object({
      node_fields: z.array(z.string()),
      // The first field's kinds by name; the other fields name a type each.
      node_types: z.tuple([z.array(z.string())], z.unknown()),
    }),
  }),
  nodes: z.array(z.number()),
  strings: z.array(z.string()),
});

/** Kinds whose name is a text or an address of its own: counted by kind. */
const namedByKind = new Set(['string', 'concatenated string', 'sliced string', 'code', 'number', 'array']);

/**
 * Counts the objects of a heap snapshot by class; nodes that are in no document are `Detached …`. Pure.
 * @param text a `.heapsnapshot` as the DevTools protocol sends it
 */
export function countClasses(text: string): ReadonlyMap<string, ClassCount> {
  const { snapshot, nodes, strings } = snapshotSchema.parse(JSON.parse(text));
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [kind, name, size, detached] = ['type', 'name', 'self_size', 'detachedness'].map((field) =>
    fields.indexOf(field),
  );
  if (kind === undefined || name === undefined || size === undefined || detached === undefined)
    return new Map();
  const counts = new Map<string, { count: number; bytes: number }>();
  for (let at = 0; at < nodes.length; at += fields.length) {
    const of = (field: number): number => nodes[at + field] ?? 0;
    const called = types[0][of(kind)] ?? 'unknown';
    const own = namedByKind.has(called) ? `(${called})` : (strings[of(name)] ?? '?');
    // 2: the browser knows that it is in no document.
    const label = of(detached) === 2 && !own.startsWith('Detached') ? `Detached ${own}` : own;
    const found = counts.get(label) ?? { count: 0, bytes: 0 };
    found.count += 1;
    found.bytes += of(size);
    counts.set(label, found);
  }
  return counts;
}

export interface ClassGrowth {
  readonly label: string;
  readonly from: ClassCount;
  readonly to: ClassCount;
}

const none: ClassCount = { count: 0, bytes: 0 };

/** Classes with more bytes or objects than before, those that grew by the most bytes first. Pure. */
export const grownClasses = (
  before: ReadonlyMap<string, ClassCount>,
  after: ReadonlyMap<string, ClassCount>,
): readonly ClassGrowth[] =>
  [...after]
    .map(([label, to]) => ({ label, from: before.get(label) ?? none, to }))
    .filter(({ from, to }) => to.bytes > from.bytes || to.count > from.count)
    .toSorted((left, right) => right.to.bytes - right.from.bytes - (left.to.bytes - left.from.bytes));
