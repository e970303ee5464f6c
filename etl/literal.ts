/** A text as an SQL literal: what a contract or a layout says. What a file holds is never written into a statement. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
