import type { Source } from '../figures/source.ts';

/** What one colour of the map stands for. */
export interface ShadeEntry {
  /** From 1, the palest; 0 is a place without a value. */
  readonly step: number;
  readonly name: string;
  /** Where the numbers of the name are from. */
  readonly from?: Source | undefined;
}
