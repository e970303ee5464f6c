import { inject, onScopeDispose, provide, shallowRef } from 'vue';
import type { InjectionKey } from 'vue';
import { keyOf } from '../wire/metric-query.ts';
import type { MetricQuery } from '../wire/metric-query.ts';
import { addressOf, hrefOf } from '../router/address.ts';
import type { Address } from '../router/address.ts';

export interface Navigation {
  readonly address: Readonly<{ value: Address }>;
  /** Opens a figure; the panel's key is in the address, so a reload or a link shows it again. */
  readonly openMetric: (query: MetricQuery) => void;
  readonly openRejects: (contract: string) => void;
  readonly closePanel: () => void;
  readonly toggleTheme: () => void;
}

const key: InjectionKey<Navigation> = Symbol('navigation');

export function provideNavigation(): Navigation {
  const address = shallowRef(addressOf(window.location));
  const follow = (): void => {
    address.value = addressOf(window.location);
    document.documentElement.dataset.theme = address.value.theme;
  };
  const go = (change: Partial<Address>, replace: boolean): void => {
    const href = hrefOf({ ...address.value, ...change });
    if (replace) window.history.replaceState(null, '', href);
    else window.history.pushState(null, '', href);
    follow();
  };
  follow();
  window.addEventListener('popstate', follow);
  onScopeDispose(() => window.removeEventListener('popstate', follow));

  const navigation: Navigation = {
    address,
    openMetric: (query) => go({ panel: { kind: 'metric', key: keyOf(query) } }, address.value.panel !== null),
    openRejects: (contract) =>
      go({ panel: { kind: 'rejects', key: contract } }, address.value.panel !== null),
    closePanel: () => go({ panel: null }, true),
    toggleTheme: () => go({ theme: address.value.theme === 'dark' ? 'light' : 'dark' }, true),
  };
  provide(key, navigation);
  return navigation;
}

export function useNavigation(): Navigation {
  const navigation = inject(key);
  if (navigation === undefined) throw new Error('provideNavigation() must run in a component above this one');
  return navigation;
}
