import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { backupsIn } from './manifest.ts';

const keptMonths = 12;

/** Which backups may go: all but the newest `keep`, and the last of each of the newest twelve months there are. */
export function backupsToDrop(stamps: readonly string[], keep: number): readonly string[] {
  const sorted = [...stamps].sort();
  const lastOfMonth = new Map(sorted.map((stamp) => [stamp.slice(0, 6), stamp]));
  const monthly = [...lastOfMonth.values()].slice(-keptMonths);
  const kept = new Set([...sorted.slice(-keep), ...monthly]);
  return sorted.filter((stamp) => !kept.has(stamp));
}

/** @returns those that went */
export async function pruneBackups(folder: string, keep: number): Promise<readonly string[]> {
  const gone = backupsToDrop(await backupsIn(folder), keep);
  for (const stamp of gone) await rm(join(folder, stamp), { recursive: true, force: true });
  return gone;
}
