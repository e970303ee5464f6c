/**
 * Nelder and Mead's simplex search as R's optim() runs it (Nash 1990, algorithm 19). COINr stops it early
 * (relative tolerance 0.1), so the weights it finds depend on every step; libraries take other steps and would find
 * other weights.
 */
export interface Minimum {
  readonly point: readonly number[];
  readonly value: number;
  readonly evaluations: number;
  readonly converged: boolean;
}

interface Vertex {
  point: readonly number[];
  value: number;
}

const big = 1e35;

function firstSimplex(start: readonly number[]): Vertex[] {
  let step = start.reduce((most, each) => Math.max(most, 0.1 * Math.abs(each)), 0);
  if (step === 0) step = 0.1;
  const moved = start.map((_, at) => {
    const point = [...start];
    let trial = step;
    while (point[at] === start[at]) {
      point[at] = (start[at] ?? 0) + trial;
      trial *= 10;
    }
    return { point, value: NaN };
  });
  return [{ point: start, value: NaN }, ...moved];
}

/** @throws RangeError when the objective is not finite at the start */
export function nelderMead(
  objective: (point: readonly number[]) => number,
  start: readonly number[],
  { tolerance, maxEvaluations }: { readonly tolerance: number; readonly maxEvaluations: number },
): Minimum {
  const n = start.length;
  let evaluations = 1;
  const first = objective(start);
  if (!Number.isFinite(first)) throw new RangeError('the objective is not finite at the start');
  const evaluate = (point: readonly number[]): number => {
    evaluations++;
    const value = objective(point);
    return Number.isFinite(value) ? value : big;
  };
  const enough = tolerance * (Math.abs(first) + tolerance);
  const simplex = firstSimplex(start);
  const of = (at: number): Vertex => simplex[at] ?? { point: start, value: first };
  of(0).value = first;
  for (const vertex of simplex.slice(1)) vertex.value = evaluate(vertex.point);
  let low = 0;
  let converged = false;
  do {
    let high = low;
    simplex.forEach(({ value }, at) => {
      if (value < of(low).value) low = at;
      if (value > of(high).value) high = at;
    });
    const [best, worst] = [of(low), of(high)];
    if (worst.value <= best.value + enough) {
      converged = true;
      break;
    }
    const centre = start.map(
      (_, i) => simplex.reduce((sum, { point }) => sum + (point[i] ?? 0), -(worst.point[i] ?? 0)) / n,
    );
    const reflected = centre.map((each, i) => 2 * each - (worst.point[i] ?? 0));
    const value = evaluate(reflected);
    if (value < best.value) {
      const extended = reflected.map((each, i) => 2 * each - (centre[i] ?? 0));
      const further = evaluate(extended);
      simplex[high] = further < value ? { point: extended, value: further } : { point: reflected, value };
      continue;
    }
    const wasWorse = value >= worst.value;
    if (!wasWorse) simplex[high] = { point: reflected, value };
    const kept = of(high);
    const contracted = kept.point.map((each, i) => 0.5 * each + 0.5 * (centre[i] ?? 0));
    const nearer = evaluate(contracted);
    if (nearer < kept.value) simplex[high] = { point: contracted, value: nearer };
    else if (wasWorse)
      simplex.forEach((vertex, at) => {
        if (at === low) return;
        const point = vertex.point.map(
          (each, i) => 0.5 * (each - (best.point[i] ?? 0)) + (best.point[i] ?? 0),
        );
        simplex[at] = { point, value: evaluate(point) };
      });
  } while (evaluations <= maxEvaluations);
  return { ...of(low), evaluations, converged };
}
