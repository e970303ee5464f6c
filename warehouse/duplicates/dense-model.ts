import { z } from 'zod';
import { fitLogistic } from './logistic-regression.ts';
import type { Scored } from './measures.ts';
import { bandOf, logistic, type Judgement } from './model.ts';
import { figuresOf, foldsOf } from './train.ts';

/** A second calibrated model, over the log-odds of the first and the cosine of one provider's vectors. */
export const denseModelSchema = z.object({
  version: z.string(),
  trainedBy: z.string(),
  /** Model and place of the vectors: the cosines of another mean something else. */
  provider: z.string(),
  /** Version of the first model, whose log-odds it weighs. */
  firstModel: z.string(),
  logOdds: z.number(),
  cosine: z.number(),
  bias: z.number(),
  figures: z.record(z.string(), z.unknown()),
});
export type DenseModel = z.infer<typeof denseModelSchema>;
type Weights = Pick<DenseModel, 'logOdds' | 'cosine' | 'bias'>;

/** A judged pair, as the first model and the provider see it. */
export interface DenseExample {
  readonly a: string;
  readonly b: string;
  readonly label: 0 | 1;
  readonly judgement: Judgement;
  readonly cosine: number;
}

export interface DenseTraining {
  readonly penalty: number;
  readonly folds: number;
  readonly repeats: number;
  readonly random: () => number;
}

export const defaultDenseTraining: Omit<DenseTraining, 'random'> = { penalty: 1, folds: 5, repeats: 10 };

/** With fewer pairs, or fewer of either kind, nothing is learned. */
export const fewestToLearn = { all: 50, each: 10 };

/**
 * Learns the second model from judged pairs, with figures of models that had not seen the component of a pair. Pairs
 * that a guard holds back are not learned from, since the second model leaves them as they are; they count in the
 * figures.
 */
export function learnDenseModel(
  examples: readonly DenseExample[],
  named: Pick<DenseModel, 'version' | 'trainedBy' | 'provider' | 'firstModel'>,
  options: DenseTraining,
): DenseModel {
  const validated = Array.from({ length: options.repeats }, () => scoreUnseen(examples, options));
  const alone = examples.map(({ label, judgement }) => ({ label, probability: judgement.probability }));
  return {
    ...named,
    ...fit(examples, options.penalty),
    figures: {
      method: `${options.folds}-fold cross-validation by connected component, ${options.repeats} times; 95 % intervals by bootstrap over components; the first model as it is, so pairs it was trained on flatter it`,
      ...figuresOf(examples, validated, options.random),
      words_alone: figuresOf(examples, [alone], options.random),
    },
  };
}

/** A judgement of the first model, judged again with the cosine. */
export function judgeWithCosine<T extends Judgement>(model: Weights, judged: T, cosine: number): T {
  // What a guard holds back is no likelier for being near in meaning: the place or the stance is what differs.
  if (judged.guards.length > 0) return judged;
  const probability = logistic(
    model.logOdds * logOdds(judged.probability) + model.cosine * cosine + model.bias,
  );
  return { ...judged, probability, band: bandOf(probability) };
}

function scoreUnseen(
  examples: readonly DenseExample[],
  { folds, penalty, random }: DenseTraining,
): readonly Scored[] {
  const places = foldsOf(examples, { folds, random });
  const models = Array.from({ length: folds }, (_, fold) =>
    fit(
      examples.filter((__, at) => places[at] !== fold),
      penalty,
    ),
  );
  return examples.map(({ label, judgement, cosine }, at) => {
    const model = models[places[at] ?? 0];
    return {
      label,
      probability: (model === undefined ? judgement : judgeWithCosine(model, judgement, cosine)).probability,
    };
  });
}

function fit(examples: readonly DenseExample[], penalty: number): Weights {
  const free = examples.filter(({ judgement }) => judgement.guards.length === 0);
  const { weights, scales, means, bias } = fitLogistic(
    free.map(({ judgement, cosine }) => [logOdds(judgement.probability), cosine]),
    free.map(({ label }) => label),
    penalty,
  );
  const [first = 0, second = 0] = weights.map((weight, index) => weight / (scales[index] ?? 1));
  return {
    logOdds: first,
    cosine: second,
    bias: bias - first * (means[0] ?? 0) - second * (means[1] ?? 0),
  };
}

function logOdds(probability: number): number {
  const p = Math.min(1 - 1e-6, Math.max(1e-6, probability));
  return Math.log(p / (1 - p));
}
