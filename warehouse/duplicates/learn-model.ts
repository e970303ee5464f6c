import type { DuplicateIndex } from './duplicate-index.ts';
import type { LabelledPair } from './labelled-set.ts';
import type { Model } from './model.ts';
import {
  crossValidate,
  figuresOf,
  fitModel,
  type LabelledComparison,
  type TrainingOptions,
} from './train.ts';

/** The pairs a model may be trained on: judged, not disputed, by two people where the file says by how many. */
export function trainable(pairs: readonly LabelledPair[]): readonly LabelledPair[] {
  return pairs.filter(({ label, judges }) => label !== null && (judges === null || judges > 1));
}

/** Judged pairs as the model sees them; pairs with a message that is not in the index are left out. */
export function comparePairs(
  index: DuplicateIndex,
  pairs: readonly LabelledPair[],
): readonly LabelledComparison[] {
  return pairs.flatMap(({ a, b, label }) => {
    const comparison = index.compare(a, b);
    return comparison === null || label === null ? [] : [{ a, b, label, comparison }];
  });
}

/** A model, and how well models like it did on pairs they had not seen. */
export function learnModel(
  pairs: readonly LabelledComparison[],
  named: { readonly version: string; readonly trainedBy: string },
  options: TrainingOptions,
): Model {
  const validated = crossValidate(pairs, options);
  return {
    ...named,
    ...fitModel(pairs, options),
    figures: {
      method: `${options.folds}-fold cross-validation by connected component, ${options.repeats} times; 95 % intervals by bootstrap over components`,
      ...figuresOf(pairs, validated, options.random),
    },
  };
}
