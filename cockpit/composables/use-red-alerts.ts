import { computed, watch } from 'vue';
import { warningListSchema } from '../../api/contracts/warnings.ts';
import { buildAlerts, newAlerts, warningAlerts, type RedAlert } from '../screen/rotation/red-alerts.ts';
import { useBuilds } from '../stores/builds.ts';
import { useJson } from './use-json.ts';
import type { RotationControl } from './use-rotation.ts';

/** The worst come first; more than these nobody could stand before. */
const redWarnings = '/api/v1/warnings?severity=red&limit=500';

/** Pins the scene of a red alert that comes up while the wall is running: of several at once, the first. */
export function useRedAlerts({ send }: RotationControl): void {
  const builds = useBuilds();
  const { value: warnings } = useJson(redWarnings, warningListSchema);
  const follow = (alerts: () => readonly RedAlert[], isKnown: () => boolean): void => {
    let known: ReadonlySet<string> | null = null;
    watch(
      computed(() => (isKnown() ? alerts() : null)),
      (now) => {
        if (now === null) return;
        const [first] = newAlerts(known, now);
        if (first !== undefined) send({ kind: 'alert', alert: first.id, scene: first.scene });
        known = new Set(now.map(({ id }) => id));
      },
      { immediate: true },
    );
  };
  follow(
    () => warningAlerts(warnings.value),
    () => warnings.value !== null,
  );
  follow(
    () => buildAlerts(builds.current),
    () => builds.current !== null,
  );
}
