import type { Turn } from './rotation.ts';

/**
 * Which scene is to be played ahead: the one whose turn is next, where it was not played under this build; else
 * the nearest that was never played, since somebody may call any of them. Null when all is prepared. Pure.
 * @param played the build each scene was last played under
 */
export function nextAhead<Scene extends Pick<Turn, 'id'>>(
  shown: string,
  turns: readonly Scene[],
  played: ReadonlyMap<string, string>,
  build: string,
): Scene | null {
  const at = turns.findIndex(({ id }) => id === shown);
  const others = [...turns.slice(at + 1), ...turns.slice(0, Math.max(at, 0))];
  const [next] = others;
  if (next !== undefined && played.get(next.id) !== build) return next;
  return others.find(({ id }) => !played.has(id)) ?? null;
}
