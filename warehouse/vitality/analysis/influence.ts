import { aggregate } from '../aggregate/aggregate.ts';
import { DefinitionError } from '../definition.ts';
import type { Hierarchy } from '../hierarchy.ts';
import { mean, sum } from '../numeric/sum.ts';
import { ranksOf } from '../results.ts';
import type { IndexRun } from '../run.ts';

/** Weight of every element in the index: its share among its siblings times that of its parent (get_eff_wts). */
export function effectiveWeights(
  hierarchy: Hierarchy,
  weights: ReadonlyMap<string, number>,
): Readonly<Record<string, number | null>> {
  const out = new Map<string, number>();
  if (hierarchy.top !== null) out.set(hierarchy.top, 1);
  for (const node of hierarchy.nodes.toReversed()) {
    const whole = sum(node.children.map((code) => weights.get(code) ?? 0));
    for (const code of node.children)
      out.set(code, ((weights.get(code) ?? 0) / whole) * (out.get(node.code) ?? NaN));
  }
  return Object.fromEntries(
    Array.from(out, ([code, weight]) => [code, Number.isFinite(weight) ? weight : null]),
  );
}

/** What the ranks would be without one element. */
export interface Removal {
  readonly code: string;
  /** In the order of the units; null where a unit has none. */
  readonly ranks: readonly (number | null)[];
  readonly meanAbsoluteChange: number | null;
}

/** Sets the weight of each element of a level to 0 in turn, the others keeping theirs (COINr's remove_elements). */
export function removals(
  done: IndexRun,
  {
    level,
    target = done.hierarchy.top ?? '',
  }: { readonly level: number; readonly target?: string | undefined },
): readonly Removal[] {
  const { hierarchy, weighing, prepared, index, aggregated } = done;
  const top = aggregated.get(target);
  if (top === undefined) throw new DefinitionError(`analysis.removal.target：没有 ${target}`);
  const codes = [...hierarchy.levels].filter(([, each]) => each === level).map(([code]) => code);
  if (codes.length === 0 || codes.includes(target))
    throw new DefinitionError(`analysis.removal.level：应低于 ${target} 的层级，现为 ${level}`);
  const options = { decimals: index.definition.decimals };
  const nominal = ranksOf(top, prepared.frame, options);
  return codes.map((code) => {
    const byCode = new Map(weighing.weights.byCode).set(code, 0);
    const made = aggregate(
      prepared.final,
      hierarchy,
      index.definition.aggregate,
      { byCode, perUnit: weighing.weights.perUnit },
      prepared.frame.slices,
    ).get(target);
    const ranks = made ? ranksOf(made, prepared.frame, options) : new Float64Array();
    const changes = Array.from(ranks, (rank, row) => Math.abs((nominal[row] ?? NaN) - rank)).filter(
      (change) => !Number.isNaN(change),
    );
    return {
      code,
      ranks: Array.from(ranks, (rank) => (Number.isNaN(rank) ? null : rank)),
      meanAbsoluteChange: changes.length === 0 ? null : mean(changes),
    };
  });
}
