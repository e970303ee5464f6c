/** Width that a usual figure with its unit needs, in em. */
export const leastFigure = 7;

/**
 * In how many columns figures stand so that no row is left with one of them while another is full. Pure.
 * @param width of the tile in em; zero where it is not known yet
 * @param least width that one figure with its unit needs, in em
 */
export function balancedColumns(count: number, width: number, least = leastFigure): number {
  const most = width <= 0 ? 3 : Math.max(1, Math.floor(width / least));
  const rows = Math.max(1, Math.ceil(count / most));
  return Math.max(1, Math.ceil(count / rows));
}
