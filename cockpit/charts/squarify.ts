/** A rectangle of a tree map. */
export interface Cell<Item> {
  readonly item: Item;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The worst ratio of sides in a row of areas laid along `side`. */
function worst(areas: readonly number[], side: number): number {
  const sum = areas.reduce((total, area) => total + area, 0);
  const thick = sum / side;
  return Math.max(...areas.map((area) => Math.max(area / thick / thick, (thick * thick) / area)));
}

/**
 * A squarified tree map (Bruls, Huizing, van Wijk 2000): the larger the weight the larger the rectangle, all as
 * near to squares as they come. What weighs nothing is left out. Pure.
 */
export function squarify<Item>(
  items: readonly Item[],
  weight: (item: Item) => number,
  width: number,
  height: number,
): readonly Cell<Item>[] {
  const heavy = items.filter((item) => weight(item) > 0).toSorted((a, b) => weight(b) - weight(a));
  const total = heavy.reduce((sum, item) => sum + weight(item), 0);
  if (total <= 0 || width <= 0 || height <= 0) return [];
  const areaOf = (item: Item): number => (weight(item) / total) * width * height;
  const cells: Cell<Item>[] = [];
  const box: Box = { x: 0, y: 0, width, height };

  const lay = (row: readonly Item[]): void => {
    const area = row.reduce((sum, item) => sum + areaOf(item), 0);
    const upright = box.width >= box.height;
    const side = upright ? box.height : box.width;
    const thick = area / side;
    let along = 0;
    for (const item of row) {
      const length = areaOf(item) / thick;
      cells.push(
        upright
          ? { item, x: box.x, y: box.y + along, width: thick, height: length }
          : { item, x: box.x + along, y: box.y, width: length, height: thick },
      );
      along += length;
    }
    if (upright) {
      box.x += thick;
      box.width -= thick;
    } else {
      box.y += thick;
      box.height -= thick;
    }
  };

  let row: Item[] = [];
  for (const item of heavy) {
    const side = Math.min(box.width, box.height);
    const longer = [...row, item];
    if (row.length === 0 || worst(longer.map(areaOf), side) <= worst(row.map(areaOf), side)) {
      row = longer;
      continue;
    }
    lay(row);
    row = [item];
  }
  lay(row);
  return cells;
}
