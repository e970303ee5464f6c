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

export interface IngestOptions {
  readonly origin: Origin;
  /** A person has looked: a delivery may shrink what it replaces, and a superseded file comes into force again. */
  readonly replace?: boolean;
  readonly onOutcome?: (file: string, outcome: IntakeOutcome) => void;
}

/** A newer delivery with less than this share of the rows in force is held back: it is a stray row, or torn. */
const shrinksBelow = 0.5;
/** Below this many rows nothing can be told from a share. */
const fewRows = 20;

/** What one file came to. `unchanged`: this very file was accepted before. */
export type IntakeOutcome =
  | { readonly kind: 'accepted' | 'refused'; readonly receipt: Receipt }
  | { readonly kind: 'unchanged'; readonly receipt: Receipt; readonly superseded: boolean };

/** The archive does not give again what it gave; the message says which delivery, and why. */
export class RepeatError extends Error {
  override readonly name = 'RepeatError';
}

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
    { origin, replace = false, onOutcome }: IngestOptions,
  ): Promise<readonly IntakeOutcome[]> {
    const outcomes: IntakeOutcome[] = [];
    const tell = (file: string, outcome: IntakeOutcome) => {
      outcomes.push(outcome);
      onOutcome?.(file, outcome);
    };
    const inFlight: { file: string; sha256: string; checked: Promise<Checked> }[] = [];
    const commitFirst = async () => {
      const first = inFlight.shift();
      if (first) tell(first.file, await this.#commit(await first.checked, replace));
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
          tell(file, await this.#again(file, earlier, { origin, replace }));
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
   * @throws RepeatError when a delivery that was accepted would be refused now; it is left as it is then
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
        if (earlier.verdict === 'withdrawn') {
          while (inFlight.length > 0) await commitFirst();
          this.#receipts.push(earlier);
          continue;
        }
        // What was accepted was accepted under the threshold of its day.
        const options = earlier.verdict === 'accepted' ? { maxRejectShare: 1 } : {};
        const checked = this.#archived(earlier).then((delivery) => this.#check(delivery, options));
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

  /**
   * A file that came before. Accepted and in force: nothing to do. Superseded: only in force again when a person
   * says so. Refused or withdrawn: looked at anew, and kept under its number when it is refused for the same reason.
   */
  async #again(
    file: string,
    earlier: Receipt,
    { origin, replace = false }: IngestOptions,
  ): Promise<IntakeOutcome> {
    const isLive = liveBatches(this.#receipts).some(({ receipt }) => receipt.sha256 === earlier.sha256);
    const superseded = earlier.batches.length > 0 && !isLive;
    if (earlier.verdict === 'accepted' && !(superseded && replace))
      return { kind: 'unchanged', receipt: earlier, superseded };
    const checked = await this.#check(await this.#receive(file, origin, this.#number(0)));
    const { verdict, refusals } = checked.receipt;
    if (verdict === 'refused' && JSON.stringify(refusals) === JSON.stringify(earlier.refusals)) {
      await rm(checked.scratch, { recursive: true, force: true });
      return { kind: 'refused', receipt: earlier };
    }
    return this.#commit(checked, replace);
  }

  async #receive(file: string, origin: Origin, delivery: string): Promise<Delivery> {
    const fileName = basename(file);
    const archived = await archiveFile(this.#options.home, file, fileName, delivery);
    return { delivery, receivedAt: this.#options.clock().toISOString(), fileName, origin, archived };
  }

  async #archived(earlier: Receipt): Promise<Delivery> {
    const archived = await findArchived(this.#options.home, earlier.sha256);
    if (!archived)
      throw new RepeatError(
        `归档里缺少第 ${earlier.delivery} 号交付的文件（${earlier.fileName}，SHA-256 ${earlier.sha256}）`,
      );
    return { ...earlier, archived };
  }

  async #check(delivery: Delivery, options: Partial<IntakeOptions> = {}): Promise<Checked> {
    const scratch = join(this.#options.home.scratch, delivery.delivery);
    await rm(scratch, { recursive: true, force: true });
    await mkdir(scratch, { recursive: true });
    return this.#engine.using((connection) =>
      checkDelivery(connection, delivery, { ...this.#options, ...options }, scratch),
    );
  }

  async #commit(checked: Checked, replace: boolean): Promise<IntakeOutcome> {
    const shrinks = replace ? [] : shrinking(checked.receipt, this.#receipts);
    const receipt = await this.#place(shrinks.length > 0 ? refusedFor(checked, shrinks) : checked);
    await writeJson(join(this.#options.home.receipts, `${receipt.delivery}.json`), receipt);
    this.#receipts.push(receipt);
    return { kind: receipt.verdict === 'accepted' ? 'accepted' : 'refused', receipt };
  }

  async #recommit(earlier: Receipt, checked: Checked): Promise<void> {
    const { verdict, refusals } = checked.receipt;
    if (verdict === earlier.verdict) {
      await this.#commit(checked, true);
      return;
    }
    if (verdict === 'refused')
      throw new RepeatError(
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

/** The partitions a delivery would take over with far fewer rows than are in force, in words. */
function shrinking(receipt: Receipt, before: readonly Receipt[]): readonly string[] {
  const live = liveBatches(before);
  const rowsNow = new Map<string, number>();
  for (const { batch, livePartitions } of live)
    for (const { key, rows } of batch.partitions)
      if (livePartitions.includes(key)) {
        const name = `${batch.contract}\n${key}`;
        rowsNow.set(name, (rowsNow.get(name) ?? 0) + rows);
      }
  const rowsThen = new Map<string, number>();
  for (const batch of receipt.batches)
    for (const { key, rows } of batch.partitions) {
      const name = `${batch.contract}\n${key}`;
      rowsThen.set(name, (rowsThen.get(name) ?? 0) + rows);
    }
  return [...rowsThen].flatMap(([name, rows]) => {
    const now = rowsNow.get(name) ?? 0;
    const [contract, key] = name.split('\n');
    const what = key === '' ? (contract ?? '') : `${contract ?? ''} ${key ?? ''}`;
    return now >= fewRows && rows < now * shrinksBelow ? [`${what}：${now} 行 → ${rows} 行`] : [];
  });
}

function refusedFor(checked: Checked, shrinks: readonly string[]): Checked {
  const shown = shrinks.slice(0, 5).join('；') + (shrinks.length > 5 ? ` 等 ${shrinks.length} 处` : '');
  return {
    ...checked,
    receipt: {
      ...checked.receipt,
      verdict: 'refused',
      batches: [],
      refusals: [
        ...checked.receipt.refusals,
        {
          code: 'partition_shrinks',
          sheet: null,
          message:
            `接受它会使生效的数据大幅减少：${shown}。同一期的新文件会整体取代旧文件，` +
            '请检查是否混入了别期的行或缺了行；确实要取代时，请加 --replace 重新接收',
        },
      ],
    },
  };
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
