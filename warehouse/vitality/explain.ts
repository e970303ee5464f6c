import { aggregateNode, childrenOf, specOf } from './aggregate/aggregate.ts';
import type { Children } from './aggregate/children.ts';
import { orderWeights } from './aggregate/means.ts';
import type { AggregateSpec } from './definition/aggregate-spec.ts';
import { DefinitionError } from './definition.ts';
import type { Node } from './hierarchy.ts';
import { ln, pow } from './numeric/elementary.ts';
import { sum } from './numeric/sum.ts';
import type { IndexRun } from './run.ts';
import { mostPlayers, shapley } from './shapley.ts';

/** What one child, or one indicator far below, contributes, in points of the score. */
export interface Part {
  readonly code: string;
  readonly contribution: number;
}

/** A score taken apart. Both lists add up to the score. */
export interface Explanation {
  readonly unit: string;
  readonly time: number | null;
  readonly target: string;
  readonly score: number;
  /** By the target's own children. */
  readonly children: readonly Part[];
  /** By indicator, through every level between. */
  readonly indicators: readonly Part[];
}

/** (a − b) / (ln a − ln b), the logarithmic mean of two positive numbers; a when they are equal. */
export function logMean(a: number, b: number): number {
  const off = a / b - 1;
  // Close to each other the quotient of differences loses its digits; the series does not.
  if (Math.abs(off) < 1e-4) return b * (1 + off / 2 - (off * off) / 12 + (off * off * off) / 24);
  return (a - b) / (ln(a) - ln(b));
}

/**
 * Factors ω with Σω = 1 and Σω·x = M, for a mean M of the values x: every mean of this family is an arithmetic one
 * with weights of its own. From Σw(f(x) − f(M)) = 0 with f = ln, 1/x or x^p follows ω ∝ w·(f(x) − f(M))/(x − M)
 * (for the geometric mean: Reinsdorf, Diewert and Ehemann 2002).
 */
export function additiveWeights(
  values: readonly number[],
  weights: readonly number[],
  whole: number,
  spec: Pick<AggregateSpec, 'kind' | 'p'>,
): readonly number[] {
  const slope = (x: number): number => {
    if (spec.kind === 'geometric') return 1 / logMean(x, whole);
    if (spec.kind === 'harmonic') return 1 / (x * whole);
    if (spec.kind !== 'generalised') return 1;
    const { p } = spec;
    const off = x / whole - 1;
    if (Math.abs(off) < 1e-5) return Math.abs(p) * pow(whole, p - 1) * (1 + ((p - 1) / 2) * off);
    return Math.abs((pow(x, p) - pow(whole, p)) / (x - whole));
  };
  const raw = values.map((value, at) => (weights[at] ?? 0) * slope(value));
  const total = sum(raw);
  return raw.map((each) => each / total);
}

/** Weights of an ordered average or a median, given back to the children in whose places they fell. */
function placedWeights(
  values: readonly number[],
  weights: readonly number[],
  spec: AggregateSpec,
): readonly number[] {
  const places = values.map((_, at) => at).sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0));
  const out = values.map(() => 0);
  if (spec.kind === 'owa') {
    const order = spec.order ?? orderWeights(values.length, spec.orness);
    const total = sum(order);
    places.forEach((at, place) => (out[at] = (order[place] ?? 0) / total));
    return out;
  }
  const total = sum(weights);
  let below = 0;
  const ascending = places.filter((at) => (weights[at] ?? 0) > 0).reverse();
  for (const [order, at] of ascending.entries()) {
    below += (weights[at] ?? 0) / total;
    const next = ascending[order + 1] ?? at;
    if (Math.abs(below - 0.5) < 1e-12) {
      out[at] = (out[at] ?? 0) + 0.5;
      out[next] = (out[next] ?? 0) + 0.5;
      return out;
    }
    if (below > 0.5) {
      out[at] = 1;
      return out;
    }
  }
  return out;
}

/**
 * Methods that compare units: a child's part is what it adds, over every order in which the children may come. A
 * child the unit has no value of stays in every comparison, for its weight counts against the unit there.
 */
