import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** 2026年2月 before 2026年10月: a month that comes before its turn would leave a gap. */
const byName = new Intl.Collator('en', { numeric: true }).compare;

export interface FilesFound {
  readonly files: readonly string[];
  /** What stands in a folder and is no delivery: what it is, in words. */
  readonly passedOver: readonly { readonly path: string; readonly what: string }[];
}

interface Entry {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
  isFIFO(): boolean;
  isSocket(): boolean;
}

/** Null for a file or a folder. */
function strangeness(entry: Entry): string | null {
  if (entry.isFile() || entry.isDirectory()) return null;
  if (entry.isSymbolicLink())
    return '符号链接（文件夹里的链接不跟随；要接收它所指的文件，请直接写出路径，或把文件复制过来）';
  if (entry.isFIFO()) return '命名管道';
  return entry.isSocket() ? '套接字' : '设备文件';
}

/**
 * Every file below the given paths, folders opened, in the order of their names; hidden files left out. Who names a
 * path means it, also where it is a link; a link within a folder is not followed, since whoever may write into the
 * folder could have any file of this machine archived.
 */
export async function filesBelow(paths: readonly string[]): Promise<FilesFound> {
  const files: string[] = [];
  const passedOver: FilesFound['passedOver'][number][] = [];
  for (const path of paths) {
    const isFolder = (await stat(path).catch(() => null))?.isDirectory() ?? false;
    if (!isFolder) files.push(path);
    else await openFolder(path);
  }
  return { files, passedOver };

  async function openFolder(folder: string): Promise<void> {
    const entries = (await readdir(folder, { withFileTypes: true }))
      .filter(({ name }) => !name.startsWith('.'))
      .sort((a, b) => byName(a.name, b.name));
    for (const entry of entries) {
      const path = join(folder, entry.name);
      const what = strangeness(entry);
      if (what !== null) passedOver.push({ path, what });
      else if (entry.isDirectory()) await openFolder(path);
      else files.push(path);
    }
  }
}
