import { computed, watch } from 'vue';
import { buildAlerts, newAlerts } from '../screen/rotation/red-alerts.ts';
import { useBuilds } from '../stores/builds.ts';
import type { RotationControl } from './use-rotation.ts';

/** Pins the scene of a red alert that comes up while the wall is running. */
export function useRedAlerts({ send }: RotationControl): void {
  const builds = useBuilds();
  let known: ReadonlySet<string> | null = null;
  const alerts = computed(() => buildAlerts(builds.current));
  watch(
    [alerts, () => builds.current !== null],
    ([now, answered]) => {
      if (!answered) return;
      for (const { id, scene } of newAlerts(known, now)) send({ kind: 'alert', alert: id, scene });
      known = new Set(now.map(({ id }) => id));
    },
    { immediate: true },
  );
}
