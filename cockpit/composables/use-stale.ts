import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { isStale } from '../screen/tile-state.ts';
import { useBuilds } from '../stores/builds.ts';
import { useNow } from './use-now.ts';

/** The server was not heard of for too long, or what is shown was read before this page was loaded. */
export function useStale(): ComputedRef<boolean> {
  const builds = useBuilds();
  const now = useNow();
  return computed(() => builds.isRecalled || isStale(builds.contactAt, builds.startedAt, now.value));
}
