import { fitLogistic } from './logistic-regression.ts';

/** Platt's scaling: probability = 1 / (1 + exp(−(slope · score + offset))). */
export interface PlattScaling {
  readonly slope: number;
  readonly offset: number;
}

const least = 1e-3;

/** Fits the scaling to scores a model gave to pairs it had not seen. Monotone: the order of scores is kept. */
export function fitPlatt(scores: readonly number[], labels: readonly (0 | 1)[]): PlattScaling {
  const fit = fitLogistic(
    scores.map((score) => [score]),
    labels,
    0.5,
  );
  const slope = Math.max(least, (fit.weights[0] ?? 1) / (fit.scales[0] ?? 1));
  return { slope, offset: fit.bias - slope * (fit.means[0] ?? 0) };
}

/** Judgements the calibration in force counts for, when new ones are weighed against it. */
const priorStrength = 20;

/**
 * Moves a scaling towards new judgements by Newton's method on their log-likelihood, with a Gaussian prior around the
 * scaling in force.
 */
export function refitPlatt(
  prior: PlattScaling,
  judged: readonly { readonly score: number; readonly label: 0 | 1 }[],
): PlattScaling {
  let { slope, offset } = prior;
  // Curvature of `priorStrength` judgements at even odds, p (1 − p) = 1/4.
  const stiffness = priorStrength / 4;
  for (let round = 0; round < 50; round++) {
    let [gradientSlope, gradientOffset] = [
      stiffness * (prior.slope - slope),
      stiffness * (prior.offset - offset),
    ];
    let [bend, cross, lift] = [stiffness, 0, stiffness];
    for (const { score, label } of judged) {
      const p = 1 / (1 + Math.exp(-(slope * score + offset)));
      gradientSlope += (label - p) * score;
      gradientOffset += label - p;
      bend += p * (1 - p) * score * score;
      cross += p * (1 - p) * score;
      lift += p * (1 - p);
    }
    const determinant = bend * lift - cross * cross;
    const [stepSlope, stepOffset] = [
      (lift * gradientSlope - cross * gradientOffset) / determinant,
      (bend * gradientOffset - cross * gradientSlope) / determinant,
    ];
    slope = Math.max(least, slope + stepSlope);
    offset += stepOffset;
    if (Math.abs(stepSlope) + Math.abs(stepOffset) < 1e-9) break;
  }
  return { slope, offset };
}
