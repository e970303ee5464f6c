import { access } from 'node:fs/promises';
import { buildReportSchema, currentSchema, lastAttemptSchema } from './build-report.ts';
import type { BuildReport, LastAttempt } from './build-report.ts';
import { DuckDbEngine } from './connection.ts';
import type { Engine } from './engine.ts';
import { readJson, type Home } from './home.ts';

/** What the last build came to; null before the first, and when its record cannot be read. */
export async function readLastAttempt(home: Home): Promise<LastAttempt | null> {
  const read = await readJson(home.lastAttempt).catch(() => null);
  return lastAttemptSchema.safeParse(read).data ?? null;
}

/** A published build, open for reading. */
export interface PublishedBuild {
  readonly id: string;
  readonly report: BuildReport;
  readonly engine: Engine;
}

interface Opened {
  readonly build: PublishedBuild;
  readonly database: DuckDbEngine;
  readers: number;
  retired: boolean;
}

export interface LiveOptions {
  readonly connections: number;
  readonly threads: number;
  /** Told of what a reader of the log should know. */
  readonly onEvent?: (event: {
    readonly event: string;
    readonly build?: string;
    readonly error?: unknown;
  }) => void;
}

/**
 * The build that is served, swapped without a reader noticing: a request works on the build it began with; the
 * old one is closed when its last reader is done. A build that cannot be opened leaves the old one in place.
 */
export class LiveWarehouse {
  readonly #home: Home;
  readonly #options: LiveOptions;
  #current: Opened | null = null;
  #refreshing: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  /** Why the last look failed, so that the same is not told at every look. */
  #fault: string | null = null;

  constructor(home: Home, options: LiveOptions) {
    this.#home = home;
    this.#options = options;
  }

  /** The id of the build served now; null while there is none. */
  get buildId(): string | null {
    return this.#current?.build.id ?? null;
  }

  /** Looks at current.json and swaps when it names another build. Calls in flight share one look. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#look().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  /** Looks again every `everyMs` until closed. */
  watch(everyMs: number): void {
    this.#timer ??= setInterval(() => {
      void this.refresh();
    }, everyMs);
    this.#timer.unref();
  }

  /** Runs `work` on the current build and keeps that build open until it is done; null when there is none. */
  async use<T>(work: (build: PublishedBuild) => Promise<T>): Promise<T | null> {
    const opened = this.#current;
    if (!opened) return null;
    opened.readers += 1;
    try {
      return await work(opened.build);
    } finally {
      opened.readers -= 1;
      this.#closeIfDone(opened);
    }
  }

  /** What the last build came to; null before the first. */
  async lastAttempt(): Promise<LastAttempt | null> {
    return readLastAttempt(this.#home);
  }

  close(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    const opened = this.#current;
    this.#current = null;
    if (opened) this.#retire(opened);
  }

  async #look(): Promise<void> {
    try {
      const read = await readJson(this.#home.currentBuild);
      if (read === null) return;
      const { build: id } = currentSchema.parse(read);
      if (id === this.#current?.build.id) return;
      const file = this.#home.buildFile(id);
      await access(file);
      const report = buildReportSchema.parse(await readJson(this.#home.buildReport(id)));
      const database = await DuckDbEngine.open(file, { readOnly: true, ...this.#options });
      const previous = this.#current;
      this.#current = { build: { id, report, engine: database }, database, readers: 0, retired: false };
      if (previous) this.#retire(previous);
      this.#options.onEvent?.({ event: 'build_opened', build: id });
      this.#fault = null;
    } catch (error) {
      const fault = error instanceof Error ? error.message : String(error);
      if (fault !== this.#fault) this.#options.onEvent?.({ event: 'build_not_opened', error });
      this.#fault = fault;
    }
  }

  #retire(opened: Opened): void {
    opened.retired = true;
    this.#closeIfDone(opened);
  }

  #closeIfDone(opened: Opened): void {
    if (opened.retired && opened.readers === 0) opened.database.close();
  }
}
