import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DuckDbEngine } from '../warehouse/connection.ts';
import { liveBatches, readReceipts, type Batch, type Origin, type Receipt } from '../warehouse/deliveries.ts';
import { jsonText, settleAll, writeJson, type Home, type Move } from '../warehouse/home.ts';
import { archiveFile, findArchived, hashFile } from './archive.ts';
import { loadCells } from './cells/load-cells.ts';
import type { Contract } from './contract.ts';
import { checkDelivery, type Checked, type Delivery } from './delivery-check.ts';
import type { Layout } from './layout.ts';
import { loadSpellings } from './spellings.ts';

export interface IntakeOptions {
  readonly home: Home;
  readonly contracts: ReadonlyMap<string, Contract>;
  readonly layouts: readonly Layout[];
  readonly maxRejectShare: number;
  readonly clock: () => Date;
}

/** What one file came to. `unchanged`: this very file was accepted before. */
export type IntakeOutcome =
  | { readonly kind: 'accepted' | 'refused'; readonly receipt: Receipt }
  | { readonly kind: 'unchanged'; readonly receipt: Receipt; readonly superseded: boolean };

/** Files under way at a time: while one is read on the main thread, the statements of the others run beside it. */
const lanes = 3;

/**
 * Takes deliveries in. Must be used by the home's only writer.
 *
 * The order makes a killed intake harmless: the file is archived, the batches are put in their place, and only
 * then the receipt is written. Without a receipt nothing of a delivery is in force. Files are checked a few
 * at a time and committed in the order they came.
 */
export class Intake {
  readonly #options: IntakeOptions;
  readonly #engine: DuckDbEngine;
  readonly #receipts: Receipt[];

  private constructor(options: IntakeOptions, engine: DuckDbEngine, receipts: readonly Receipt[]) {
    this.#options = options;
    this.#engine = engine;
    this.#receipts = [...receipts];
  }

  static async open(options: IntakeOptions): Promise<Intake> {
    await options.home.prepare();
    const engine = await DuckDbEngine.open(':memory:', {
      readOnly: false,
      connections: lanes,
      prepare: async (connection) => {
        await loadCells(connection);
        await loadSpellings(connection, options.contracts.values());
      },
    });
    return new Intake(options, engine, await readReceipts(options.home));
  }

  close(): void {
    this.#engine.close();
  }

  /** Takes in files as they were delivered, and tells of each as it is committed. */
  async ingest(
    files: readonly string[],
    origin: Origin,
    onOutcome: (file: string, outcome: IntakeOutcome) => void = () => undefined,
  ): Promise<readonly IntakeOutcome[]> {
    const outcomes: IntakeOutcome[] = [];
    const tell = (file: string, outcome: IntakeOutcome) => {
      outcomes.push(outcome);
      onOutcome(file, outcome);
    };
    const inFlight: { file: string; sha256: string; checked: Promise<Checked> }[] = [];
    const commitFirst = async () => {
      const first = inFlight.shift();
      if (first) tell(first.file, await this.#commit(await first.checked));
    };
    const commitAll = async () => {
      while (inFlight.length > 0) await commitFirst();
    };
    try {
      for (const file of files) {
        const sha256 = await hashFile(file);
        if (inFlight.some((other) => other.sha256 === sha256)) await commitAll();
        const earlier = this.#receipts.findLast((entry) => entry.sha256 === sha256);
        if (earlier) {
          await commitAll();
          tell(
            file,
            earlier.verdict === 'accepted' ? this.#unchanged(earlier) : await this.#again(file, earlier),
          );
          continue;
        }
        const checked = this.#receive(file, origin, this.#number(inFlight.length)).then((delivery) =>
          this.#check(delivery),
        );
        checked.catch(() => undefined);
        inFlight.push({ file, sha256, checked });
        if (inFlight.length >= lanes) await commitFirst();
      }
      await commitAll();
    } finally {
      await Promise.allSettled(inFlight.map(({ checked }) => checked));
    }
    return outcomes;
  }

