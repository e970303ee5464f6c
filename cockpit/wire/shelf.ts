import { createStore, delMany, entries, get, set } from 'idb-keyval';

/** An answer as it was last read, and when, milliseconds. */
export interface Kept {
  readonly at: number;
  readonly body: unknown;
}

/** The last good answers, by path; they outlive the page. */
export interface Shelf {
  readonly put: (path: string, kept: Kept) => Promise<void>;
  readonly get: (path: string) => Promise<Kept | null>;
}

/** What nobody has asked for in this time is thrown away, milliseconds. */
const keptFor = 30 * 86_400_000;

const isKept = (value: unknown): value is Kept =>
  typeof value === 'object' &&
  value !== null &&
  'at' in value &&
  typeof value.at === 'number' &&
  'body' in value;

/** The shelf in IndexedDB. Where there is none (a private window), nothing is kept and nothing breaks. */
export function browserShelf(now: () => number): Shelf {
  if (typeof indexedDB === 'undefined')
    return { put: () => Promise.resolve(), get: () => Promise.resolve(null) };
  const store = createStore('congress-cockpit', 'answers');
  let swept: Promise<void> | null = null;
  const sweep = async (): Promise<void> => {
    const all = await entries<string, unknown>(store);
    await delMany(
      all.filter(([, kept]) => !isKept(kept) || kept.at < now() - keptFor).map(([path]) => path),
      store,
    );
  };
  return {
    put: async (path, kept) => {
      swept ??= sweep();
      await swept.then(() => set(path, kept, store)).catch(() => undefined);
    },
    get: async (path) => {
      const kept = await get<unknown>(path, store).catch(() => undefined);
      return isKept(kept) ? kept : null;
    },
  };
}
