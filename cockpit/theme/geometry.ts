/** How a screen is laid out, and the length of one unit `--u` in CSS pixels. */
export interface Geometry {
  /** wall: three columns · ultra: one long row of tiles, two deep · portrait: two columns, upright · stack: the wall as a page that scrolls · page: a page of the desk. */
  readonly layout: 'wall' | 'ultra' | 'portrait' | 'stack' | 'page';
  readonly u: number;
}

/** The design is drawn on a canvas of 1920 × 1080 units (1080 × 1920 upright). */
const long = 1_920;
const short = 1_080;

/** Below these sizes text would be too small to read, so the page scrolls instead. */
const smallestWide = { width: 1_180, height: 640 };
const smallestUpright = { width: 1_000, height: 1_500 };

/** A page of the desk is read at arm's length, whatever the window. */
export const pageGeometry: Geometry = { layout: 'page', u: 1 };

const round = (unit: number): number => Math.round(unit * 1_000) / 1_000;

export function geometryOf(width: number, height: number): Geometry {
  const aspect = width / Math.max(height, 1);
  if (aspect >= 1.3 && width >= smallestWide.width && height >= smallestWide.height) {
    if (aspect >= 2.9) return { layout: 'ultra', u: round(height / short) };
    return { layout: 'wall', u: round(Math.min(width / long, height / short)) };
  }
  if (aspect <= 0.8 && width >= smallestUpright.width && height >= smallestUpright.height)
    return { layout: 'portrait', u: round(Math.min(width / short, height / long)) };
  return { layout: 'stack', u: 1 };
}
