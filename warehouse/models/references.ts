/** A schema-qualified table behind `from` or `join`: `marts.fct_payment`. */
const reference = /\b(?:from|join)\s+([a-z_]\w*\.[a-z_]\w*)/gi;

/** Text that is no SQL to look into: comments and string literals. */
const opaque = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g;

/** The tables a statement reads, as `schema.name`, sorted, each once. */
export function referencedTables(sql: string): string[] {
  const found = new Set<string>();
  for (const match of sql.replace(opaque, ' ').matchAll(reference))
    if (match[1] !== undefined) found.add(match[1].toLowerCase());
  return [...found].sort();
}

/** The first comment line of a statement: its grain and purpose, or what a check holds. */
export function headComment(sql: string): string {
  return /^--\s*(.*?)\s*(?:\r?\n|$)/.exec(sql)?.[1] ?? '';
}
