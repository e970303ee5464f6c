import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { batchFiles, pathsOf, placedFiles } from '../warehouse/batch-files.ts';
import { DuckDbEngine } from '../warehouse/connection.ts';
import { decide } from '../warehouse/decide.ts';
import {
  isHeldForGap,
  isRefusedByPerson,
  liveBatches,
  readReceipts,
  supersededBy,
  type Batch,
  type Doubt,
  type Origin,
  type Receipt,
} from '../warehouse/deliveries.ts';
import { jsonText, settleAll, writeJson, type Home, type Move } from '../warehouse/home.ts';
import { archiveFile, copyIn, findArchived, type Arrived } from './archive.ts';
import { findRemoved } from './removed-files.ts';
import { loadCells } from './cells/load-cells.ts';
import type { Contract } from './contract.ts';
import { checkDelivery, type Checked, type Delivery } from './delivery-check.ts';
import { archivePackage } from './fiscal-package/packaged.ts';
import type { FaultyLayout } from './faulty-layouts.ts';
import type { Layout } from './layout.ts';
import type { ParseLimits } from './readers/parse-process.ts';
import { loadSpellings } from './spellings.ts';
import { allDoubts } from './trust/all-doubts.ts';
import type { Expectations } from './trust/expectations.ts';

export interface IntakeOptions {
  readonly home: Home;
  readonly contracts: ReadonlyMap<string, Contract>;
  readonly layouts: readonly Layout[];
  /** Of the office's own, those that cannot be used. */
  readonly faultyLayouts?: readonly FaultyLayout[];
  readonly maxRejectShare: number;
  /** What parsing one file may take; the usual when absent. */
  readonly limits?: ParseLimits;
  readonly expectations: Expectations;
  readonly clock: () => Date;
}

/** Who vouches for deliveries that are unlike what came before, and why. */
export interface Approval {
  readonly by: string;
  readonly reason: string;
}

export interface IngestOptions {
  readonly origin: Origin;
  /**
   * A person has looked beforehand: what would be held is accepted, with this reason, and a superseded file comes
   * into force again.
   */
  readonly acceptHeld?: Approval;
  readonly onOutcome?: (file: string, outcome: IntakeOutcome) => void;
  /** Aborted: files not begun are left where they are. */
  readonly signal?: AbortSignal;
}

/** What one file came to. `held`: a person has to decide. `unchanged`: this very file was accepted before. */
export type IntakeOutcome =
  | { readonly kind: 'accepted' | 'refused' | 'held'; readonly receipt: Receipt }
  | { readonly kind: 'unchanged'; readonly receipt: Receipt; readonly superseded: boolean };

/** The archive does not give again what it gave; the message says which delivery, and why. */
export class RepeatError extends Error {
  override readonly name = 'RepeatError';
}

