import type { Hierarchy } from '../hierarchy.ts';
import { mean, sum } from '../numeric/sum.ts';
import type { Column, Stage } from '../table.ts';
import { ancestorAt } from './correlations.ts';
import { complete } from './correlate.ts';

function covariance(a: Column, b: Column): number {
  const { x, y } = complete(a, b);
  if (x.length < 2) return NaN;
  const [mx, my] = [mean(x), mean(y)];
  return sum(x.map((value, at) => (value - mx) * ((y[at] ?? NaN) - my))) / (x.length - 1);
}

/**
 * Cronbach's alpha from the covariances over complete pairs, k²·c̄/Σc (COINr's get_cronbach); null below two columns
 * or without spread.
 */
export function cronbach(columns: readonly Column[]): number | null {
  const k = columns.length;
  if (k < 2) return null;
  const table = columns.map((a) => columns.map((b) => covariance(a, b)));
  const present = table.flat().filter((cell) => !Number.isNaN(cell));
  const diagonal = table.flatMap((row, at) => row.slice(at, at + 1)).filter((cell) => !Number.isNaN(cell));
  const all = sum(present);
  const average = (all - sum(diagonal)) / (k * (k - 1));
  return all === 0 ? null : (k * k * average) / all;
}

/** Alpha of what lies below each of some parents, at a level. */
export function cronbachByParent(
  stage: Stage,
  hierarchy: Hierarchy,
  { parents, level }: { readonly parents: readonly string[] | undefined; readonly level: number },
): Readonly<Record<string, number | null>> {
  const wanted = parents ?? hierarchy.nodes.map(({ code }) => code);
  return Object.fromEntries(
    wanted.map((parent) => {
      const high = hierarchy.levels.get(parent) ?? 0;
      const codes = [...hierarchy.levels]
        .filter(
          ([code, at]) => at === level && code !== parent && ancestorAt(hierarchy, code, high) === parent,
        )
        .map(([code]) => code);
      return [parent, cronbach(codes.flatMap((code) => stage.get(code) ?? []))];
    }),
  );
}
