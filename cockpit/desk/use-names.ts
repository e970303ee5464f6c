import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import type { Dimension } from '../../api/contracts/metrics.ts';
import { useMetrics } from '../stores/metrics.ts';

/** The name of a code, where some answer on the screen has told it. */
export type Names = (dimension: Dimension, code: string) => string | null;

/** A filter comes back as a code only; the breakdowns already on the screen know what it is called. */
export function useNames(): ComputedRef<Names> {
  const metrics = useMetrics();
  return computed(() => {
    const names = new Map<string, string>();
    for (const { values } of metrics.entries.values())
      for (const dimension of values?.by ?? [])
        for (const row of values?.rows ?? []) {
          const label = row.label[dimension];
          if (typeof label === 'string') names.set(`${dimension} ${row.key[dimension] ?? ''}`, label);
        }
    return (dimension, code) => names.get(`${dimension} ${code}`) ?? null;
  });
}
