/** A county's centre on the map, in degrees, and the townships that cluster round it. */
export interface Cluster {
  readonly code: string;
  readonly longitude: number;
  readonly latitude: number;
  /** In the order in which they fill the cluster from its centre; a county without townships is one tile itself. */
  readonly members: readonly string[];
}

/** One hexagon, pointy top: its place in the grid and its centre in units of a hexagon's width. */
export interface HexTile {
  readonly code: string;
  readonly cluster: string;
  readonly column: number;
  readonly row: number;
  readonly x: number;
  readonly y: number;
}

export interface HexLayout {
  readonly tiles: readonly HexTile[];
  /** Of the clusters: the mean of their tiles, for a label. */
  readonly labels: readonly { readonly cluster: string; readonly x: number; readonly y: number }[];
  readonly width: number;
  readonly height: number;
}

const rowHeight = Math.sqrt(3) / 2;
const place = (column: number, row: number) => ({
  x: column + (((row % 2) + 2) % 2) / 2,
  y: row * rowHeight,
});

/** The six hexagons round one, in the grid of shifted odd rows. */
export function neighbours(column: number, row: number): readonly (readonly [number, number])[] {
  const shift = ((row % 2) + 2) % 2 === 0 ? -1 : 0;
  return [
    [column - 1, row],
    [column + 1, row],
    [column + shift, row - 1],
    [column + shift + 1, row - 1],
    [column + shift, row + 1],
    [column + shift + 1, row + 1],
  ];
}

const keyOf = (column: number, row: number): string => `${column} ${row}`;

