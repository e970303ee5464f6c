import type { HexTile } from './hex-layout.ts';

type Place = Pick<HexTile, 'x' | 'y'>;

/** A county and the room its name takes, in hexagons. */
export interface Caption {
  readonly cluster: string;
  readonly width: number;
}

/** Where a name stands: the middle of its line and its baseline, in hexagons. */
export interface PlacedCaption {
  readonly cluster: string;
  readonly x: number;
  readonly y: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** From a hexagon's centre to its corner. */
const side = 1 / Math.sqrt(3);
/** Hanzi stand this much above their baseline and below it, in em. */
const ink = { above: 0.88, below: 0.12 } as const;
/** Water between a name and the tiles it names, in em. */
const gap = 0.2;
/** Between two names, in em. */
const apart = 0.5;
/** How far a name may be shifted along its tiles, and by how much at a time, in hexagons. */
const shift = { most: 2.5, step: 0.25 } as const;
/** Closer than this to another county's tile a name might be taken for that county's, in hexagons. */
const near = 0.7;
/** What is worse than what: on another name, on a tile, out of the picture; beside another's tiles; off the middle, not above. */
const costs = {
  name: 40,
  tile: 20,
  outside: 200,
  near: 1.2,
  shifted: 0.06,
  below: 0.25,
  beside: 0.4,
  lent: 0.3,
} as const;

function stretchesOf(row: readonly Place[]): readonly (readonly number[])[] {
  const stretches: number[][] = [];
  for (const x of row.map((tile) => tile.x).sort((a, b) => a - b)) {
    const last = stretches.at(-1);
    if (last !== undefined && x - (last.at(-1) ?? NaN) < 1.5) last.push(x);
    else stretches.push([x]);
  }
  return stretches;
}

const middleOf = (stretch: readonly number[]): number =>
  stretch.reduce((sum, x) => sum + x, 0) / stretch.length;

const longestOf = (row: readonly Place[]): readonly number[] =>
  stretchesOf(row).reduce((a, b) => (b.length > a.length ? b : a), []);

const atHeight = (own: readonly Place[], y: number): readonly Place[] =>
  own.filter((tile) => Math.abs(tile.y - y) < 0.01);

/**
 * Where a county's name stands: over its topmost tiles. Of several stretches in that row it is the longest, since
 * between two of them may lie another county's tiles; over a stretch there is always water.
 */
export function captionOver(own: readonly Place[]): Place {
  const y = Math.min(...own.map((tile) => tile.y));
  return { x: middleOf(longestOf(atHeight(own, y))), y };
}

const overlap = (one: Box, other: Box): number =>
  Math.max(0, Math.min(one.right, other.right) - Math.max(one.left, other.left)) *
  Math.max(0, Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top));

/** A hexagon with a corner up, as two boxes: its body, and its two caps at half their width. */
const boxesOf = ({ x, y }: Place): readonly Box[] => [
  { left: x - 0.5, right: x + 0.5, top: y - side / 2, bottom: y + side / 2 },
  { left: x - 0.25, right: x + 0.25, top: y - side, bottom: y - side / 2 },
  { left: x - 0.25, right: x + 0.25, top: y + side / 2, bottom: y + side },
];

/** Between the edges of two boxes; zero where they touch. */
function distance(one: Box, other: Box): number {
  const wide = Math.max(0, one.left - other.right, other.left - one.right);
  const high = Math.max(0, one.top - other.bottom, other.top - one.bottom);
  return Math.hypot(wide, high);
}

const grown = ({ left, right, top, bottom }: Box, by: number): Box => ({
  left: left - by,
  right: right + by,
  top: top - by,
  bottom: bottom + by,
});

const boxOf = (x: number, y: number, width: number, letter: number): Box => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y - letter * ink.above,
  bottom: y + letter * ink.below,
});

interface Candidate extends Place {
  readonly cost: number;
}

