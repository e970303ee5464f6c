import { smallestType } from './legibility.ts';
import { leastPixels, typeScale } from './type-scale.ts';

/** The layouts a scene is drawn for; stack is one of them as a page that scrolls. */
export type WallLayout = 'wall' | 'wide' | 'ultra' | 'portrait';

/** How a screen is laid out, and the length of one unit `--u` in CSS pixels. */
export interface Geometry {
  /** wall: 16:9, three columns · wide: 21:9, four · ultra: 32:9, five and two deep · portrait: two, upright · stack: the wall as a page that scrolls · page: a page of the desk. */
  readonly layout: WallLayout | 'stack' | 'page';
  readonly u: number;
  /** How many times as large as drawn type is, for the farthest viewer to read it. */
  readonly type: number;
}

/** What a display profile says that bears on the layout. */
export interface Viewing {
  /** Millimetres, of the picture. */
  readonly width: number;
  readonly height: number;
  /** Metres to the farthest viewer. */
  readonly distance: number;
  /** Columns of the grid, which name the layout. */
  readonly columns: 2 | 3 | 4 | 5;
}

/** The canvas in units that each layout is drawn on. */
export const canvases: Readonly<Record<WallLayout, { readonly width: number; readonly height: number }>> = {
  wall: { width: 1_920, height: 1_080 },
  wide: { width: 2_560, height: 1_080 },
  ultra: { width: 3_456, height: 972 },
  portrait: { width: 1_080, height: 1_920 },
};

const layoutOf = { 2: 'portrait', 3: 'wall', 4: 'wide', 5: 'ultra' } as const satisfies Record<
  Viewing['columns'],
  WallLayout
>;

/** Below these sizes text would be too small to read, so the page scrolls instead. */
const smallestWide = { width: 1_180, height: 640 };
const smallestUpright = { width: 1_000, height: 1_500 };

/** A page of the desk is read at arm's length, whatever the window. */
export const pageGeometry: Geometry = { layout: 'page', u: 1, type: 1 };
const stack: Geometry = { layout: 'stack', u: 1, type: 1 };

const round = (unit: number): number => Math.round(unit * 1_000) / 1_000;

function byAspect(width: number, height: number): WallLayout | null {
  const aspect = width / Math.max(height, 1);
  if (aspect >= 1.3) return aspect >= 2.9 ? 'ultra' : aspect >= 2.1 ? 'wide' : 'wall';
  return aspect <= 0.8 ? 'portrait' : null;
}

/** Millimetres from one CSS pixel of this window to the next, the finer way. */
export const pitchOf = (width: number, height: number, viewing: Viewing): number =>
  Math.min(viewing.width / Math.max(width, 1), viewing.height / Math.max(height, 1));

/**
 * The geometry of a window.
 * @param viewing what the display profile says; without one the shape of the window decides, and type is as drawn
 */
export function geometryOf(width: number, height: number, viewing: Viewing | null = null): Geometry {
  const layout = viewing === null ? byAspect(width, height) : layoutOf[viewing.columns];
  if (layout === null) return stack;
  const smallest = layout === 'portrait' ? smallestUpright : smallestWide;
  if (width < smallest.width || height < smallest.height) return stack;
  const canvas = canvases[layout];
  const u = round(Math.min(width / canvas.width, height / canvas.height));
  if (viewing === null) return { layout, u, type: 1 };
  const floor = smallestType(viewing.distance, pitchOf(width, height, viewing));
  // Rounded up: a floor that is missed by a hair is missed.
  const type = Math.max(
    1,
    Math.ceil((floor / Math.max(typeScale.note * u, leastPixels.note)) * 1_000) / 1_000,
  );
  return { layout, u, type };
}
