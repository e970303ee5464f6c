import type { SqlParameter } from '../../warehouse/engine.ts';

/** Rows of a batch that are in force: all of them (null), or those of some partitions. */
export interface PartitionsInForce {
  readonly file: string;
  readonly keys: readonly string[] | null;
}

/** SQL for some columns of all rows in force, with what it binds; null when there are no rows. */
export function keysInForce(
  columns: readonly string[],
  places: readonly PartitionsInForce[],
): { readonly sql: string; readonly parameters: Readonly<Record<string, SqlParameter>> } | null {
  if (places.length === 0) return null;
  const parameters: Record<string, SqlParameter> = {};
  const parts: string[] = [];
  const select = `select ${columns.join(', ')} from`;
  const whole = places.flatMap(({ file, keys }) => (keys === null ? [file] : []));
  if (whole.length > 0) {
    parameters.whole_files = whole;
    parts.push(`${select} read_parquet($whole_files)`);
  }
  for (const [index, { file, keys }] of places.entries()) {
    if (keys === null) continue;
    parameters[`file_${index}`] = file;
    parameters[`keys_${index}`] = keys;
    parts.push(`${select} read_parquet($file_${index}) where list_contains($keys_${index}, _partition)`);
  }
  return { sql: parts.join('\nunion all\n'), parameters };
}
