import { sum } from './numeric/sum.ts';

/** What a set of players achieves; a set is a number whose bits are the players. */
export type Game = (players: number) => number;

/** Above this many players there are too many sets to go through. */
export const mostPlayers = 12;

/**
 * Shapley values: what each player adds, averaged over every order in which they may come. They add up to
 * game(all) − game(none), whatever the game.
 * @throws RangeError above `mostPlayers`
 */
export function shapley(players: number, game: Game): readonly number[] {
  if (players > mostPlayers) throw new RangeError(`more than ${mostPlayers} players`);
  const values = Array.from({ length: 2 ** players }, (_, set) => game(set));
  const sizes = values.map((_, set) => set.toString(2).replaceAll('0', '').length);
  // (s! (n − s − 1)!) / n! without factorials: 1 / (n · C(n − 1, s)).
  const shares = Array.from({ length: players }, (_, size) => {
    let choices = 1;
    for (let i = 0; i < size; i++) choices = (choices * (players - 1 - i)) / (i + 1);
    return 1 / (players * choices);
  });
  return Array.from({ length: players }, (_, player) => {
    const bit = 1 << player;
    return sum(
      values.flatMap((value, set) =>
        set & bit ? [] : [(shares[sizes[set] ?? 0] ?? 0) * ((values[set | bit] ?? NaN) - value)],
      ),
    );
  });
}