/** DuckDB's share of the 2 GB that an intake may take; what is more goes to disk. */
const memoryLimit = '1400MB';
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
  #arrivals = 0;

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
      memoryLimit,
      spillTo: options.home.scratch,
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
    { origin, acceptHeld, onOutcome, signal }: IngestOptions,
  ): Promise<readonly IntakeOutcome[]> {
    const outcomes: IntakeOutcome[] = [];
    const tell = (file: string, outcome: IntakeOutcome) => {
      outcomes.push(outcome);
      onOutcome?.(file, outcome);
    };
    const inFlight: {
      file: string;
      sha256: string;
      checked: Promise<{ delivery: Delivery; checked: Checked }>;
    }[] = [];
    const commitFirst = async () => {
      const first = inFlight.shift();
      if (first) tell(first.file, await this.#judge(await first.checked, acceptHeld));
    };
    const commitAll = async () => {
      while (inFlight.length > 0) await commitFirst();
    };
    try {
      for (const file of files) {
        if (signal?.aborted) break;
        const arrived = await copyIn(file, join(this.#options.home.scratch, `arriving-${++this.#arrivals}`));
        const { sha256 } = arrived;
        if (inFlight.some((other) => other.sha256 === sha256)) await commitAll();
        const earlier = this.#receipts.findLast((entry) => entry.sha256 === sha256);
        if (earlier) {
          await commitAll();
          const again = { origin, ...(acceptHeld && { acceptHeld }) };
          tell(file, await this.#again(file, arrived, earlier, again));
          await rm(arrived.copy, { force: true });
          continue;
        }
        const checked = this.#receive(file, arrived, origin, this.#number(inFlight.length)).then(
          async (delivery) => ({ delivery, checked: await this.#check(delivery) }),
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
   * Accepts what was held for a missing period alone, once that period is in force and nothing else is unlike; one
   * may fill the gap of the next.
   */
  async releaseHeld(): Promise<readonly Receipt[]> {
    for (const held of this.#receipts.filter(isHeldForGap)) {
      const files = new Map(
        held.batches.map((batch) => [batch.batch, placedFiles(this.#options.home, batch)]),
      );
      const doubts = await this.#doubts({ receipt: { ...held, verdict: 'accepted' }, files });
      if (doubts.length > 0) continue;
      const at = this.#options.clock().toISOString();
      const reason = '所缺的一期已经补齐，其余没有疑问';
      const receipt = decide(this.#receipts, held.delivery, { action: 'accepted', at, by: '', reason });
      await this.#write(receipt);
      return [receipt, ...(await this.releaseHeld())];
    }
    return [];
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
        const isLeft = earlier.verdict === 'withdrawn' || (await this.#isRemoved(earlier));
        if (isLeft || earlier.mends !== null) while (inFlight.length > 0) await commitFirst();
        if (isLeft) {
          this.#receipts.push(earlier);
          continue;
        }
        // What was accepted was accepted under the threshold of its day.
        const options = isSound(earlier) ? { maxRejectShare: 1 } : {};
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
   * A file that came before. Accepted and in force, held, or refused by a person: nothing to do. Superseded: only in
   * force again when a person says so. Refused by the intake or withdrawn: looked at anew, and kept under its number
   * when it is refused for the same reason.
   */
  async #again(
    file: string,
    arrived: Arrived,
    earlier: Receipt,
    { origin, acceptHeld }: IngestOptions,
  ): Promise<IntakeOutcome> {
    if (earlier.verdict === 'held' || isRefusedByPerson(earlier)) {
      if (!acceptHeld) return { kind: earlier.verdict === 'held' ? 'held' : 'refused', receipt: earlier };
      const receipt = decide(this.#receipts, earlier.delivery, {
        action: 'accepted',
        at: this.#options.clock().toISOString(),
        ...acceptHeld,
      });
      await this.#write(receipt);
      return { kind: 'accepted', receipt };
    }
    const isLive = liveBatches(this.#receipts).some(({ receipt }) => receipt.sha256 === earlier.sha256);
    const superseded = earlier.batches.length > 0 && !isLive;
    if (earlier.verdict === 'accepted' && !(superseded && acceptHeld))
      return { kind: 'unchanged', receipt: earlier, superseded };
    const delivery = await this.#receive(file, arrived, origin, this.#number(0));
    const checked = await this.#check(delivery);
    const { verdict, refusals } = checked.receipt;
    if (verdict === 'refused' && JSON.stringify(refusals) === JSON.stringify(earlier.refusals)) {
      await rm(checked.scratch, { recursive: true, force: true });
      return { kind: 'refused', receipt: earlier };
    }
    return this.#judge({ checked, delivery }, acceptHeld, earlier);
  }

  async #receive(file: string, arrived: Arrived, origin: Origin, delivery: string): Promise<Delivery> {
    const fileName = basename(file);
    const archived = await archiveFile(this.#options.home, arrived, fileName);
    const packaged = await archivePackage(this.#options.home, file, delivery);
    const receivedAt = this.#options.clock().toISOString();
    return { delivery, receivedAt, fileName, origin, archived, ...packaged };
  }

  /** Refused, and its file removed by policy: its receipt and its rejects stay as they are. */
  async #isRemoved(earlier: Receipt): Promise<boolean> {
    const { home } = this.#options;
    if (isSound(earlier) || (await findArchived(home, earlier.sha256)) !== null) return false;
    return (await findRemoved(home, earlier.sha256)) !== null;
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
      checkDelivery(
        connection,
        delivery,
        { ...this.#options, receipts: [...this.#receipts], ...options },
        scratch,
      ),
    );
  }

  /** Holds a checked delivery against what is in force, and commits it as accepted, refused or held. */
  async #judge(
    { checked: first, delivery }: { checked: Checked; delivery: Delivery },
    acceptHeld?: Approval,
    earlier?: Receipt,
  ): Promise<IntakeOutcome> {
    // Rows that come again are held against the deliveries before them, of which one may have come in meanwhile.
    const isStale = first.dependsOn !== null && first.dependsOn !== this.#receipts.length;
    const checked = isStale ? await this.#check(delivery) : first;
    const doubts = await this.#doubts(checked, earlier);
    if (doubts.length === 0) return this.#commit(checked);
    const at = this.#options.clock().toISOString();
    const held = { at, by: '', action: 'held', reason: '与以往不符，等待人工确认' } as const;
    const accepted = acceptHeld && ({ at, action: 'accepted', ...acceptHeld } as const);
    return this.#commit({
      ...checked,
      receipt: {
        ...checked.receipt,
        doubts: [...doubts],
        verdict: accepted ? 'accepted' : 'held',
        history: accepted ? [held, accepted] : [held],
      },
    });
  }

  #doubts(
    { receipt, files }: Pick<Checked, 'receipt' | 'files'>,
    earlier?: Receipt,
  ): Promise<readonly Doubt[]> {
    const known = { ...this.#options, engine: this.#engine, receipts: this.#receipts };
    return allDoubts(receipt, files, known, earlier);
  }

  async #commit(checked: Checked): Promise<IntakeOutcome> {
    const receipt = await this.#place(checked);
    await this.#write(receipt);
    const kind = receipt.verdict === 'withdrawn' ? 'refused' : receipt.verdict;
    return { kind, receipt };
  }

  /** The commit point. A receipt that is there already is replaced under its number. */
  async #write(receipt: Receipt): Promise<void> {
    await writeJson(join(this.#options.home.receipts, `${receipt.delivery}.json`), receipt);
    const place = this.#receipts.findIndex(({ delivery }) => delivery === receipt.delivery);
    if (place === -1) this.#receipts.push(receipt);
    else this.#receipts[place] = receipt;
  }

  async #recommit(earlier: Receipt, checked: Checked): Promise<void> {
    const { verdict, refusals } = checked.receipt;
    // What people decided is decided: a check that passes leaves the verdict of its day.
    if (verdict === 'accepted' && isSound(earlier)) {
      const { verdict: decided, doubts, history } = earlier;
      await this.#commit({ ...checked, receipt: { ...checked.receipt, verdict: decided, doubts, history } });
      return;
    }
    if (verdict === 'refused' && !isSound(earlier)) {
      await this.#commit(checked);
      return;
    }
    if (verdict === 'refused' && earlier.verdict === 'accepted')
      throw new RepeatError(
        `第 ${earlier.delivery} 号交付（${earlier.fileName}）原先已接受，按现在的规则会被拒收：` +
          `${refusals.map(({ message }) => message).join('；')}。已停止，仍在使用原来的构建`,
      );
    this.#receipts.push(earlier);
  }

  /** Puts the batches and the rejects in their place; nothing of it counts before the receipt. */
  async #place({ receipt, files, rejects, scratch }: Checked): Promise<Receipt> {
    const { home } = this.#options;
    const batches: Batch[] = [];
    const moves: Move[] = [];
    for (const batch of receipt.batches) {
      const adds = receipt.mends !== null && receipt.mends.onto !== null;
      const complete = { ...batch, supersedes: adds ? [] : supersededBy(batch, this.#receipts) };
      const sidecar = join(scratch, `${batch.batch}.json`);
      await writeFile(sidecar, jsonText(complete));
      const written = pathsOf(files.get(batch.batch) ?? batchFiles(scratch, batch));
      const places = pathsOf(placedFiles(home, batch));
      moves.push(...written.map((temporary, index) => ({ temporary, place: places[index] ?? temporary })), {
        temporary: sidecar,
        place: home.batchSidecar(batch.contract, batch.batch),
      });
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

/** Its rows passed the checks, whatever was decided on it since. */
function isSound(receipt: Receipt): boolean {
  return receipt.verdict === 'accepted' || receipt.verdict === 'held' || isRefusedByPerson(receipt);
}
