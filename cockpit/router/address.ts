/** What the address bar says: the scene, the theme and the panel that is open over it. */
export interface Address {
  readonly scene: 'overview';
  readonly theme: 'dark' | 'light';
  readonly panel: Panel | null;
}

export interface Panel {
  readonly kind: 'metric' | 'rejects';
  /** The question's key (see wire/metric-query.ts), or the contract whose rejected rows are listed. */
  readonly key: string;
}

/** `/` and `/screen` are the wall; whatever else is asked for is the wall too. */
export function addressOf(location: { readonly search: string }): Address {
  const search = new URLSearchParams(location.search);
  const open = search.get('open');
  const rejects = search.get('rejects');
  const panel: Panel | null =
    open !== null && open !== ''
      ? { kind: 'metric', key: open }
      : rejects === null
        ? null
        : { kind: 'rejects', key: rejects };
  return { scene: 'overview', theme: search.get('theme') === 'light' ? 'light' : 'dark', panel };
}

export function hrefOf(address: Address): string {
  const search = new URLSearchParams();
  if (address.theme === 'light') search.set('theme', 'light');
  if (address.panel !== null)
    search.set(address.panel.kind === 'metric' ? 'open' : 'rejects', address.panel.key);
  const text = search.toString();
  return text === '' ? '/screen' : `/screen?${text}`;
}
