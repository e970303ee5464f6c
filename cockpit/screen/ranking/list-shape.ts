import { widthOf } from '../../figures/text-width.ts';
import type { RankedRow } from './ranked-rows.ts';

/** Between two columns, in em: --space-5. */
export const gutter = 2;
/** Beside a name: its figure, with a sign before it, and the room between them, in em. */
const figureRoom = 4;

interface ListRoom {
  /** Whole rows that fit below each other. */
  readonly rows: number;
  /** In em; zero where it is not known yet. */
  readonly width: number;
}

/** No bar is drawn where none would come to half of the least width: bars of one or two each say nothing. Pure. */
export const isPlain = (rows: readonly RankedRow[], atLeast: number | undefined): boolean =>
  atLeast !== undefined && rows.every(({ value }) => (value ?? 0) < atLeast / 2);

/**
 * In how many columns a list stands: in one, unless all its rows belong there and one has no room for them, or it is
 * plain, has more rows than one has room for, and names and figures have room beside each other. Pure.
 */
export function columnsOf(
  rows: readonly RankedRow[],
  room: ListRoom,
  { complete, plain }: { readonly complete: boolean; readonly plain: boolean },
): 1 | 2 {
  if (rows.length <= room.rows) return 1;
  if (complete) return 2;
  if (!plain || rows.some(({ second }) => second !== null)) return 1;
  const widest = Math.max(...rows.map(({ short }) => widthOf(short)));
  return room.width >= 2 * (widest + figureRoom) + gutter ? 2 : 1;
}
