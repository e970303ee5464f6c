import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/**
 * The one folder all data live in (COCKPIT_HOME).
 *
 * ```
 * inbox/                       files waiting to be ingested
 * archive/files/<sha256>/      every delivered file, as delivered: the truth
 * archive/removed/             notes of refused files that were removed by policy; one a file
 * archive/receipts/            what became of each delivery, in order: the commit point of an ingest
 * layouts/                     the office's own layouts
 * duplicates/                  judgements of duplicate suggestions, and calibrations fitted from them
 * expectations.json            the office's own bands for deliveries, over the ones that come with the sources
 * obligations.json             which department owes what and by when, over the ones that come with the house
 * map.geojson                  approved boundaries with their 审图号, in place of the wall's cartogram
 * thresholds.json              the office's own thresholds of warnings, over the ones that come with the house
 * access/tokens.json           who may read, where tokens are asked for: hashes only
 * warehouse/batches/<contract> what was accepted: one or two immutable Parquet files and a sidecar a batch
 * warehouse/rejects/           what was not, with the reasons
 * warehouse/                   the builds, current.json (which one is served), last-attempt.json
 * reports/                     reports that were made, one folder each; templates/: the office's own
 * sessions.json                the sessions reports are made for: of the congress and its standing committee
 * styles/, fonts/              what its reports look like: the office's own page styles, and fonts it has a licence for
 * jobs/runs/                   what the clock ran, one file a run; jobs/logs/ and jobs/locks/ beside it
 * jobs.json                    the office's own times and limits of the jobs
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
  get templates(): string {
    return join(this.root, 'templates');
  }
  /** The sessions reports are made for. */
  get sessions(): string {
    return join(this.root, 'sessions.json');
  }
  get styles(): string {
    return join(this.root, 'styles');
  }
  get fonts(): string {
    return join(this.root, 'fonts');
  }
  get jobs(): string {
    return join(this.root, 'jobs');
  }
  get jobPlan(): string {
    return join(this.root, 'jobs.json');
  }
  get layouts(): string {
    return join(this.root, 'layouts');
  }
  get obligations(): string {
    return join(this.root, 'obligations.json');
  }
  get thresholds(): string {
    return join(this.root, 'thresholds.json');
  }
  get map(): string {
    return join(this.root, 'map.geojson');
  }
  get expectations(): string {
    return join(this.root, 'expectations.json');
  }
  /** What the staff said of duplicate suggestions, and the calibrations fitted from it. Not to be made again. */
  get duplicates(): string {
    return join(this.root, 'duplicates');
  }
  /** Who may read the cockpit: names, scopes and hashes of tokens. Not to be made again. */
  get tokens(): string {
    return join(this.root, 'access', 'tokens.json');
  }
  get archivedFiles(): string {
    return join(this.root, 'archive', 'files');
  }
  /** Notes of files that are not in the archive any more, by policy. */
  get removedFiles(): string {
    return join(this.root, 'archive', 'removed');
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

  batchFolder(contract: string): string {
    return join(this.batches, contract);
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

/** Makes a file's content, or a folder's entries, durable. */
async function sync(place: string, flags: 'r' | 'r+'): Promise<void> {
  const handle = await open(place, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export interface Move {
  readonly temporary: string;
  readonly place: string;
}

/**
 * Puts finished files in their places: each is there whole or not at all, also after a power cut. The disk is
 * waited for once for all of them, not once for each.
 */
export async function settleAll(moves: readonly Move[]): Promise<void> {
  await Promise.all(moves.map(({ temporary }) => sync(temporary, 'r+')));
  const folders = [...new Set(moves.map(({ place }) => dirname(place)))];
  for (const folder of folders) await mkdir(folder, { recursive: true });
  for (const { temporary, place } of moves) await rename(temporary, place);
  await Promise.all(folders.map((folder) => sync(folder, 'r')));
}

export function settle(temporary: string, place: string): Promise<void> {
  return settleAll([{ temporary, place }]);
}

export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Of a folder that a read-only disk refuses, Node says ENOENT when it may make the folders above; asked plainly, EROFS. */
async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return mkdir(folder);
    throw error;
  });
}

/** Writes a JSON file that readers see whole or not at all. */
export async function writeJson(place: string, value: unknown): Promise<void> {
  await makeFolder(dirname(place));
  const temporary = `${place}.${process.pid}.tmp`;
  await writeFile(temporary, jsonText(value));
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
