import { stat } from 'node:fs/promises';
import type { Home } from '../warehouse/home.ts';
import { minuteName } from './due.ts';
import type { RunHistory } from './history.ts';
import { freshFiles, InboxWatch, inboxKey } from './inbox-watch.ts';
import type { Job } from './job.ts';
import type { Runner } from './runner.ts';

export interface WorkWatchOptions {
  readonly home: Home;
  readonly ingest: Job;
  readonly build: Job;
  readonly runner: Runner;
  readonly history: RunHistory;
  readonly clock: () => Date;
  /** When a delivery last changed what is in force, if no build has been tried since; ISO 8601. */
  readonly unbuiltChange: () => Promise<string | null>;
  /** How long a file or a decision must have been left alone. */
  readonly quietMs: number;
  readonly onError: (error: unknown, job: string) => void;
}

/** Finds work that no time rings for: files in the inbox, and changes of what is in force that are not built yet. */
export class WorkWatch {
  readonly #options: WorkWatchOptions;
  readonly #inbox: InboxWatch;
  #looking: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #receiptsSeen: number | null = null;

  constructor(options: WorkWatchOptions) {
    this.#options = options;
    this.#inbox = new InboxWatch(options.home.inbox, options.quietMs);
  }

  start(everyMs: number): void {
    this.#timer ??= setInterval(() => void this.look(), everyMs);
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** One look and the work it finds; a look during another is that other. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  async #look(): Promise<void> {
    for (const [job, look] of [
      [this.#options.ingest, () => this.#lookForFiles()],
      [this.#options.build, () => this.#lookForChanges()],
    ] as const) {
      if (!job.plan.enabled) continue;
      try {
        await look();
      } catch (error) {
        this.#options.onError(error, job.id);
      }
    }
  }

  async #lookForFiles(): Promise<void> {
    const { ingest, runner, history, clock } = this.#options;
    const files = await this.#inbox.look(clock());
    if (files === null || files.length === 0) return;
    const fresh = freshFiles(files, await history.list(ingest.id));
    if (fresh.length === 0) return;
    const key = inboxKey(fresh, minuteName(clock()).slice(0, 10));
    await runner.run(ingest, { key, trigger: 'watch', dueAt: null });
  }

  async #lookForChanges(): Promise<void> {
    const { home, build, runner, clock, quietMs, unbuiltChange } = this.#options;
    const seen = (await stat(home.receipts).catch(() => null))?.mtimeMs ?? null;
    if (seen === this.#receiptsSeen) return;
    const change = await unbuiltChange();
    // Only what is built, or left to a build, need not be looked at again.
    if (change === null) this.#receiptsSeen = seen;
    else if (clock().getTime() - Date.parse(change) >= quietMs) {
      const key = `of-${change.replace(/[-:.]/g, '')}`;
      await runner.run(build, { key, trigger: 'watch', dueAt: null });
      this.#receiptsSeen = seen;
    }
  }
}
