import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/**
 * The one folder all data live in (COCKPIT_HOME).
 *
 * ```
 * inbox/                       files waiting to be ingested
 * archive/files/<sha256>/      every delivered file, as delivered: the truth
 * archive/receipts/            what became of each delivery, in order: the commit point of an ingest
 * layouts/                     the office's own layouts
 * warehouse/batches/<contract> what was accepted: one immutable Parquet and its sidecar a batch
 * warehouse/rejects/           what was not, with the reasons
 * warehouse/                   the builds, current.json (which one is served), last-attempt.json
 * reports/
 * ```
 * Everything under warehouse/ can be made again from archive/ alone.
 */
export class Home {
  readonly root: string;

  constructor(root: string) {
    this.root = resolve(root);
  }

  get inbox(): string {
    return join(this.root, 'inbox');
  }
  get reports(): string {
    return join(this.root, 'reports');
  }
  get layouts(): string {
    return join(this.root, 'layouts');
  }
  get archivedFiles(): string {
    return join(this.root, 'archive', 'files');
  }
  get receipts(): string {
    return join(this.root, 'archive', 'receipts');
  }
  get warehouse(): string {
    return join(this.root, 'warehouse');
  }
  get batches(): string {
    return join(this.warehouse, 'batches');
  }
  get rejects(): string {
    return join(this.warehouse, 'rejects');
  }
  /** Names the build that is served. */
  get currentBuild(): string {
    return join(this.warehouse, 'current.json');
  }
  /** What the last build came to, published or not. */
  get lastAttempt(): string {
    return join(this.warehouse, 'last-attempt.json');
  }
  /** Work in progress; swept at the start of every writing command. */
  get scratch(): string {
    return join(this.root, 'scratch');
  }
  get lock(): string {
    return join(this.root, 'writer.lock');
  }

  batchParquet(contract: string, batch: string): string {
    return join(this.batches, contract, `${batch}.parquet`);
  }
  batchSidecar(contract: string, batch: string): string {
    return join(this.batches, contract, `${batch}.json`);
  }
  rejectsParquet(delivery: string): string {
    return join(this.rejects, `${delivery}.parquet`);
  }
  buildFile(build: string): string {
    return join(this.warehouse, `warehouse-${build}.duckdb`);
  }
  buildReport(build: string): string {
    return join(this.warehouse, `warehouse-${build}.json`);
  }

  async prepare(): Promise<void> {
    const folders = [this.inbox, this.reports, this.layouts, this.archivedFiles, this.receipts];
    for (const folder of [...folders, this.batches, this.rejects, this.scratch])
      await mkdir(folder, { recursive: true });
  }
}

/** Makes the entries of a folder durable. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Puts a finished file in its place: it is there whole or not at all, also after a power cut. */
export async function settle(temporary: string, place: string): Promise<void> {
  const handle = await open(temporary, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  await mkdir(dirname(place), { recursive: true });
  await rename(temporary, place);
  await syncFolder(dirname(place));
}

/** Writes a JSON file that readers see whole or not at all. */
export async function writeJson(place: string, value: unknown): Promise<void> {
  await mkdir(dirname(place), { recursive: true });
  const temporary = `${place}.${process.pid}.tmp`;
  const handle = await open(temporary, 'w');
  try {
    await handle.writeFile(`${JSON.stringify(value, null, 2)}\n`);
  } finally {
    await handle.close();
  }
  await settle(temporary, place);
}

/** The parsed file, or null when there is none. */
export async function readJson(place: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(place, 'utf8')) as unknown;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Removes what a killed command left half done. Only the holder of the writer's lock may call it. */
export async function sweep(home: Home): Promise<void> {
  await rm(home.scratch, { recursive: true, force: true });
  await mkdir(home.scratch, { recursive: true });
}
