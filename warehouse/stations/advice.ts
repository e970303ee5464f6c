import { median } from '../vitality/numeric/order.ts';
import { aggregated } from '../vitality/pipeline.ts';
import type { IndexRun } from '../vitality/run.ts';
import { copyOf, hasValue } from '../vitality/table.ts';

/** What the index would gain, in points, if one indicator came up to the median of the peers. */
export interface Gain {
  readonly code: string;
  readonly gain: number;
}

/** The indicators that lie below the peers' median, by what reaching it would gain; the best first. Pure. */
export function gainsOf(done: IndexRun, station: string): readonly Gain[] {
  const { frame, final } = done.prepared;
  const row = frame.units.indexOf(station);
  const top = done.hierarchy.top ?? '';
  const now = done.aggregated.get(top)?.values[row] ?? NaN;
  if (Number.isNaN(now)) return [];
  const groups = frame.cells('peer_group', '同类组');
  const peers = frame.units.flatMap((_, at) => (groups[at] === groups[row] ? [at] : []));
  const gains = done.hierarchy.indicators.flatMap(({ code }): Gain[] => {
    const column = final.get(code);
    if (column === undefined || !hasValue(column, row)) return [];
    const usual = median(peers.filter((at) => hasValue(column, at)).map((at) => column.values[at] ?? NaN));
    if (!(usual > (column.values[row] ?? NaN))) return [];
    const raised = copyOf(column);
    raised.values[row] = usual;
    const then = aggregated(
      done.index.definition,
      done.hierarchy,
      { frame, final: new Map([...final, [code, raised]]) },
      done.weighing.weights,
    ).get(top)?.values[row];
    return then === undefined || Number.isNaN(then) ? [] : [{ code, gain: then - now }];
  });
  return gains.sort((a, b) => b.gain - a.gain || (a.code < b.code ? -1 : 1));
}
