/**
 * A cell that a spreadsheet might take for a formula is written with an apostrophe before it, full-width signs
 * included; what already looks like one written so gets another. A plain number or a dash is none. Undone by
 * `cell_unguarded` (cells/text.sql) when the file comes back.
 */
const live = /^'*[=+\-@\t\r＝＋－＠]/;
const plain = /^[+\-－＋]?(\d[\d,]*(\.\d*)?|\.\d+)?%?$|^[-－—–]{1,2}$/;

export function guarded(cell: string): string {
  return live.test(cell) && !plain.test(cell) ? `'${cell}` : cell;
}

/** The cell as it was before `guarded`. */
export function unguarded(cell: string): string {
  return cell.startsWith("'") && live.test(cell) ? cell.slice(1) : cell;
}
