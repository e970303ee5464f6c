import { aggregate } from '../aggregate/aggregate.ts';
import { correlation } from '../analysis/correlate.ts';
import type { AggregateSpecs } from '../definition/aggregate-spec.ts';
import type { WeightRule } from '../definition/weights-spec.ts';
import { DefinitionError } from '../definition.ts';
import type { Frame } from '../frame.ts';
import type { Hierarchy } from '../hierarchy.ts';
import { ln } from '../numeric/elementary.ts';
import { nelderMead } from '../numeric/nelder-mead.ts';
import { sum } from '../numeric/sum.ts';
import type { Stage } from '../table.ts';

type OptimisedRule = WeightRule & { method: 'optimised' };

/** What the search found, element by element of the level. */
export interface OptimisedReport {
  readonly level: number;
  readonly codes: readonly string[];
  /** Targets, in shares; null for `infomax`. */
  readonly desired: readonly number[] | null;
  /** Correlations with the index; in shares for `balance`. */
  readonly obtained: readonly (number | null)[];
  readonly weights: readonly number[];
  readonly converged: boolean;
  readonly evaluations: number;
}

const bytewise = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function targetsOf({ itarg, level }: OptimisedRule, codes: readonly string[]): readonly number[] {
  if (itarg === 'equal') return codes.map(() => 1 / codes.length);
  const given = Array.isArray(itarg)
    ? itarg
    : // COINr compares its targets with correlations in order of code; targets by name are put in that order.
      [...codes].sort(bytewise).map((code) => itarg[code] ?? NaN);
  if (given.length !== codes.length || given.some((each) => Number.isNaN(each)))
    throw new DefinitionError(
      `weights.itarg：第 ${level} 级有 ${codes.length} 个元素（${codes.join('、')}），每个要有一个目标`,
    );
  const whole = sum(given);
  return given.map((each) => each / whole);
}

/**
 * Weights of one level under which the correlations of its elements with the index stand in the proportions asked
 * for, or add up to the most (COINr's get_opt_weights; Becker et al. 2017).
 *
 * COINr's own quirk is kept: a list of targets is compared with the correlations in order of code, while the search
 * starts from the list itself as weights in the order of the elements. Targets by name do not suffer from it.
 */
export function optimisedWeights(
  rule: OptimisedRule,
  situation: {
    readonly hierarchy: Hierarchy;
    readonly specs: AggregateSpecs | undefined;
    readonly frame: Frame;
    readonly final: Stage;
    readonly weights: ReadonlyMap<string, number>;
  },
): { readonly weights: ReadonlyMap<string, number>; readonly report: OptimisedReport } {
  const { hierarchy, specs, frame, final } = situation;
  const { top } = hierarchy;
  const codes = [...hierarchy.levels].filter(([, level]) => level === rule.level).map(([code]) => code);
  if (top === null || codes.length === 0 || codes.includes(top))
    throw new DefinitionError(`weights：optimised 的 level 应低于最高级，现为 ${rule.level}`);
  const sorted = [...codes].sort(bytewise);
  const targets = rule.optype === 'balance' ? targetsOf(rule, codes) : null;
  let obtained: readonly number[] = [];
  const withLevel = (point: readonly number[]): Map<string, number> => {
    const weights = new Map(situation.weights);
    const whole = sum(point);
    codes.forEach((code, at) => weights.set(code, (point[at] ?? 0) / whole));
    return weights;
  };
  const objective = (point: readonly number[]): number => {
    const made = aggregate(
      final,
      hierarchy,
      specs,
      { byCode: withLevel(point), perUnit: new Map() },
      frame.slices,
    );
    const index = made.get(top);
    const found = sorted.map((code) => {
      const column = made.get(code);
      return index && column ? correlation(column, index, rule.cortype) : NaN;
    });
    if (targets === null) {
      obtained = found;
      return -sum(found);
    }
    const whole = sum(found);
    obtained = found.map((each) => each / whole);
    const off = sum(targets.map((each, at) => (each - (obtained[at] ?? NaN)) ** 2));
    return ln(off / targets.length);
  };
  const byName = typeof rule.itarg === 'object' && !Array.isArray(rule.itarg) ? rule.itarg : null;
  const start =
    targets === null
      ? codes.map((code) => situation.weights.get(code) ?? 1)
      : byName === null
        ? targets
        : codes.map((code) => targets[sorted.indexOf(code)] ?? NaN);
  // Correlations that are not defined have no optimum; a start that meets the targets exactly is the optimum.
  const first = objective(start);
  const best = Number.isFinite(first)
    ? nelderMead(objective, start, { tolerance: rule.toler, maxEvaluations: rule.maxiter })
    : {
        point: first === -Infinity ? start : start.map(() => NaN),
        converged: first === -Infinity,
        evaluations: 1,
      };
  const weights = withLevel(best.point);
  objective(best.point);
  return {
    weights,
    report: {
      level: rule.level,
      codes: sorted,
      desired: targets,
      obtained: obtained.map((each) => (Number.isFinite(each) ? each : null)),
      weights: sorted.map((code) => weights.get(code) ?? NaN),
      converged: best.converged,
      evaluations: best.evaluations,
    },
  };
}
