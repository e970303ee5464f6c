import { readRatio } from '../../figures/format.ts';

/** A share or a probability as it stands in a line of text: `83.1%`. */
export function percentOf(share: number): string {
  const { text, suffix } = readRatio(share);
  return `${text}${suffix}`;
}
