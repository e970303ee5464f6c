import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { compared } from '../screen/compared.ts';
import type { Comparison } from '../screen/compared.ts';
import { comparedQuery, publishedQuery } from '../screen/overview-queries.ts';
import { texts } from '../locale/texts.ts';
import { useMetric } from './use-metric.ts';
import type { MetricAnswer } from './use-metric.ts';

/** The published final accounts beside our own figures of the same thing. */
export function useComparison(): {
  readonly comparisons: ComputedRef<readonly Comparison[]>;
  readonly answers: readonly MetricAnswer[];
} {
  const sides = (['revenue', 'expenditure'] as const).map((side) => ({
    side,
    item: texts.budget[side],
    published: useMetric(publishedQuery(texts.budget[side])),
    own: useMetric(comparedQuery(side)),
  }));
  return {
    comparisons: computed(() =>
      sides.flatMap(({ side, item, published, own }) => {
        const comparison = compared(side, item, published, own);
        return comparison === null ? [] : [comparison];
      }),
    ),
    answers: sides.flatMap(({ published, own }) => [published, own]),
  };
}
