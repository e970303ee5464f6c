import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** 2026年2月 before 2026年10月: a month that comes before its turn would leave a gap. */
const byName = new Intl.Collator('en', { numeric: true }).compare;

/** Every file below the given paths, folders opened, in the order of their names; hidden files left out. */
export async function filesBelow(paths: readonly string[]): Promise<readonly string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const entries = await readdir(path, { withFileTypes: true }).catch(() => null);
    if (entries === null) files.push(path);
    else
      files.push(
        ...(await filesBelow(
          entries
            .filter(({ name }) => !name.startsWith('.'))
            .map(({ name }) => join(path, name))
            .sort(byName),
        )),
      );
  }
  return files;
}
