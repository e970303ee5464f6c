import { z } from 'zod';
import { featureNames, type Comparison, type Features } from './features.ts';

const featureList = z.array(z.enum(featureNames)).min(1);

/** A trained model as it is kept: what it weighs, how its scores become probabilities, and how well it did. */
export const modelSchema = z.object({
  version: z.string(),
  trainedBy: z.string(),
  features: featureList,
  means: z.array(z.number()),
  scales: z.array(z.number().positive()),
  weights: z.array(z.number()),
  bias: z.number(),
  /** Platt's scaling of the score: probability = 1 / (1 + exp(−(slope · score + offset))). */
  calibration: z.object({ slope: z.number().positive(), offset: z.number() }),
  figures: z.record(z.string(), z.unknown()),
});
export type Model = z.infer<typeof modelSchema>;

export const bands = ['高度疑似', '疑似', '相关', '无关'] as const;
export type Band = (typeof bands)[number];

/** ≥ 0.8 高度疑似, 0.5–0.8 疑似, 0.3–0.5 相关. */
export function bandOf(probability: number): Band {
  if (probability >= 0.8) return '高度疑似';
  if (probability >= 0.5) return '疑似';
  return probability >= 0.3 ? '相关' : '无关';
}

/** The log-odds before calibration; of features that are not known, the mean is assumed. */
export function scoreOf(model: Model, features: Partial<Features>): number {
  return model.features.reduce((sum, name, index) => {
    const mean = model.means[index] ?? 0;
    const value = features[name] ?? mean;
    return sum + ((model.weights[index] ?? 0) * (value - mean)) / (model.scales[index] ?? 1);
  }, model.bias);
}

export function logistic(score: number): number {
  return 1 / (1 + Math.exp(-score));
}

/** Why a high score is not believed. */
export type Guard = 'other_place' | 'opposite_stance';

/** A pair that a guard holds back ranks below the pairs in question, and still shows as related. */
const heldBack = 0.45;

export interface Judgement {
  /** 同一事项概率: that one reply would answer both. */
  readonly probability: number;
  readonly band: Band;
  readonly guards: readonly Guard[];
}

export function judge(model: Model, comparison: Comparison): Judgement {
  const guards: Guard[] = [];
  if (comparison.areas === 'apart' || comparison.placesApart) guards.push('other_place');
  if (comparison.stancesOpposed) guards.push('opposite_stance');
  const { slope, offset } = model.calibration;
  const free = logistic(slope * scoreOf(model, comparison.features) + offset);
  const probability = guards.length > 0 ? free * heldBack : free;
  return { probability, band: bandOf(probability), guards };
}
