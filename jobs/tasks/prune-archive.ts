import { rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { findArchived } from '../../etl/archive.ts';
import { removedNote, type RemovedFile } from '../../etl/removed-files.ts';
import { isRefusedByPerson, readReceipts, type Receipt } from '../../warehouse/deliveries.ts';
import { writeJson, type Home } from '../../warehouse/home.ts';

const dayMs = 86_400_000;

/** A file that may go, and the deliveries it came with. */
export interface RemovableFile {
  readonly sha256: string;
  readonly fileName: string;
  readonly deliveries: readonly string[];
}

const sumsOf = ({ sha256, packaged }: Receipt): readonly string[] =>
  packaged ? [sha256, packaged.descriptor] : [sha256];

/**
 * The files that no build and no rebuild can ask for: every delivery they came in was refused by the intake before
 * `before`, and no delivery that was taken in mends one of them. Held, withdrawn, superseded deliveries and those a person refused
 * may come into force again, or were in force once: their files stay.
 */
export function removableFiles(receipts: readonly Receipt[], before: Date): readonly RemovableFile[] {
  const isRefused = (receipt: Receipt) => receipt.verdict === 'refused' && !isRefusedByPerson(receipt);
  const leantOn = new Set(
    receipts
      .filter((receipt) => !isRefused(receipt))
      .flatMap(({ mends, batches }) => [mends?.delivery, ...batches.map(({ from }) => from)]),
  );
  const isRemovable = (receipt: Receipt): boolean =>
    isRefused(receipt) && receipt.receivedAt < before.toISOString() && !leantOn.has(receipt.delivery);
  const needed = new Set(receipts.filter((receipt) => !isRemovable(receipt)).flatMap(sumsOf));
  const found = new Map<string, RemovableFile>();
  for (const receipt of receipts.filter(isRemovable))
    for (const sha256 of sumsOf(receipt).filter((sum) => !needed.has(sum)))
      found.set(sha256, {
        sha256,
        fileName: receipt.fileName,
        deliveries: [...(found.get(sha256)?.deliveries ?? []), receipt.delivery],
      });
  return [...found.values()];
}

/**
 * Removes refused files older than `keptDays` from the archive, as the home's only writer. The note comes first: a kill
 * in between leaves a file that goes next time. One that was delivered again since is kept as long anew.
 * @returns what went
 */
export async function pruneArchive(home: Home, keptDays: number, at: Date): Promise<readonly RemovedFile[]> {
  const before = new Date(at.getTime() - keptDays * dayMs);
  const gone: RemovedFile[] = [];
  for (const file of removableFiles(await readReceipts(home), before)) {
    const archived = await findArchived(home, file.sha256);
    if (archived === null || (await stat(archived.path)).mtime >= before) continue;
    const removedAt = at.toISOString();
    const note: RemovedFile = {
      ...{ ...file, deliveries: [...file.deliveries] },
      ...{ bytes: archived.bytes, removedAt, keptDays },
    };
    await writeJson(removedNote(home, file.sha256), note);
    await rm(dirname(archived.path), { recursive: true });
    gone.push(note);
  }
  return gone;
}
