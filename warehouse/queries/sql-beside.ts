import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The text of `<name>.sql` in a folder: read once, when the module that asks for it is loaded. */
export function sqlBeside(folder: string, name: string): string {
  return readFileSync(join(folder, `${name}.sql`), 'utf8').trim();
}