  /**
   * Makes the batches of every delivery again from the archived files.
   * @throws Error when a delivery that was accepted would be refused now; it is left as it is then
   */
  async repeatAll(): Promise<readonly Receipt[]> {
    const inFlight: { earlier: Receipt; checked: Promise<Checked> }[] = [];
    const commitFirst = async () => {
      const first = inFlight.shift();
      if (first) await this.#recommit(first.earlier, await first.checked);
    };
    const all = this.#receipts.splice(0);
    try {
      for (const earlier of all) {
        const checked = this.#archived(earlier).then((delivery) => this.#check(delivery));
        checked.catch(() => undefined);
        inFlight.push({ earlier, checked });
        if (inFlight.length >= lanes) await commitFirst();
      }
      while (inFlight.length > 0) await commitFirst();
    } finally {
      await Promise.allSettled(inFlight.map(({ checked }) => checked));
    }
    return [...this.#receipts];
  }

  #number(ahead: number): string {
    return String(Number(this.#receipts.at(-1)?.delivery ?? 0) + 1 + ahead).padStart(6, '0');
  }

  #unchanged(earlier: Receipt): IntakeOutcome {
    const isLive = liveBatches(this.#receipts).some(({ receipt }) => receipt.sha256 === earlier.sha256);
    return { kind: 'unchanged', receipt: earlier, superseded: earlier.batches.length > 0 && !isLive };
  }

  /** A file that was refused before: refused again under its number, or accepted now under a new one. */
  async #again(file: string, earlier: Receipt): Promise<IntakeOutcome> {
    const checked = await this.#check(await this.#receive(file, earlier.origin, this.#number(0)));
    if (checked.receipt.verdict === 'accepted') return this.#commit(checked);
    await rm(checked.scratch, { recursive: true, force: true });
    return { kind: 'refused', receipt: earlier };
  }

  async #receive(file: string, origin: Origin, delivery: string): Promise<Delivery> {
    const fileName = basename(file);
    const archived = await archiveFile(this.#options.home, file, fileName, delivery);
    return { delivery, receivedAt: this.#options.clock().toISOString(), fileName, origin, archived };
  }

  async #archived(earlier: Receipt): Promise<Delivery> {
    const archived = await findArchived(this.#options.home, earlier.sha256);
    if (!archived)
      throw new Error(
        `归档里缺少第 ${earlier.delivery} 号交付的文件（${earlier.fileName}，SHA-256 ${earlier.sha256}）`,
      );
    return { ...earlier, archived };
  }

  async #check(delivery: Delivery): Promise<Checked> {
    const scratch = join(this.#options.home.scratch, delivery.delivery);
    await rm(scratch, { recursive: true, force: true });
    await mkdir(scratch, { recursive: true });
    return this.#engine.using((connection) => checkDelivery(connection, delivery, this.#options, scratch));
  }

  async #commit(checked: Checked): Promise<IntakeOutcome> {
    const receipt = await this.#place(checked);
    await writeJson(join(this.#options.home.receipts, `${receipt.delivery}.json`), receipt);
    this.#receipts.push(receipt);
    return { kind: receipt.verdict, receipt };
  }

  async #recommit(earlier: Receipt, checked: Checked): Promise<void> {
    const { verdict, refusals } = checked.receipt;
    if (verdict === earlier.verdict) {
      await this.#commit(checked);
      return;
    }
    if (verdict === 'refused')
      throw new Error(
        `第 ${earlier.delivery} 号交付（${earlier.fileName}）原先已接受，按现在的规则会被拒收：` +
          `${refusals.map(({ message }) => message).join('；')}。已停止，仍在使用原来的构建`,
      );
    this.#receipts.push(earlier);
  }

  /** Puts the batches and the rejects in their place; nothing of it counts before the receipt. */
  async #place({ receipt, parquets, rejects, scratch }: Checked): Promise<Receipt> {
    const { home } = this.#options;
    const batches: Batch[] = [];
    const moves: Move[] = [];
    for (const batch of receipt.batches) {
      const complete = { ...batch, supersedes: supersededBy(batch, this.#receipts) };
      const sidecar = join(scratch, `${batch.batch}.json`);
      await writeFile(sidecar, jsonText(complete));
      moves.push(
        { temporary: parquets.get(batch.batch) ?? '', place: home.batchParquet(batch.contract, batch.batch) },
        { temporary: sidecar, place: home.batchSidecar(batch.contract, batch.batch) },
      );
      batches.push(complete);
    }
    const rejectsPlace = home.rejectsParquet(receipt.delivery);
    if (rejects === null) await rm(rejectsPlace, { force: true });
    else moves.push({ temporary: rejects, place: rejectsPlace });
    await settleAll(moves);
    await rm(scratch, { recursive: true, force: true });
    return { ...receipt, batches };
  }
}

/** The batches in force of which this one takes over a partition. */
function supersededBy(batch: Batch, before: readonly Receipt[]): string[] {
  const keys = new Set(batch.partitions.map(({ key }) => key));
  return liveBatches(before)
    .filter((live) => live.batch.contract === batch.contract && live.batch.batch !== batch.batch)
    .filter((live) => live.livePartitions.some((key) => keys.has(key)))
    .map((live) => live.batch.batch);
}

/** Every file below the given paths, folders opened, in the order of their names; hidden files left out. */
export async function filesBelow(paths: readonly string[]): Promise<readonly string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const entries = await readdir(path, { withFileTypes: true }).catch(() => null);
    if (entries === null) files.push(path);
    else
      files.push(
        ...(await filesBelow(
          entries
            .filter(({ name }) => !name.startsWith('.'))
            .map(({ name }) => join(path, name))
            .sort(),
        )),
      );
  }
  return files;
}
