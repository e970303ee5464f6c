import type { Weights } from '../aggregate/aggregate.ts';
import type { WeightRule } from '../definition/weights-spec.ts';
import { DefinitionError } from '../definition.ts';
import type { Hierarchy } from '../hierarchy.ts';

/** Elements a rule speaks of: those of its level, under its parents. */
export function concerned(
  hierarchy: Hierarchy,
  rule: { readonly level?: number | undefined; readonly parents?: readonly string[] | undefined },
): readonly string[] {
  for (const parent of rule.parents ?? [])
    if (!hierarchy.nodes.some(({ code }) => code === parent))
      throw new DefinitionError(`weights.parents：没有合成项 ${parent}`);
  return [...hierarchy.levels.keys()].filter((code) => {
    const parent = hierarchy.parents.get(code);
    return (
      parent !== undefined &&
      (rule.level === undefined || hierarchy.levels.get(code) === rule.level) &&
      (rule.parents === undefined || rule.parents.includes(parent))
    );
  });
}

/** Weights that need no data: as written, or equal. */
export function plainWeights(hierarchy: Hierarchy, rules: readonly WeightRule[] | undefined): Weights {
  const byCode = new Map(hierarchy.weights);
  for (const rule of rules ?? []) {
    if (rule.method === 'equal') for (const code of concerned(hierarchy, rule)) byCode.set(code, 1);
    if (rule.method === 'given')
      for (const code of concerned(hierarchy, rule)) {
        const weight =
          rule.values?.[code] ?? (rule.values === undefined ? hierarchy.weights.get(code) : undefined);
        if (weight !== undefined) byCode.set(code, weight);
      }
  }
  return { byCode, perUnit: new Map() };
}
