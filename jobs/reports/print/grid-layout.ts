/** How wide a text is set, in em: Chinese characters and marks one, Latin letters and digits about half. */
export function emWidth(text: string): number {
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) ?? 0) < 0x2000 ? 0.55 : 1;
  return width;
}

export interface GridColumn {
  readonly isNumeric: boolean;
  /** Short words, such as months, that are never broken either. */
  readonly isWhole?: boolean;
  /** Its heading, in lines. */
  readonly head: readonly string[];
}

export interface GridRow {
  readonly isTotal: boolean;
  /** Its one cell goes over all columns: what the rows under it have in common. */
  readonly isGroup?: boolean;
  readonly cells: readonly string[];
}

export interface LaidColumn extends GridColumn {
  /** Its share of the table's width; all add up to 1. */
  readonly share: number;
}

/** A column of words may be broken over lines, but not into strips (em). */
const leastWords = 5;
/** Space at both sides of a cell (em). */
const padding = 1.2;
/** A line of a heading that is not broken further (em). */
const leastHead = 4;

const words = new Intl.Segmenter('zh', { granularity: 'word' });
const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(emWidth));

const opening = /[（〔《“]/;
const closing = /[）〕》”，、。；：%]/;

/**
 * A line in two, between words, as near to its middle as can be; a line of one word stays whole. No bracket is left
 * behind at an end, and no mark begins a line.
 */
function halved(line: string): readonly string[] {
  const ends = [...words.segment(line)]
    .map(({ index }) => index)
    .filter((at) => at > 0 && !opening.test(line.charAt(at - 1)) && !closing.test(line.charAt(at)));
  const off = (end: number) => Math.abs(emWidth(line.slice(0, end)) - emWidth(line.slice(end)));
  const [end] = ends.sort((a, b) => off(a) - off(b) || a - b);
  return end === undefined ? [line] : [line.slice(0, end), line.slice(end)];
}

/**
 * Columns with their shares of a table's width. Numbers are never broken. Where the table has no room, the longest
 * headings are broken between words, one after the other; then columns of words give way, and headings with them.
 */
export function laidGrid(
  columns: readonly GridColumn[],
  rows: readonly GridRow[],
  totalEm: number,
): readonly LaidColumn[] {
  const single = rows.filter(({ isGroup }) => isGroup !== true);
  const content = columns.map((_, at) => widest(single.map(({ cells }) => cells[at] ?? '')));
  const heads = columns.map(({ head }) => head);
  const best = (at: number) => Math.max(content[at] ?? 0, widest(heads[at] ?? [])) + padding;
  const total = () => columns.reduce((sum, _, at) => sum + best(at), 0);
  const isHeadWidest = (at: number) => widest(heads[at] ?? []) > Math.max(content[at] ?? 0, leastHead);
  const unbreakable = new Set<number>();
  while (total() > totalEm) {
    const [longest] = columns
      .map((_, at) => at)
      .filter((at) => isHeadWidest(at) && !unbreakable.has(at))
      .sort((a, b) => widest(heads[b] ?? []) - widest(heads[a] ?? []));
    if (longest === undefined) break;
    const before = heads[longest] ?? [];
    const width = widest(before);
    heads[longest] = before.flatMap((line) => (emWidth(line) === width ? halved(line) : [line]));
    if (heads[longest].length === before.length) unbreakable.add(longest);
  }
  const over = total() - totalEm;
  const isWhole = (at: number) => columns[at]?.isNumeric === true || columns[at]?.isWhole === true;
  const spare = (at: number) => (isWhole(at) ? 0 : Math.max(0, best(at) - leastWords - padding));
  const spares = columns.reduce((sum, _, at) => sum + spare(at), 0);
  const given = columns.map((_, at) =>
    over > 0 && spares > 0 ? best(at) - (spare(at) * Math.min(over, spares)) / spares : best(at),
  );
  const sum = given.reduce((whole, width) => whole + width, 0);
  return columns.map(({ isNumeric }, at) => {
    const share = (given[at] ?? 0) / sum;
    const room = share * totalEm - padding;
    const narrow = over > 0 && !isNumeric;
    const head = (heads[at] ?? []).flatMap((line) =>
      narrow && emWidth(line) > room ? halved(line) : [line],
    );
    return { isNumeric, head, share };
  });
}
