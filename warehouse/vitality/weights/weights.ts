import { aggregateNode, childrenOf, specOf, type Weights } from '../aggregate/aggregate.ts';
import type { Children } from '../aggregate/children.ts';
import type { Definition } from '../definition/schema.ts';
import type { WeightRule } from '../definition/weights-spec.ts';
import { DefinitionError } from '../definition.ts';
import type { Hierarchy, Node } from '../hierarchy.ts';
import type { Prepared } from '../pipeline.ts';
import type { Column, Stage } from '../table.ts';
import { ahp } from './ahp.ts';
import { benefitOfTheDoubt } from './benefit-of-the-doubt.ts';
import {
  criticWeights,
  deviationWeights,
  entropyWeights,
  pcaWeights,
  type DataWeights,
} from './from-data.ts';
import { optimisedWeights, type OptimisedReport } from './optimised.ts';

/** What there is to say about weights that were not simply given. */
export interface WeightReports {
  readonly ahp: readonly {
    readonly parent: string;
    readonly lambda: number;
    readonly consistencyRatio: number | null;
  }[];
  readonly optimised: readonly OptimisedReport[];
  /** In Chinese, for the reader of the result. */
  readonly warnings: readonly string[];
}

export interface Weighing {
  readonly weights: Weights;
  readonly reports: WeightReports;
}

/** Above this consistency ratio Saaty asks for the judgements to be made again. */
const inconsistent = 0.1;

type DataRule = Extract<WeightRule, { readonly data: unknown }>;

function checkCodes(hierarchy: Hierarchy, rules: readonly WeightRule[]): void {
  for (const rule of rules) {
    const parents =
      rule.method === 'ahp'
        ? [rule.parent]
        : rule.method === 'optimised'
          ? []
          : 'parents' in rule
            ? (rule.parents ?? [])
            : [];
    for (const parent of parents)
      if (!hierarchy.nodes.some(({ code }) => code === parent))
        throw new DefinitionError(`weights：没有合成项 ${parent}`);
    if (rule.method === 'given')
      for (const code of Object.keys(rule.values ?? {}))
        if (!hierarchy.levels.has(code)) throw new DefinitionError(`weights.values：没有 ${code}`);
  }
}

/** Whether a rule speaks of the children of a node. */
function concerns(rule: WeightRule, node: Node, hierarchy: Hierarchy): boolean {
  if (rule.method === 'ahp') return rule.parent === node.code;
  if (rule.method === 'optimised') return false;
  if (rule.method === 'bod') return rule.parents.includes(node.code);
  const levelFits =
    rule.level === undefined || node.children.some((child) => hierarchy.levels.get(child) === rule.level);
  return levelFits && (rule.parents === undefined || rule.parents.includes(node.code));
}

function fromData(rule: DataRule, columns: readonly Column[]): DataWeights {
  switch (rule.method) {
    case 'pca':
      return pcaWeights(columns, rule.loadings);
    case 'entropy':
      return entropyWeights(columns);
    case 'critic':
      return criticWeights(columns);
    case 'std':
      return deviationWeights(columns);
  }
}

/** Weights of a node's children by pairwise comparison, with a warning when the judgements contradict each other. */
function compared(
  rule: WeightRule & { method: 'ahp' },
  node: Node,
  byCode: Map<string, number>,
): { readonly report: WeightReports['ahp'][number]; readonly warnings: readonly string[] } {
  const { codes, matrix, parent } = rule;
  if (codes.length !== matrix.length || [...codes].sort().join() !== [...node.children].sort().join())
    throw new DefinitionError(
      `ahp：codes 应恰为 ${parent} 的下级（${node.children.join('、')}），矩阵与之同阶`,
    );
  const { weights, lambda, consistencyRatio } = ahp(matrix);
  codes.forEach((code, at) => byCode.set(code, weights[at] ?? NaN));
  return {
    report: { parent, lambda, consistencyRatio },
    warnings:
      consistencyRatio !== null && consistencyRatio > inconsistent
        ? [`${parent} 的判断矩阵一致性比率为 ${consistencyRatio.toFixed(4)}，大于 0.1，请重新判断`]
        : [],
  };
}

/**
 * Settles all weights, from the lowest node up, since weights drawn from the data of a level need the values below.
 * Rules apply in order; the last one that speaks of a node decides.
 */
export function weigh(definition: Definition, hierarchy: Hierarchy, prepared: Prepared): Weighing {
  const rules = definition.weights ?? [];
  checkCodes(hierarchy, rules);
  let byCode = new Map(hierarchy.weights);
  const perUnit = new Map<string, (children: Children) => Column>();
  const reports = {
    ahp: [] as WeightReports['ahp'][number][],
    optimised: [] as OptimisedReport[],
    warnings: [] as string[],
  };
  const stage = new Map<string, Column>(prepared.final);
  const columnsOf = (node: Node, name: DataRule['data']): readonly Column[] => {
    const from: Stage | undefined = name === 'aggregated' ? undefined : prepared.stages.get(name);
    return node.children.flatMap((code) => from?.get(code) ?? stage.get(code) ?? []);
  };
  const settle = (rule: WeightRule, node: Node): void => {
    if (rule.method === 'equal') for (const code of node.children) byCode.set(code, 1);
    else if (rule.method === 'given')
      for (const code of node.children) {
        const weight = rule.values === undefined ? hierarchy.weights.get(code) : rule.values[code];
        if (weight !== undefined) byCode.set(code, weight);
      }
    else if (rule.method === 'ahp') {
      const { report, warnings } = compared(rule, node, byCode);
      reports.ahp.push(report);
      reports.warnings.push(...warnings);
    } else if (rule.method === 'bod') perUnit.set(node.code, (children) => benefitOfTheDoubt(children, rule));
    else if (rule.method !== 'optimised') {
      const weights = fromData(rule, columnsOf(node, rule.data));
      if (weights === null)
        reports.warnings.push(
          `${node.code} 之下的 ${rule.method} 权重无法由数据得出（有缺列、常数列或负值）`,
        );
      node.children.forEach((code, at) => byCode.set(code, weights?.[at] ?? NaN));
    }
  };
  for (const node of hierarchy.nodes) {
    for (const rule of rules) if (concerns(rule, node, hierarchy)) settle(rule, node);
    const spec = specOf(node, definition.aggregate);
    const children = childrenOf(node, stage, byCode, spec, prepared.frame.slices);
    stage.set(node.code, perUnit.get(node.code)?.(children) ?? aggregateNode(children, spec));
  }
  for (const rule of rules) {
    if (rule.method !== 'optimised') continue;
    const found = optimisedWeights(rule, {
      hierarchy,
      specs: definition.aggregate,
      frame: prepared.frame,
      final: prepared.final,
      weights: byCode,
    });
    byCode = new Map(found.weights);
    reports.optimised.push(found.report);
    if (!found.report.converged)
      reports.warnings.push(`第 ${rule.level} 级的权重优化没有收敛，请增大 maxiter 或 toler`);
  }
  return { weights: { byCode, perUnit }, reports };
}
