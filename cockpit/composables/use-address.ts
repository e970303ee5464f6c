import { computed, inject, provide, watch } from 'vue';
import type { InjectionKey } from 'vue';
import { useRoute, useRouter, type RouteLocationRaw } from 'vue-router';
import { keyOf } from '../wire/metric-query.ts';
import type { MetricQuery } from '../wire/metric-query.ts';
import { addressOf, withAddress } from '../router/address.ts';
import type { Address } from '../router/address.ts';

export interface Navigation {
  readonly address: Readonly<{ value: Address }>;
  /** Opens a figure; the panel's key is in the address, so a reload or a link shows it again. */
  readonly openMetric: (query: MetricQuery) => void;
  readonly openRejects: (contract: string) => void;
  readonly closePanel: () => void;
  readonly toggleTheme: () => void;
  /** A link to another page that keeps the theme. */
  readonly to: (path: string) => RouteLocationRaw;
}

const key: InjectionKey<Navigation> = Symbol('navigation');

export function provideNavigation(): Navigation {
  const route = useRoute();
  const router = useRouter();
  const address = computed(() => addressOf(route.query));
  const go = (change: Partial<Address>, replace: boolean): void => {
    const query = withAddress(route.query, { ...address.value, ...change });
    void router[replace ? 'replace' : 'push']({ query });
  };
  watch(
    () => address.value.theme,
    (theme) => {
      document.documentElement.dataset.theme = theme;
    },
    { immediate: true },
  );

  watch(
    () => address.value.decals,
    (decals) => {
      document.documentElement.dataset.decals = decals ? 'on' : 'off';
    },
    { immediate: true },
  );

  const navigation: Navigation = {
    address,
    openMetric: (query) => go({ panel: { kind: 'metric', key: keyOf(query) } }, address.value.panel !== null),
    openRejects: (contract) =>
      go({ panel: { kind: 'rejects', key: contract } }, address.value.panel !== null),
    closePanel: () => go({ panel: null }, true),
    toggleTheme: () => go({ theme: address.value.theme === 'dark' ? 'light' : 'dark' }, true),
    to: (path) => ({ path, query: withAddress({}, { ...address.value, panel: null }) }),
  };
  provide(key, navigation);
  return navigation;
}

export function useNavigation(): Navigation {
  const navigation = inject(key);
  if (navigation === undefined) throw new Error('provideNavigation() must run in a component above this one');
  return navigation;
}