interface Disc {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Rounds of pushing, more than the counties of a province need to come to rest. */
const pushes = 400;

/**
 * Pushes discs apart until no two are closer than the water between them, each pair by equal parts along the line
 * on which they lay at first: who lay north of whom still does (after Dorling 1996, area cartograms). Pure.
 * @param water least distance between the edges of two discs
 */
export function pushedApart(discs: readonly Disc[], water: number): readonly Disc[] {
  const at = discs.map(({ x, y }) => ({ x, y }));
  const bearing = (one: number, other: number): readonly [number, number] => {
    const [dx, dy] = [
      (discs[other]?.x ?? 0) - (discs[one]?.x ?? 0),
      (discs[other]?.y ?? 0) - (discs[one]?.y ?? 0),
    ];
    const length = Math.hypot(dx, dy);
    // Two on one spot part sideways.
    return length < 1e-6 ? [1, 0] : [dx / length, dy / length];
  };
  for (let round = 0; round < pushes; round++) {
    let moved = 0;
    for (const [one, a] of at.entries())
      for (const [other, b] of at.entries()) {
        if (other <= one) continue;
        const apart = (discs[one]?.radius ?? 0) + (discs[other]?.radius ?? 0) + water;
        const [dx, dy] = [b.x - a.x, b.y - a.y];
        const length = Math.hypot(dx, dy);
        if (length >= apart) continue;
        const [ux, uy] = bearing(one, other);
        const by = (apart - length) / 2;
        a.x -= ux * by;
        a.y -= uy * by;
        b.x += ux * by;
        b.y += uy * by;
        moved += by;
      }
    if (moved < 1e-3) break;
  }
  return discs.map((disc, index) => ({ ...disc, ...at[index] }));
}

/**
 * A cartogram: one hexagon a township, clustered at the real centres of the counties. Clusters grow in turns, each
 * taking the free hexagon nearest to its centre that touches what it has, so that they stay whole and nobody is
 * pushed out. No cluster touches another: the water round it holds its name, and islands lie off the coast as they do.
 * Pure, and the same for the same input.
 *
 * @param crowding room for the map in hexagons a township; more spreads the counties further apart
 * @param water between the counties at the least, in hexagons, as far as their round shapes allow
 */
export function hexLayout(clusters: readonly Cluster[], crowding = 2.1, water = 1): HexLayout {
  if (clusters.length === 0) return { tiles: [], labels: [], width: 0, height: 0 };
  const count = clusters.reduce((sum, { members }) => sum + Math.max(members.length, 1), 0);
  const middle = clusters.reduce((sum, { latitude }) => sum + latitude, 0) / clusters.length;
  // A degree of longitude is shorter than one of latitude by the cosine of the latitude.
  const flat = clusters.map(({ longitude, latitude }) => ({
    x: longitude * Math.cos((middle * Math.PI) / 180),
    y: -latitude,
  }));
  const spread = (values: readonly number[]) => Math.max(Math.max(...values) - Math.min(...values), 0.01);
  const area = spread(flat.map(({ x }) => x)) * spread(flat.map(({ y }) => y));
  const scale = Math.sqrt((count * rowHeight * crowding) / area);
  const left = Math.min(...flat.map(({ x }) => x));
  const top = Math.min(...flat.map(({ y }) => y));
  const centres = pushedApart(
    flat.map(({ x, y }, at) => ({
      x: (x - left) * scale,
      y: (y - top) * scale,
      radius: Math.sqrt((Math.max(clusters[at]?.members.length ?? 0, 1) * rowHeight) / Math.PI),
    })),
    water,
  );

  const taken = new Map<string, number>();
  const cells = clusters.map((): [number, number][] => []);
  const size = (at: number): number => Math.max(clusters[at]?.members.length ?? 0, 1);
  const isFree = (at: number, column: number, row: number): boolean =>
    !taken.has(keyOf(column, row)) &&
    neighbours(column, row).every(([c, r]) => {
      const other = taken.get(keyOf(c, r));
      return other === undefined || other === at;
    });
  const distance = (at: number, column: number, row: number): number => {
    const { x, y } = place(column, row);
    const centre = centres[at] ?? { x: 0, y: 0 };
    return (x - centre.x) ** 2 + (y - centre.y) ** 2;
  };
  const nearest = (at: number): [number, number] => {
    const touching = (cells[at] ?? []).flatMap(([column, row]) => neighbours(column, row));
    const own = touching.filter(([column, row]) => isFree(at, column, row));
    const { x, y } = centres[at] ?? { x: 0, y: 0 };
    for (let reach = 1; own.length === 0; reach++)
      for (let row = Math.floor(y / rowHeight) - reach; row <= y / rowHeight + reach; row++)
        for (let column = Math.floor(x) - reach; column <= x + reach; column++)
          if (isFree(at, column, row)) own.push([column, row]);
    const [best] = [...own].sort(
      (a, b) => distance(at, ...a) - distance(at, ...b) || a[1] - b[1] || a[0] - b[0],
    );
    return [best?.[0] ?? 0, best?.[1] ?? 0];
  };
  // The cluster that is least full goes next.
  for (let placed = 0; placed < count; placed++) {
    const next = clusters
      .map((_, at) => at)
      .filter((at) => (cells[at] ?? []).length < size(at))
      .sort((a, b) => (cells[a] ?? []).length / size(a) - (cells[b] ?? []).length / size(b) || a - b)[0];
    if (next === undefined) break;
    const cell = nearest(next);
    taken.set(keyOf(...cell), next);
    cells[next]?.push(cell);
  }
  const drawn = clusters.flatMap(({ code, members }, at) =>
    (cells[at] ?? []).map(([column, row], index) => ({
      code: members[index] ?? code,
      cluster: code,
      column,
      row,
      ...place(column, row),
    })),
  );
  const minX = Math.min(...drawn.map(({ x }) => x));
  const minY = Math.min(...drawn.map(({ y }) => y));
  const tiles = drawn.map((tile) => ({
    ...tile,
    x: tile.x - minX + 0.5,
    y: tile.y - minY + 1 / Math.sqrt(3),
  }));
  return {
    tiles,
    labels: clusters.map(({ code }) => {
      const own = tiles.filter(({ cluster }) => cluster === code);
      const mean = (pick: (tile: HexTile) => number) =>
        own.reduce((sum, tile) => sum + pick(tile), 0) / own.length;
      return { cluster: code, x: mean(({ x }) => x), y: mean(({ y }) => y) };
    }),
    width: Math.max(...tiles.map(({ x }) => x)) + 0.5,
    height: Math.max(...tiles.map(({ y }) => y)) + 1 / Math.sqrt(3),
  };
}
