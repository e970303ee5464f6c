import { computed, type ComputedRef } from 'vue';
import { useRoute } from 'vue-router';
import { vitalityScoresSchema, type VitalityScores } from '../../../api/contracts/vitality.ts';
import { useBuilds } from '../../stores/builds.ts';
import { useAnswer, type Answer } from '../use-answer.ts';

/** A query of the page's own address, of one value; null when it has none. */
export function useQueryValue(name: string): ComputedRef<string | null> {
  const route = useRoute();
  return computed(() => {
    const value = route.query[name];
    return typeof value === 'string' && value !== '' ? value : null;
  });
}

/** A path under `/vitality` with its parameters, asked again when another build is served; null until one is known. */
export function useVitalityPath(
  path: () => string | null,
  parameters: () => Readonly<Record<string, string | null>>,
): () => string | null {
  const builds = useBuilds();
  return () => {
    const asked = path();
    if (asked === null || builds.current === null) return null;
    const given = Object.entries(parameters()).flatMap(([name, value]) =>
      value === null ? [] : [`${name}=${encodeURIComponent(value)}`],
    );
    return `/api/v1/vitality/${asked}${given.length === 0 ? '' : `?${given.join('&')}`}`;
  };
}

/** The scores of the period in the address. */
export function useScores(): Answer<VitalityScores> {
  const period = useQueryValue('period');
  return useAnswer(
    useVitalityPath(
      () => 'scores',
      () => ({ period: period.value }),
    ),
    vitalityScoresSchema,
  );
}
