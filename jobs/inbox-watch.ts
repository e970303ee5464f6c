import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Outputs, Run } from './run.ts';

/** What programs leave while they copy or edit, and what is no delivery. */
const unfinished = /^\.|^~\$|\.(?:part|partial|tmp|temp|crdownload|filepart|swp)$/i;

export interface InboxFile {
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
  /** Name, size and time of change: another one when the file is another. */
  readonly mark: string;
}

/**
 * The files of the inbox that have been left alone: nothing of them changed for `quietMs`, and nothing in the inbox
 * did since the look before.
 */
export class InboxWatch {
  readonly #folder: string;
  readonly #quietMs: number;
  #before = new Map<string, string>();

  constructor(folder: string, quietMs: number) {
    this.#folder = folder;
    this.#quietMs = quietMs;
  }

  /** @returns null while something is still coming in. */
  async look(at: Date): Promise<readonly InboxFile[] | null> {
    const found = await waitingFiles(this.#folder);
    const marks = new Map(found.map(({ path, mark }) => [path, mark]));
    const isSame =
      marks.size === this.#before.size && [...marks].every(([path, mark]) => this.#before.get(path) === mark);
    this.#before = marks;
    const isQuiet = found.every(({ changedAt }) => at.getTime() - changedAt >= this.#quietMs);
    return isSame && isQuiet ? found : null;
  }
}

/** Every file of the inbox that may be a delivery. */
export async function waitingFiles(folder: string): Promise<readonly InboxFile[]> {
  if ((await stat(folder).catch(() => null)) === null) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && !unfinished.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const found = await Promise.all(
    files.map(async (path) => {
      // A file may leave between the two looks.
      const facts = await stat(path).catch(() => null);
      if (facts === null) return null;
      const changedAt = Math.max(facts.mtimeMs, facts.ctimeMs);
      return {
        path,
        mark: `${relative(folder, path)}\t${facts.size}\t${Math.round(facts.mtimeMs)}`,
        changedAt,
      };
    }),
  );
  return found.filter((file) => file !== null);
}

/**
 * The files nobody has looked at yet: what an earlier run left in the inbox (refused) is not taken again until it is
 * another file.
 */
export function freshFiles(files: readonly InboxFile[], earlier: readonly Run[]): readonly InboxFile[] {
  const left = new Set(earlier.flatMap(({ outputs }) => leftBy(outputs)));
  return files.filter(({ mark }) => !left.has(mark));
}

const leftBy = ({ left }: Outputs): readonly string[] => (typeof left === 'object' ? left : []);

/** The key of a run over these files; a day later the same files may be tried again. */
export function inboxKey(files: readonly InboxFile[], day: string): string {
  const hash = createHash('sha256').update(files.map(({ mark }) => mark).join('\n'));
  return `inbox-${day}-${hash.digest('hex').slice(0, 12)}`;
}
