import { readReceipts } from '../../warehouse/deliveries.ts';
import type { Home } from '../../warehouse/home.ts';
import { findArchived, hashFile } from '../../etl/archive.ts';
import { findRemoved } from '../../etl/removed-files.ts';

export interface ArchiveState {
  readonly files: number;
  readonly bytes: number;
  /** Deliveries whose file is not what was received. */
  readonly damaged: readonly string[];
  /** Deliveries whose file is not there. */
  readonly missing: readonly string[];
  /** Files that were removed by policy: nothing needs them. */
  readonly removed: number;
  /** Whether all were looked at. */
  readonly isComplete: boolean;
}

/** Holds every archived file against the sum it was received under. Stops between two files when told to. */
export async function verifyArchive(home: Home, signal?: AbortSignal): Promise<ArchiveState> {
  const bySum = new Map<string, string[]>();
  for (const { sha256, delivery, fileName } of await readReceipts(home))
    bySum.set(sha256, [...(bySum.get(sha256) ?? []), `${delivery} ${fileName}`]);
  const damaged: string[] = [];
  const missing: string[] = [];
  let files = 0;
  let bytes = 0;
  let removed = 0;
  for (const [sha256, deliveries] of bySum) {
    if (signal?.aborted) return { files, bytes, damaged, missing, removed, isComplete: false };
    const archived = await findArchived(home, sha256);
    if (archived === null) {
      if (await findRemoved(home, sha256)) removed += 1;
      else missing.push(...deliveries);
      continue;
    }
    files += 1;
    bytes += archived.bytes;
    if ((await hashFile(archived.path)) !== sha256) damaged.push(...deliveries);
  }
  return { files, bytes, damaged, missing, removed, isComplete: true };
}
