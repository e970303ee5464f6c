import type { MetricRow } from '../../api/contracts/metrics.ts';

/** Steps of colour on the map: few enough to be told apart from a distance. */
export const shadeSteps = 5;

/** Values that are shown alike: from the least to the greatest of them. */
export interface ShadeClass {
  readonly from: number;
  readonly to: number;
}

/**
 * Cuts values into classes where they leave gaps: of all ways to cut them, the one whose classes differ least within
 * themselves, by the sum of squared distances from each class's mean (Fisher 1958; natural breaks, Jenks 1977). Equal
 * fifths of the range would give most places one shade wherever a single one lies far off. Pure.
 * @param most classes at the most; fewer where there are fewer different values
 */
export function naturalClasses(values: readonly number[], most: number = shadeSteps): readonly ShadeClass[] {
  const sorted = [...values].sort((a, b) => a - b);
  const count = Math.min(most, new Set(sorted).size);
  if (count === 0) return [];
  const at = (index: number): number => sorted[index] ?? 0;
  // Around the middle of all, so that large amounts close together lose no digits.
  const middle = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const sums = [0];
  const squares = [0];
  for (const value of sorted) {
    sums.push((sums.at(-1) ?? 0) + value - middle);
    squares.push((squares.at(-1) ?? 0) + (value - middle) ** 2);
  }
  /** What the values from one place up to before another differ by. */
  const spread = (from: number, to: number): number => {
    const sum = (sums[to] ?? 0) - (sums[from] ?? 0);
    return (squares[to] ?? 0) - (squares[from] ?? 0) - sum ** 2 / (to - from);
  };
  /** By number of classes, then of values: the least sum, and where the last class begins. */
  const best: { readonly cost: number; readonly begins: number }[][] = [
    sorted.map((_, last) => ({ cost: spread(0, last + 1), begins: 0 })),
  ];
  for (let classes = 1; classes < count; classes++)
    best.push(
      sorted.map((_, last) => {
        let found = { cost: Infinity, begins: last };
        for (let begins = classes; begins <= last; begins++) {
          const cost = (best[classes - 1]?.[begins - 1]?.cost ?? Infinity) + spread(begins, last + 1);
          // Equal values stay together.
          if (cost < found.cost && at(begins) > at(begins - 1)) found = { cost, begins };
        }
        return found;
      }),
    );
  const cut: ShadeClass[] = [];
  for (let classes = count - 1, last = sorted.length - 1; classes >= 0; classes--) {
    const begins = best[classes]?.[last]?.begins ?? 0;
    cut.unshift({ from: at(begins), to: at(last) });
    last = begins - 1;
  }
  return cut;
}

/** The step of a class among its fellows, from 1, palest, to {@link shadeSteps}; the middle one where it is alone. */
export const stepOfClass = (index: number, count: number): number =>
  count <= 1 ? Math.ceil(shadeSteps / 2) : Math.round(1 + (index * (shadeSteps - 1)) / (count - 1));

/** A value's step by its class, and 0 for none; what lies between two classes belongs to the lower one. */
export function classedShadeOf(value: number | null, classes: readonly ShadeClass[]): number {
  if (value === null || classes.length === 0) return 0;
  const index = classes.findLastIndex(({ from }) => value >= from);
  return stepOfClass(Math.max(0, index), classes.length);
}

/** The step of a place: a township nothing is known of takes its county's only where counties are what is coloured. */
export const placeShade = (shades: ReadonlyMap<string, number>, code: string, byCounty: boolean): number =>
  shades.get(code) ?? (byCounty ? (shades.get(code.slice(0, 6)) ?? 0) : 0);

/** A value's step among bands given by their lower ends, ascending; 0 for none. */
export const bandedShadeOf = (value: number | null, cuts: readonly number[]): number =>
  value === null ? 0 : Math.max(1, cuts.filter((cut) => value >= cut).length);

/** The rows with the least and the greatest value; null where there is none. */
export function extremes(rows: readonly MetricRow[]): { least: MetricRow; most: MetricRow } | null {
  const known = rows.filter((row) => row.value !== null);
  const [first] = known;
  if (first === undefined) return null;
  return known.reduce(
    ({ least, most }, row) => ({
      least: (row.value ?? 0) < (least.value ?? 0) ? row : least,
      most: (row.value ?? 0) > (most.value ?? 0) ? row : most,
    }),
    { least: first, most: first },
  );
}
