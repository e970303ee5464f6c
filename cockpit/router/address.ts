import type { LocationQuery, LocationQueryRaw } from 'vue-router';

/** What the address bar says beside the page: the theme, and the panel that is open over the page. */
export interface Address {
  readonly theme: 'dark' | 'light';
  readonly panel: Panel | null;
  /** Patterns over the colours of charts, for those who do not tell the colours apart. */
  readonly decals: boolean;
}

export interface Panel {
  readonly kind: 'metric' | 'rejects';
  /** The question's key (see wire/metric-query.ts), or the contract whose rejected rows are listed. */
  readonly key: string;
}

const addressKeys: ReadonlySet<string> = new Set(['theme', 'open', 'rejects', 'decals']);

/** A repeated key counts once, with its first value. */
const one = (value: LocationQuery[string] | undefined): string | null =>
  (Array.isArray(value) ? value[0] : value) ?? null;

export function addressOf(query: LocationQuery): Address {
  const open = one(query.open);
  const rejects = one(query.rejects);
  const panel: Panel | null =
    open !== null && open !== ''
      ? { kind: 'metric', key: open }
      : rejects === null
        ? null
        : { kind: 'rejects', key: rejects };
  return {
    theme: one(query.theme) === 'light' ? 'light' : 'dark',
    panel,
    decals: one(query.decals) === 'on',
  };
}

/** The query of a page under another theme or panel; what the page itself keeps there stays. */
export function withAddress(query: LocationQuery, { theme, panel, decals }: Address): LocationQueryRaw {
  const own = Object.fromEntries(Object.entries(query).filter(([name]) => !addressKeys.has(name)));
  return {
    ...own,
    ...(theme === 'light' ? { theme } : {}),
    ...(decals ? { decals: 'on' } : {}),
    ...(panel === null ? {} : { [panel.kind === 'metric' ? 'open' : 'rejects']: panel.key }),
  };
}
