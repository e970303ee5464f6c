import { fitConditionalLogit, type Choice } from './conditional-logit.ts';
import type { DuplicateIndex } from './duplicate-index.ts';
import { placeOf, type TitleRanking } from './ranking.ts';
import type { SuggestionText } from './suggestion.ts';
import { signNames, type TitleSigns } from './title-signs.ts';

export interface TitleTraining {
  readonly folds: number;
  /** Of the ridge. */
  readonly penalty: number;
  readonly random: () => number;
}

export const defaultTitleTraining: Omit<TitleTraining, 'random'> = { folds: 5, penalty: 1 };

interface Asked {
  readonly fold: number;
  /** What was found for the title, and the number of its own body among it; -1 when it was not found. */
  readonly signs: readonly TitleSigns[];
  readonly own: number;
}

/**
 * Learns to rank from messages' titles and bodies: of all bodies found for a title, its own is the one to find.
 *
 * @param index holds the bodies, without titles
 */
export function learnTitleRanking(
  index: DuplicateIndex,
  messages: readonly SuggestionText[],
  trainedBy: string,
  { folds, penalty, random }: TitleTraining,
): TitleRanking {
  const asked = messages.map(({ id, title }): Asked => {
    const found = index.titleSigns(title);
    return {
      fold: Math.floor(random() * folds),
      signs: found.map(({ signs }) => signs),
      own: found.findIndex((each) => each.found.id === id),
    };
  });
  const fit = (among: readonly Asked[]): TitleRanking['weights'] => {
    const choices = among
      .filter(({ own }) => own !== -1)
      .map(({ signs, own }): Choice => ({
        alternatives: signs.map((each) => signNames.map((name) => each[name])),
        chosen: own,
      }));
    const [logOdds = 0, bm25 = 0, characters = 0, near = 0, lead = 0, length = 0] = fitConditionalLogit(
      choices,
      penalty,
    );
    return { log_odds: logOdds, bm25, characters, near, lead, length };
  };
  const ranks = Array.from({ length: folds }, (_, fold) => {
    const weights = fit(asked.filter((each) => each.fold !== fold));
    return asked.filter((each) => each.fold === fold).map((each) => rankOfOwn(each, weights));
  }).flat();
  const within = (count: number): number =>
    Math.round((1e4 * ranks.filter((rank) => rank < count).length) / ranks.length) / 1e4;
  return {
    trainedBy,
    weights: fit(asked),
    figures: {
      method: `${folds}-fold cross-validation: a title finds its own body among ${index.size}`,
      titles: asked.length,
      recall_at_1: within(1),
      recall_at_5: within(5),
      among_those_compared: within(Number.MAX_SAFE_INTEGER),
    },
  };
}

function rankOfOwn({ signs, own }: Asked, weights: TitleRanking['weights']): number {
  const [mine] = signs.slice(own, own + 1);
  if (own === -1 || mine === undefined) return Number.POSITIVE_INFINITY;
  const place = placeOf(weights, mine);
  return signs.filter((each) => placeOf(weights, each) > place).length;
}
