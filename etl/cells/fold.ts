/** Half-width, without white space: how headers and labels are compared. The same as `cell_label` in SQL. */
export function fold(text: string | null): string {
  return (text ?? '').normalize('NFKC').replace(/\s/g, '');
}
