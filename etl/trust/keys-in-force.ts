import { rowsOf, selectRows, type BatchFiles } from '../../warehouse/batch-files.ts';
import type { SqlParameter } from '../../warehouse/engine.ts';

/** Rows of a batch that are in force: all of them (null), or those of some partitions. */
export interface PartitionsInForce {
  readonly files: BatchFiles;
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
  const whole = places.flatMap(({ files, keys }) => (keys === null ? [files] : []));
  if (whole.length > 0) parts.push(selectRows(whole, columns));
  for (const [index, { files, keys }] of places.entries()) {
    if (keys === null) continue;
    parameters[`keys_${index}`] = keys;
    parts.push(`${select} ${rowsOf(files)} where list_contains($keys_${index}, _partition)`);
  }
  return { sql: parts.join('\nunion all\n'), parameters };
}
