import { Dice } from './dice.ts';
import type { Station } from './stations.ts';

/** What a station is like year after year. Factors are 1 and shares as published for a usual station. */
export interface Quality {
  /** Times as many activities as its kind usually has. */
  readonly activities: number;
  /** Times as many opinions as its kind and residents would bring. */
  readonly opinions: number;
  /** Share of visits and activities that lead to something. */
  readonly outcomes: number;
  /** Deputies on the roster who come. */
  readonly attendance: number;
  /** Share of the attached deputies the roster is drawn from. */
  readonly roster: number;
  /** Times as many days until an opinion is dealt with. */
  readonly delay: number;
  /** Opinions that take far too long. */
  readonly stuck: number;
  readonly adopted: number;
  readonly dissatisfied: number;
}

/**
 * The lasting quality of each station, by its code: two thirds of it run through everything a station does,
 * a third is each thing's own, so that a station may be quick and still poorly attended. Without it stations would differ by chance
 * alone, and no ranking of them could be told from another.
 */
export function qualitiesOf(seed: number, stations: readonly Station[]): ReadonlyMap<string, Quality> {
  const dice = new Dice(seed, 'station quality');
  // Roughly bell-shaped, in (−1, 1).
  const draw = (): number => (dice.unit() + dice.unit() + dice.unit()) / 1.5 - 1;
  return new Map(
    stations.map(({ code }) => {
      const general = draw();
      const trait = (): number => general + 0.5 * draw();
      const times = (spread: number): number => Math.exp(spread * trait());
      const share = (usual: number, spread: number): number =>
        Math.min(0.98, Math.max(0.02, usual + spread * trait()));
      const quality: Quality = {
        activities: times(0.9),
        opinions: times(0.5),
        outcomes: share(0.5, 0.45),
        attendance: share(0.88, 0.2),
        roster: share(0.65, 0.5),
        delay: times(-0.6),
        stuck: share(0.1, -0.16),
        adopted: share(0.45, 0.4),
        dissatisfied: share(0.1, -0.2),
      };
      return [code, quality];
    }),
  );
}