function comparedParts(
  children: Children,
  codes: readonly string[],
  row: number,
  evaluate: (children: Children) => number,
): readonly Part[] {
  const present = codes
    .map((_, at) => at)
    .filter((at) => !Number.isNaN(children.columns[at]?.values[row] ?? NaN));
  if (present.length > mostPlayers)
    throw new DefinitionError(
      `解释：${codes.length} 个下级太多，比较类的合成方法最多能分解 ${mostPlayers} 个`,
    );
  const parts = shapley(present.length, (set) => {
    if (set === 0) return 0;
    const chosen = codes
      .map((_, at) => at)
      .filter((at) => {
        const bit = present.indexOf(at);
        return bit < 0 || (set >> bit) & 1;
      });
    const value = evaluate({
      ...children,
      columns: chosen.flatMap((at) => children.columns[at] ?? []),
      weights: chosen.map((at) => children.weights[at] ?? 0),
    });
    return Number.isNaN(value) ? 0 : value;
  });
  return present.map((at, bit) => ({ code: codes[at] ?? '', contribution: parts[bit] ?? 0 }));
}

/** A node's value by its children, adding up to the value. */
export function nodeParts(done: IndexRun, node: Node, row: number): readonly Part[] {
  const { weighing, aggregated, prepared, index } = done;
  const spec = specOf(node, index.definition.aggregate);
  const children = childrenOf(node, aggregated, weighing.weights.byCode, spec, prepared.frame.slices);
  const whole = aggregated.get(node.code)?.values[row] ?? NaN;
  const perUnit = weighing.weights.perUnit.get(node.code);
  const evaluate = (part: Children): number =>
    (perUnit?.(part) ?? aggregateNode(part, { ...spec, threshold: 0, least: 1 })).values[row] ?? NaN;
  if (perUnit !== undefined || ['copeland', 'outranking', 'topsis'].includes(spec.kind))
    return comparedParts(children, node.children, row, evaluate);
  const present = node.children.flatMap((code, at) => {
    const value = children.columns[at]?.values[row] ?? NaN;
    return Number.isNaN(value) ? [] : [{ code, value, weight: children.weights[at] ?? 0 }];
  });
  const [values, weights] = [present.map(({ value }) => value), present.map(({ weight }) => weight)];
  const factors =
    spec.kind === 'owa' || spec.kind === 'median'
      ? placedWeights(values, weights, spec)
      : additiveWeights(values, weights, whole, spec);
  return present.map(({ code, value }, at) => ({ code, contribution: (factors[at] ?? 0) * value }));
}

/** A code's value by indicator. Parts of parts keep their proportions; a part without a value is shared evenly. */
function indicatorParts(done: IndexRun, code: string, row: number): readonly Part[] {
  const node = done.hierarchy.nodes.find((each) => each.code === code);
  const value = done.aggregated.get(code)?.values[row] ?? NaN;
  if (node === undefined) return [{ code, contribution: value }];
  return nodeParts(done, node, row).flatMap(({ code: child, contribution }) => {
    const below = indicatorParts(done, child, row);
    const whole = sum(below.map((part) => part.contribution));
    return below.map((part) => ({
      code: part.code,
      contribution: whole === 0 ? contribution / below.length : (part.contribution * contribution) / whole,
    }));
  });
}

/** Takes one unit's score apart; null when it has none. @throws DefinitionError for an unknown target */
export function explain(done: IndexRun, row: number, target = done.hierarchy.top ?? ''): Explanation | null {
  const node = done.hierarchy.nodes.find(({ code }) => code === target);
  if (node === undefined) throw new DefinitionError(`解释：没有合成项 ${target}`);
  const score = done.aggregated.get(target)?.values[row] ?? NaN;
  if (Number.isNaN(score)) return null;
  const { frame } = done.prepared;
  return {
    unit: frame.units[row] ?? '',
    time: frame.times?.[row] ?? null,
    target,
    score,
    children: nodeParts(done, node, row),
    indicators: indicatorParts(done, target, row),
  };
}
