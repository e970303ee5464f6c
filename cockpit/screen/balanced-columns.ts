import { typeScale } from '../theme/type-scale.ts';

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

/** Heights of lines, as multiples of their type. */
const line = { lead: 1.05, note: 1.4, title: 1.25 } as const;
/** Between two rows, in em. */
const rowGap = 0.5;

/**
 * Whether rows of figures have room with their labels above them, below the figure that leads the tile; where they have
 * not, each stands on one line with its label. Pure.
 * @param height of the tile's content in em of the body; zero where it is not known yet
 */
export function stackedFits(rows: number, height: number): boolean {
  const { lead, note, title, body } = typeScale;
  const head = (line.lead * lead + line.note * note) / body;
  const row = (line.note * note + line.title * title) / body;
  return height <= 0 || rows <= 1 || head + rows * (rowGap + row) <= height;
}
