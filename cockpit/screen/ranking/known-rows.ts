import { inMetric } from '../../figures/source.ts';
import type { Source } from '../../figures/source.ts';
import { dimensionOf } from './ranked-rows.ts';
import type { RankSpec } from './ranked-rows.ts';

/** Which values are ordered: what did not move has no place among what moved farthest. */
const ordered = { largest: '/?value', smallest: '/?value', farthest: '/?value!=0', given: '' } as const;

/**
 * Where the number of rows of a list is from: those with a code, in its order; or above its floor, which is one of
 * the first figure whichever they are ordered by.
 */
export function knownRows(spec: RankSpec): Source {
  const { query, second, orderBySecond = false, onlyAbove, order } = spec;
  const coded = `rows/?key.${dimensionOf(spec)}`;
  if (onlyAbove !== undefined) return inMetric(query, `${coded}/?value>${onlyAbove}`);
  const asked = orderBySecond && second !== undefined ? second : query;
  return inMetric(asked, `${coded}${ordered[order]}`);
}
