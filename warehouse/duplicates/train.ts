import { fitLogistic, scoreWith } from './logistic-regression.ts';
import { featureNames, type Comparison, type FeatureName, type Features } from './features.ts';
import {
  areaUnderCurve,
  calibrationError,
  recallAtPrecision,
  withInterval,
  type Scored,
} from './measures.ts';
import { judge, type Model } from './model.ts';
import { fitPlatt } from './platt.ts';

/** A judged pair of messages, compared. */
export interface LabelledComparison {
  readonly a: string;
  readonly b: string;
  readonly label: 0 | 1;
  readonly comparison: Comparison;
}

export interface TrainingOptions {
  readonly features: readonly FeatureName[];
  /** Of the ridge. */
  readonly penalty: number;
  readonly folds: number;
  /** Cross-validations with different folds; probabilities are reported from the first, figures as means of all. */
  readonly repeats: number;
  readonly random: () => number;
}

export const defaultTraining: Omit<TrainingOptions, 'random'> = {
  features: featureNames,
  penalty: 2,
  folds: 5,
  repeats: 10,
};

/** The connected component of each pair: messages judged together belong together, also over several pairs. */
export function componentsOf(
  pairs: readonly { readonly a: string; readonly b: string }[],
): readonly string[] {
  const parents = new Map<string, string>();
  const root = (id: string): string => {
    let at = id;
    for (let up = parents.get(at) ?? at; up !== at; up = parents.get(at) ?? at) at = up;
    return at;
  };
  for (const { a, b } of pairs) parents.set(root(a), root(b));
  return pairs.map(({ a }) => root(a));
}

/**
 * Ridge logistic regression, then Platt's scaling fitted on scores of pairs the regression had not seen (inner
 * folds by component), because a regression is too sure of the pairs it was fitted on.
 */
export function fitModel(
  pairs: readonly LabelledComparison[],
  options: TrainingOptions,
): Omit<Model, 'version' | 'trainedBy' | 'figures'> {
  const labels = pairs.map(({ label }) => label);
  const rows = pairs.map(({ comparison }) => rowOf(comparison.features, options.features));
  const folds = foldsOf(pairs, options);
  const scores = new Array<number>(pairs.length).fill(0);
  for (let fold = 0; fold < options.folds; fold++) {
    const inside = [...folds.keys()].filter((index) => folds[index] !== fold);
    const fit = fitLogistic(
      inside.map((index) => rows[index] ?? []),
      inside.map((index) => labels[index] ?? 0),
      options.penalty,
    );
    folds.forEach((place, index) => {
      if (place === fold) scores[index] = scoreWith(fit, rows[index] ?? []);
    });
  }
  const fit = fitLogistic(rows, labels, options.penalty);
  return {
    features: [...options.features],
    means: [...fit.means],
    scales: [...fit.scales],
    weights: [...fit.weights],
    bias: fit.bias,
    calibration: fitPlatt(scores, labels),
  };
}

/** Probabilities of pairs by models that have not seen their component: one set a repeat. */
export function crossValidate(
  pairs: readonly LabelledComparison[],
  options: TrainingOptions,
): readonly (readonly Scored[])[] {
  return Array.from({ length: options.repeats }, () => {
    const folds = foldsOf(pairs, options);
    const scored = new Array<Scored>(pairs.length);
    for (let fold = 0; fold < options.folds; fold++) {
      const model = fitModel(
        pairs.filter((_, index) => folds[index] !== fold),
        options,
      );
      pairs.forEach(({ label, comparison }, index) => {
        if (folds[index] === fold)
          scored[index] = { label, probability: judge({ ...model, ...unnamed }, comparison).probability };
      });
    }
    return scored;
  });
}

const unnamed = { version: '', trainedBy: '', figures: {} };

export interface Figure {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface Figures {
  readonly pairs: number;
  readonly duplicates: number;
  readonly components: number;
  readonly auc: Figure;
  readonly recall_at_precision_90: Figure;
  readonly calibration_error: Figure;
}

/** The figures kept with a model: means over the repeats, with a bootstrap interval from the first. */
export function figuresOf(
  pairs: readonly Omit<LabelledComparison, 'comparison'>[],
  validated: readonly (readonly Scored[])[],
  random: () => number,
): Figures {
  const components = componentsOf(pairs);
  const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
  const first = (validated[0] ?? []).map((scored, index) => ({
    ...scored,
    component: components[index] ?? '',
  }));
  const ofMeasure = (measure: (scored: readonly Scored[]) => number): Figure => {
    const mean = validated.reduce((sum, scored) => sum + measure(scored), 0) / validated.length;
    const { low, high } = withInterval(first, ({ component }) => component, measure, random);
    return { mean: rounded(mean), low: rounded(low), high: rounded(high) };
  };
  return {
    pairs: pairs.length,
    duplicates: pairs.filter(({ label }) => label === 1).length,
    components: new Set(components).size,
    auc: ofMeasure(areaUnderCurve),
    recall_at_precision_90: ofMeasure((scored) => recallAtPrecision(scored, 0.9)),
    calibration_error: ofMeasure((scored) => calibrationError(scored)),
  };
}

function rowOf(features: Features, names: readonly FeatureName[]): readonly number[] {
  return names.map((name) => features[name]);
}

/** Folds of whole components, in an order by chance. */
export function foldsOf(
  pairs: readonly Pick<LabelledComparison, 'a' | 'b'>[],
  { folds, random }: Pick<TrainingOptions, 'folds' | 'random'>,
): readonly number[] {
  const components = componentsOf(pairs);
  const shuffled = [...new Set(components)]
    .map((component) => ({ component, place: random() }))
    .sort((a, b) => a.place - b.place);
  const foldOf = new Map(shuffled.map(({ component }, index) => [component, index % folds]));
  return components.map((component) => foldOf.get(component) ?? 0);
}
