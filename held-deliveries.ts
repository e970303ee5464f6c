import { stat } from 'node:fs/promises';
import type { ServerEvent } from './api/contracts/events.ts';
import { readReceipts } from './warehouse/deliveries.ts';
import type { Home } from './warehouse/home.ts';

/** Follows the receipts, and tells of each delivery that is held from now on. */
export class HeldDeliveries {
  readonly #home: Home;
  readonly #tell: (event: ServerEvent) => void;
  #changed: number | null = null;
  #known: ReadonlySet<string> | null = null;

  constructor(home: Home, tell: (event: ServerEvent) => void) {
    this.#home = home;
    this.#tell = tell;
  }

  /** Reads the receipts when their folder has changed. What was held before the first look is no news. */
  async look(): Promise<void> {
    const changed = await stat(this.#home.receipts).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    );
    if (changed === this.#changed) return;
    const held = (await readReceipts(this.#home)).filter(({ verdict }) => verdict === 'held');
    for (const { delivery, fileName, doubts } of held)
      if (this.#known !== null && !this.#known.has(delivery))
        this.#tell({ event: 'held', delivery, fileName, doubts: doubts.map(({ message }) => message) });
    this.#known = new Set(held.map(({ delivery }) => delivery));
    this.#changed = changed;
  }
}
