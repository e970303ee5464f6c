import { widthOf } from '../../figures/text-width.ts';

/** How the names of one list are written. */
export interface Names {
  /** All of them at the size of notes, on two lines where need be: names of two sizes read as two kinds of things. */
  readonly small: boolean;
  /** The most room they take, in em of the list. */
  readonly room: number;
  readonly written: readonly string[];
}

/** The most of a column's width that its names may take: the rest is for bars and figures, or for figures alone. */
export const nameShares = { barred: 0.42, plain: 0.75 } as const;
/** A note's em in that of the body. */
const note = 16 / 18.5;
/** Of two lines, this much is lost where the first cannot be filled to its end, in em. */
const lost = 1.5;

/** A name that has no room keeps its beginning and its end: names of one kind differ at either. Pure. */
export function shortened(name: string, room: number): string {
  if (widthOf(name) <= room) return name;
  const letters = Array.from(name);
  for (let kept = letters.length - 1; kept > 2; kept -= 1) {
    const tail = Math.floor(kept * 0.4);
    const text = `${letters.slice(0, kept - tail).join('')}…${letters.slice(letters.length - tail).join('')}`;
    if (widthOf(text) <= room) return text;
  }
  return `${letters[0] ?? ''}…${letters.at(-1) ?? ''}`;
}

/**
 * How names are written in a column of a width. Pure.
 * @param width of the column in em; zero where it is not known yet
 * @param share of the width that names may take
 */
export function namesIn(names: readonly string[], width: number, share: number = nameShares.barred): Names {
  const room = width <= 0 ? 12 : width * share;
  const small = names.some((name) => widthOf(name) > room);
  const limit = (room / note - lost) * 2;
  return { small, room, written: small ? names.map((name) => shortened(name, limit)) : names };
}
