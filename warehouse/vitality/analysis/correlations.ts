import type { AnalysisSpec } from '../definition/analysis-spec.ts';
import { DefinitionError } from '../definition.ts';
import type { Hierarchy } from '../hierarchy.ts';
import type { Stage } from '../table.ts';
import { complete, correlation, type CorrelationKind } from './correlate.ts';
import { pValue } from './p-values.ts';

/** A pair of indicators or aggregates. `correlation` is null where it is undefined or not significant. */
export interface CorrelationPair {
  readonly var1: string;
  readonly var2: string;
  readonly correlation: number | null;
  /** Two-sided, as R's cor.test gives it by default. */
  readonly p: number | null;
}

/** The first code above `code`, itself included, at a level; undefined when there is none. */
export function ancestorAt({ levels, parents }: Hierarchy, code: string, level: number): string | undefined {
  let above: string | undefined = code;
  while (above !== undefined && (levels.get(above) ?? 0) < level) above = parents.get(above);
  return above !== undefined && levels.get(above) === level ? above : undefined;
}

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

function paired(stage: Stage, var1: string, var2: string, kind: CorrelationKind): CorrelationPair | null {
  const [a, b] = [stage.get(var1), stage.get(var2)];
  if (!a || !b) return null;
  const r = var1 === var2 ? 1 : correlation(a, b, kind);
  const { x, y } = complete(a, b);
  return { var1, var2, correlation: orNull(r), p: orNull(pValue(r, x, y, kind)) };
}

const codesAt = ({ levels }: Hierarchy, level: number): readonly string[] =>
  [...levels].filter(([, each]) => each === level).map(([code]) => code);

/** Correlations between two levels, as COINr's get_corr gives them: the higher level first. */
export function correlations(
  stage: Stage,
  hierarchy: Hierarchy,
  spec: NonNullable<AnalysisSpec['correlations']>,
): readonly CorrelationPair[] {
  const top = Math.max(...hierarchy.levels.values());
  const [first, second] = [Math.max(...spec.levels), Math.min(...spec.levels)];
  if (first > top) throw new DefinitionError(`analysis.correlations.levels：最高只到第 ${top} 级`);
  const highs =
    spec.withparent === 'family' ? Array.from({ length: top - second }, (_, at) => second + 1 + at) : [first];
  return highs
    .flatMap((high) =>
      codesAt(hierarchy, high).flatMap((var1) =>
        codesAt(hierarchy, second).flatMap((var2): readonly (CorrelationPair | null)[] => {
          if (spec.withparent !== false && high !== second && ancestorAt(hierarchy, var2, high) !== var1)
            return [];
          if (spec.grouplev !== undefined && high === second) {
            const group = ancestorAt(hierarchy, var1, spec.grouplev);
            if (group === undefined || group !== ancestorAt(hierarchy, var2, spec.grouplev)) return [];
          }
          return [paired(stage, var1, var2, spec.cortype)];
        }),
      ),
    )
    .filter((pair) => pair !== null)
    .map((pair) => (spec.pval > 0 && (pair.p ?? 0) > spec.pval ? { ...pair, correlation: null } : pair));
}

/** Pairs of indicators in one group whose correlation is too high (or too low), each pair once (get_corr_flags). */
export function correlationFlags(
  stage: Stage,
  hierarchy: Hierarchy,
  spec: NonNullable<AnalysisSpec['flags']>,
): readonly {
  readonly group: string;
  readonly ind1: string;
  readonly ind2: string;
  readonly correlation: number;
}[] {
  const codes = codesAt(hierarchy, 1);
  return codes.flatMap((ind1, at) =>
    codes.slice(at + 1).flatMap((ind2) => {
      const group = ancestorAt(hierarchy, ind1, spec.grouplev);
      if (group === undefined || group !== ancestorAt(hierarchy, ind2, spec.grouplev)) return [];
      const found = paired(stage, ind1, ind2, spec.cortype)?.correlation;
      if (found === null || found === undefined) return [];
      const flagged = spec.thresh_type === 'high' ? found > spec.cor_thresh : found < spec.cor_thresh;
      return flagged ? [{ group, ind1, ind2, correlation: found }] : [];
    }),
  );
}
