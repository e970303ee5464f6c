import { LRUCache } from 'lru-cache';
import type { Home } from './home.ts';
import { OpenedBuild, type OpenLimits, type PublishedBuild } from './opened-build.ts';

/** Files open at a time beside the served one. */
const mostOpen = 3;
const buildName = /^\d{8}T\d{6}Z-[0-9a-f]{8}$/;

/** Builds that were served before and are kept: opened when asked for, the least lately asked for closed first. */
export class OlderBuilds {
  readonly #home: Home;
  readonly #limits: OpenLimits;
  readonly #opened = new LRUCache<string, Promise<OpenedBuild>>({
    max: mostOpen,
    dispose: (opened) => void opened.then((build) => build.retire()).catch(() => undefined),
  });

  constructor(home: Home, limits: OpenLimits) {
    this.#home = home;
    this.#limits = limits;
  }

  /** Null when there is no such build, or no longer. */
  async use<T>(id: string, work: (build: PublishedBuild) => Promise<T>): Promise<T | null> {
    if (!buildName.test(id)) return null;
    for (;;) {
      const opened = await this.#open(id);
      if (opened === null) return null;
      // Put aside for another one while it was waited for: open it again.
      if (!opened.isRetired) return opened.use(work);
    }
  }

  close(): void {
    this.#opened.clear();
  }

  async #open(id: string): Promise<OpenedBuild | null> {
    const known = this.#opened.get(id) ?? OpenedBuild.open(this.#home, id, this.#limits);
    this.#opened.set(id, known, { noDisposeOnSet: true });
    try {
      return await known;
    } catch (error) {
      this.#opened.delete(id);
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
  }
}
