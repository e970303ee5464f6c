import type { Logger } from 'pino';

const writtenEveryMs = 60_000;

/** How often one address was answered from what is known. */
export interface KnownAnswerCount {
  readonly url: string;
  /** Answers with their body. */
  sent: number;
  /** Answers that the client had already, 304. */
  unchanged: number;
}

/**
 * Known answers in the log: a line an address and minute with how often it was given, where a line each would be
 * millions of equal ones a day from a single wall.
 */
export class KnownAnswerLog {
  readonly #logger: Logger;
  #counts: KnownAnswerCount[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Takes a count that begins: its owner adds to it until it is written, and it is nought again after. */
  begin(count: KnownAnswerCount): void {
    this.#counts.push(count);
    this.#timer ??= setTimeout(() => this.write(), writtenEveryMs).unref();
  }

  /** Writes what was counted since the last time. */
  write(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    for (const count of this.#counts) {
      const { url, sent, unchanged } = count;
      this.#logger.info({ req: { method: 'GET', url }, sent, unchanged }, 'known answers');
      count.sent = 0;
      count.unchanged = 0;
    }
    this.#counts = [];
  }
}
