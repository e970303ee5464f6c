import { currentSchema, lastAttemptSchema, type LastAttempt } from './build-report.ts';
import { readJson, type Home } from './home.ts';
import { listBuilds } from './builds.ts';
import { OlderBuilds } from './older-builds.ts';
import { OpenedBuild, type OpenLimits, type PublishedBuild } from './opened-build.ts';

/** What the last build came to; null before the first, and when its record cannot be read. */
export async function readLastAttempt(home: Home): Promise<LastAttempt | null> {
  const read = await readJson(home.lastAttempt).catch(() => null);
  return lastAttemptSchema.safeParse(read).data ?? null;
}

export interface LiveOptions extends OpenLimits {
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
  readonly #older: OlderBuilds;
  #current: OpenedBuild | null = null;
  #isCurrent = false;
  #refreshing: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  /** Why the last look failed, so that the same is not told at every look. */
  #fault: string | null = null;

  constructor(home: Home, options: LiveOptions) {
    this.#home = home;
    this.#options = options;
    this.#older = new OlderBuilds(home, { connections: 2, threads: options.threads });
  }

  /** The id of the build served now; null while there is none. */
  get buildId(): string | null {
    return this.#current?.build.id ?? null;
  }

  /** Whether that is the published one; an older one is served when the published one cannot be opened. */
  get isCurrent(): boolean {
    return this.#isCurrent;
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
    return this.#current === null ? null : this.#current.use(work);
  }

  /** Runs `work` on the build of that name, served or kept; null when there is none. */
  async useBuild<T>(id: string, work: (build: PublishedBuild) => Promise<T>): Promise<T | null> {
    return id === this.buildId ? this.use(work) : this.#older.use(id, work);
  }

  /** What the last build came to; null before the first. */
  async lastAttempt(): Promise<LastAttempt | null> {
    return readLastAttempt(this.#home);
  }

  close(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    this.#current?.retire();
    this.#current = null;
    this.#older.close();
  }

  async #look(): Promise<void> {
    try {
      const read = await readJson(this.#home.currentBuild);
      if (read === null) return;
      const { build: id } = currentSchema.parse(read);
      if (id === this.#current?.build.id) {
        this.#isCurrent = true;
        return;
      }
      const opened = await OpenedBuild.open(this.#home, id, this.#options);
      this.#current?.retire();
      this.#current = opened;
      this.#options.onEvent?.({ event: 'build_opened', build: id });
      this.#fault = null;
      this.#isCurrent = true;
    } catch (error) {
      const fault = error instanceof Error ? error.message : String(error);
      if (fault !== this.#fault) this.#options.onEvent?.({ event: 'build_not_opened', error });
      this.#fault = fault;
      this.#isCurrent = false;
      if (this.#current === null) await this.#openOlder();
    }
  }

  /** A server that starts on a damaged build serves the newest that can be opened, until there is a better one. */
  async #openOlder(): Promise<void> {
    for (const { id } of await listBuilds(this.#home)) {
      const opened = await OpenedBuild.open(this.#home, id, this.#options).catch(() => null);
      if (opened === null) continue;
      this.#current = opened;
      this.#options.onEvent?.({ event: 'older_build_opened', build: id });
      return;
    }
  }
}
