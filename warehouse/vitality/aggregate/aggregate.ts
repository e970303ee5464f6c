import type { AggregateSpec, AggregateSpecs } from '../definition/aggregate-spec.ts';
import { DefinitionError } from '../definition.ts';
import type { Hierarchy, Node } from '../hierarchy.ts';
import { emptyColumn, put, type Column, type Stage } from '../table.ts';
import { gather, presentFor, shortage, type Children } from './children.ts';
import {
  arithmetic,
  generalised,
  geometric,
  harmonic,
  ordered,
  weightedMedian,
  type Outcome,
} from './means.ts';
import { copeland, outranking } from './outranking.ts';
import { topsis } from './topsis.ts';
import type { Present } from './children.ts';

/** Weights by code; a parent in `perUnit` takes its own way (benefit of the doubt). */
export interface Weights {
  readonly byCode: ReadonlyMap<string, number>;
  readonly perUnit: ReadonlyMap<string, (children: Children) => Column>;
}

const defaults: AggregateSpec = {
  kind: 'arithmetic',
  p: 1,
  skipMissing: true,
  order: null,
  orness: 0.5,
  norm: 'vector',
  weighted: true,
  threshold: 0,
  least: 1,
};

/** The method of one node. */
export function specOf(node: Node, specs: AggregateSpecs | undefined): AggregateSpec {
  if (specs === undefined) return defaults;
  const { byLevel } = specs;
  const own = Object.hasOwn(specs.byParent, node.code) ? specs.byParent[node.code] : undefined;
  return own ?? byLevel[Math.min(node.level - 2, byLevel.length - 1)] ?? defaults;
}

function rowwise(children: Children, spec: AggregateSpec, of: (present: Present) => Outcome): Column {
  const length = children.columns[0]?.values.length ?? 0;
  const out = emptyColumn(length, 'no_children');
  const present = presentFor(children);
  for (let row = 0; row < length; row++) {
    gather(present, children, row);
    const outcome = shortage(present, children, spec) ?? of(present);
    if (typeof outcome === 'number') put(out, row, outcome);
    else put(out, row, NaN, outcome);
  }
  return out;
}

/** Rows with too little data lose their value, whatever the method made of them. */
function withThreshold(made: Column, children: Children, spec: AggregateSpec): Column {
  const present = presentFor(children);
  for (let row = 0; row < made.values.length; row++) {
    gather(present, children, row);
    const reason = shortage(present, children, spec);
    if (reason !== null) put(made, row, NaN, reason);
  }
  return made;
}

/** One node's values from its children's. */
export function aggregateNode(children: Children, spec: AggregateSpec): Column {
  if (children.weights.some((weight) => Number.isNaN(weight)))
    return emptyColumn(children.columns[0]?.values.length ?? 0, 'undefined_weight');
  switch (spec.kind) {
    case 'arithmetic':
      return rowwise(children, spec, arithmetic);
    case 'geometric':
      return rowwise(children, spec, geometric);
    case 'harmonic':
      return rowwise(children, spec, harmonic);
    case 'generalised':
      return rowwise(children, spec, (present) => generalised(present, spec.p));
    case 'median':
      return rowwise(children, spec, weightedMedian);
    case 'owa':
      return rowwise(children, spec, (present) => ordered(present, spec));
    case 'copeland':
      return withThreshold(copeland(children), children, spec);
    case 'outranking':
      return withThreshold(outranking(children), children, spec);
    case 'topsis':
      return withThreshold(topsis(children, spec), children, spec);
  }
}

/** The children of a node, with the weights they enter with. */
export function childrenOf(
  node: Node,
  stage: Stage,
  weights: ReadonlyMap<string, number>,
  spec: AggregateSpec,
  groups: Children['groups'],
): Children {
  return {
    columns: node.children.flatMap((code) => stage.get(code) ?? []),
    weights: node.children.map((code) => (spec.weighted ? (weights.get(code) ?? 1) : 1)),
    groups,
  };
}

/** The stage `aggregated`: the indicators as they came in, and every node above them. */
export function aggregate(
  stage: Stage,
  hierarchy: Hierarchy,
  specs: AggregateSpecs | undefined,
  weights: Weights,
  groups: Children['groups'],
): Stage {
  const out = new Map(stage);
  for (const code of Object.keys(specs?.byParent ?? {}))
    if (!hierarchy.nodes.some((node) => node.code === code))
      throw new DefinitionError(`aggregate.by_parent：没有合成项 ${code}`);
  for (const node of hierarchy.nodes) {
    const spec = specOf(node, specs);
    const children = childrenOf(node, out, weights.byCode, spec, groups);
    const own = weights.perUnit.get(node.code);
    out.set(
      node.code,
      own === undefined ? aggregateNode(children, spec) : withThreshold(own(children), children, spec),
    );
  }
  return out;
}