/** Over the topmost tiles, under the lowest, and beside the row in the middle: each with what it costs by itself. */
function candidatesOf(own: readonly Place[], width: number, letter: number): readonly Candidate[] {
  const [top, bottom] = [Math.min(...own.map(({ y }) => y)), Math.max(...own.map(({ y }) => y))];
  const shifts = Array.from(
    { length: (2 * shift.most) / shift.step + 1 },
    (_, at) => at * shift.step - shift.most,
  );
  const along = (y: number, baseline: number, cost: number): Candidate[] =>
    stretchesOf(atHeight(own, y)).flatMap((stretch) =>
      shifts.map((by) => ({
        x: middleOf(stretch) + by,
        y: baseline,
        cost:
          cost +
          costs.shifted * Math.abs(by) +
          (stretch.length < longestOf(atHeight(own, y)).length ? costs.lent : 0),
      })),
    );
  const beside = [...new Set(own.map(({ y }) => y))].flatMap((y) => {
    const row = atHeight(own, y).map(({ x }) => x);
    const away = 0.5 + letter * gap * 2 + width / 2;
    const baseline = y + letter * (ink.above - 0.5);
    return [Math.min(...row) - away, Math.max(...row) + away].map((x) => ({
      x,
      y: baseline,
      cost: costs.beside,
    }));
  });
  return [
    ...along(top, top - side - letter * gap, 0),
    ...along(bottom, bottom + side + letter * (gap + ink.above), costs.below),
    ...beside,
  ];
}

/**
 * Puts every county's name where it lies on no tile and on no other name, and stays next to its own tiles: over them
 * where that is possible, else shifted along them, under them or beside them. Pure, and the same for the same input.
 * @param captions names in the order in which they choose their places; each chooses twice
 * @param letter height of a letter, in hexagons
 * @param frame what is seen, in hexagons
 */
export function placeCaptions(
  captions: readonly Caption[],
  tiles: readonly HexTile[],
  letter: number,
  frame: Box,
): readonly PlacedCaption[] {
  const placed = new Map<string, { readonly at: Place; readonly box: Box }>();
  const obstacles = tiles.flatMap(boxesOf);
  const outside = (box: Box): number =>
    Math.max(0, frame.left - box.left, box.right - frame.right) +
    Math.max(0, frame.top - box.top, box.bottom - frame.bottom);
  const closest = (box: Box, boxes: readonly Box[]): number =>
    boxes.reduce((least, one) => Math.min(least, distance(box, one)), near);
  const closeness = (box: Box, foreign: readonly Box[], mine: readonly Box[]): number =>
    near - closest(box, foreign) + 2 * Math.max(0, closest(box, mine) - closest(box, foreign));
  const choose = ({ cluster, width }: Caption): void => {
    const own = tiles.filter((tile) => tile.cluster === cluster);
    if (own.length === 0) return;
    const foreign = tiles.filter((tile) => tile.cluster !== cluster).flatMap(boxesOf);
    const mine = own.flatMap(boxesOf);
    const others = [...placed].flatMap(([of, { box }]) => (of === cluster ? [] : [box]));
    const weighed = candidatesOf(own, width, letter).map(({ x, y, cost }) => {
      const box = boxOf(x, y, width, letter);
      const roomy = grown(box, letter * apart);
      const sum = (boxes: readonly Box[], against: Box): number =>
        boxes.reduce((total, one) => total + overlap(one, against), 0);
      return {
        at: { x, y },
        box,
        cost:
          cost +
          costs.tile * sum(obstacles, box) +
          costs.name * sum(others, roomy) +
          costs.outside * outside(box) +
          costs.near * closeness(box, foreign, mine),
      };
    });
    const best = weighed.reduce((a, b) => (b.cost < a.cost - 1e-9 ? b : a));
    placed.set(cluster, best);
  };
  captions.forEach(choose);
  captions.forEach(choose);
  return captions.flatMap(({ cluster }) => {
    const found = placed.get(cluster);
    return found === undefined ? [] : [{ cluster, ...found.at }];
  });
}
