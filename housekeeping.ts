import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { datasetShapes } from './etl/dataset-shapes.ts';
import { filesBelow } from './etl/files-below.ts';
import { descriptorName } from './etl/fiscal-package/descriptor.ts';
import { packageFaults, packageFiles } from './etl/fiscal-package/package-folder.ts';
import { Intake, type Approval, type IntakeOutcome } from './etl/intake.ts';
import type { FaultyLayout } from './etl/faulty-layouts.ts';
import { loadLayouts } from './etl/layouts.ts';
import { totalsLines } from './etl/totals-lines.ts';
import { contracts } from './etl/sources/registry.ts';
import { loadExpectations } from './etl/trust/expectations.ts';
import { writeSample } from './sample/write-sample.ts';
import type { Settings } from './settings.ts';
import { pathsOf, placedFiles } from './warehouse/batch-files.ts';
import { rowsInForce } from './warehouse/build-report.ts';
import { buildWarehouse, type BuildOutcome } from './warehouse/build.ts';
import { isHeldForGap, readReceipts, type Receipt } from './warehouse/deliveries.ts';
import { Home, sweep } from './warehouse/home.ts';
import { asOnlyWriter } from './warehouse/writer-lock.ts';

/**
 * What can be done to a home, for the command line and for the server's first run: every function takes the
 * writer's lock itself.
 */
export interface HousekeepingDeps {
  readonly settings: Settings;
  readonly clock: () => Date;
  /** A line of progress for a person. */
  readonly say: (line: string) => void;
}

export interface FileReport {
  readonly file: string;
  readonly outcome: IntakeOutcome;
}

/** Something asked for that cannot be done as it was asked; the message says what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const sampleSeed = 577;

export function homeOf({ settings }: HousekeepingDeps): Home {
  return new Home(settings.COCKPIT_HOME);
}

async function withIntake<T>(
  deps: HousekeepingDeps,
  work: (intake: Intake, home: Home, faulty: readonly FaultyLayout[]) => Promise<T>,
): Promise<T> {
  const home = homeOf(deps);
  await home.prepare();
  return asOnlyWriter(home, async () => {
    await sweep(home);
    const { layouts, faulty } = await loadLayouts(contracts, home.layouts);
    for (const { message } of faulty) deps.say(`布局有误，没有使用：${message}`);
    const intake = await Intake.open({
      home,
      contracts,
      layouts,
      faultyLayouts: faulty,
      maxRejectShare: deps.settings.COCKPIT_MAX_REJECT_SHARE,
      limits: {
        seconds: deps.settings.COCKPIT_PARSE_SECONDS,
        memoryMb: deps.settings.COCKPIT_PARSE_MEMORY_MB,
      },
      expectations: await loadExpectations(home.expectations),
      clock: deps.clock,
    });
    try {
      return await work(intake, home, faulty);
    } finally {
      intake.close();
    }
  });
}

function sayOutcome({ say }: HousekeepingDeps, { file, outcome }: FileReport): void {
  const name = basename(file);
  const { receipt } = outcome;
  if (outcome.kind === 'unchanged') {
    say(
      outcome.superseded
        ? `未变  ${name}：这份文件早已接受（交付 ${receipt.delivery}），其后已被更新的交付取代，不再生效`
        : `未变  ${name}：这份文件早已接受（交付 ${receipt.delivery}）`,
    );
    return;
  }
  const rejected = receipt.rejected > 0 ? `，退回 ${receipt.rejected} 行` : '';
  const sayNotices = () => {
    for (const notice of receipt.notices) say(`      注意：${notice}`);
  };
  if (outcome.kind === 'refused') {
    say(`拒收  ${name}（交付 ${receipt.delivery}${rejected}）`);
    const last = receipt.history.at(-1);
    if (last) say(`      ${last.by} 已决定拒收：${last.reason}`);
    for (const { sheet, message } of receipt.refusals)
      say(`      ${sheet ? `工作表“${sheet}”：` : ''}${message}`);
    sayNotices();
    return;
  }
  if (outcome.kind === 'held') {
    say(`暂缓  ${name}（交付 ${receipt.delivery}${rejected}）：与以往不符，确认之前不生效`);
    for (const { message } of receipt.doubts) say(`      ${message}`);
    sayNotices();
    say(`      核对后请运行 cockpit deliveries accept ${receipt.delivery} --reason …（或 refuse）`);
    return;
  }
  const rows = receipt.batches.reduce((sum, batch) => sum + batch.rows, 0);
  const replaced = new Set(receipt.batches.flatMap(({ supersedes }) => supersedes)).size;
  if (receipt.mends) {
    const became = (what: string) => receipt.mends?.rows.filter((row) => row.became === what).length ?? 0;
    say(
      `接受  ${name}：更正第 ${receipt.mends.delivery} 号交付，补上 ${became('accepted')} 行，` +
        `作废 ${became('dropped')} 行，仍退回 ${receipt.rejected} 行；原已接受的行不变`,
    );
    sayNotices();
    return;
  }
  const contractsTaken = [...new Set(receipt.batches.map(({ title }) => title))].join('、');
  say(
    `接受  ${name} → ${contractsTaken}：${rows} 行${rejected}${replaced > 0 ? `，取代 ${replaced} 个批次` : ''}`,
  );
  for (const line of totalsLines(receipt)) say(`      ${line}`);
  sayNotices();
  for (const { sheet, message } of receipt.refusals) say(`      未读取工作表“${sheet ?? ''}”：${message}`);
}

export interface IngestFault {
  readonly kind: 'layout' | 'passed_over';
  readonly message: string;
}

export interface IngestRun {
  readonly acceptHeld?: Approval;
  /** Told how many files there are, and of each that is done. */
  readonly onStart?: (files: number) => void;
  readonly onDone?: () => void;
  /** Told of the office's own layouts that cannot be used, and of what stands in a folder and is no file. */
  readonly onFault?: (fault: IngestFault) => void;
  /** Aborted: files not begun stay where they are. */
  readonly signal?: AbortSignal;
}

/** Takes in files and folders; what was waiting in the inbox leaves it once it is accepted. */
export async function ingest(
  deps: HousekeepingDeps,
  paths: readonly string[],
  { onStart, onDone, onFault, ...options }: IngestRun = {},
): Promise<readonly FileReport[]> {
  const { files: given, passedOver } = await filesBelow(paths);
  for (const file of given) {
    const found = await stat(file).catch(() => null);
    if (!found?.isFile())
      throw new UsageError(
        `${file} ${found ? '不是普通文件' : '不存在或无法读取'}；没有接收任何文件，请检查路径后重试`,
      );
  }
  for (const { path, what } of passedOver) {
    const message = `${path}：不是普通文件，是${what}`;
    deps.say(`跳过  ${message}`);
    onFault?.({ kind: 'passed_over', message });
  }
  // A package's descriptor is not data: it comes in with the files it describes.
  const isDescriptor = (file: string) => basename(file) === descriptorName;
  const files = given.filter((file) => !isDescriptor(file));
  const descriptors = given.filter(isDescriptor);
  onStart?.(files.length);
  return withIntake(deps, async (intake, home, faulty) => {
    for (const { message } of faulty) onFault?.({ kind: 'layout', message });
    const reports: FileReport[] = [];
    const leaving: Promise<void>[] = [];
    const packages = new Map<string, readonly string[]>();
    for (const descriptor of descriptors) {
      packages.set(descriptor, await packageFiles(descriptor));
      for (const fault of await packageFaults(descriptor)) deps.say(`注意  ${descriptor}：${fault}`);
    }
    const isWaiting = (file: string) => resolve(file).startsWith(home.inbox + sep);
    await intake.ingest(files, {
      origin: 'delivered',
      ...options,
      onOutcome: (file, outcome) => {
        reports.push({ file, outcome });
        sayOutcome(deps, { file, outcome });
        onDone?.();
        if (outcome.kind !== 'refused' && isWaiting(file)) leaving.push(rm(file, { force: true }));
      },
    });
    await Promise.all(leaving);
    for (const [descriptor, before] of packages)
      if (isWaiting(descriptor) && before.length > 0 && (await packageFiles(descriptor)).length === 0)
        await rm(descriptor, { force: true });
    return afterRelease(deps, reports, await intake.releaseHeld());
  });
}

/** Tells of what is held no longer; a file of this run is reported as it came out in the end. */
function afterRelease(
  { say }: HousekeepingDeps,
  reports: readonly FileReport[],
  released: readonly Receipt[],
): readonly FileReport[] {
  for (const { delivery, fileName } of released)
    say(`接受  ${fileName}（交付 ${delivery}）：此前缺一期而暂缓，所缺的一期已经补齐`);
  const byDelivery = new Map(released.map((receipt) => [receipt.delivery, receipt]));
  return reports.map(({ file, outcome }) => {
    const receipt = byDelivery.get(outcome.receipt.delivery);
    return { file, outcome: receipt ? { kind: 'accepted', receipt } : outcome };
  });
}

/** Accepts what waits for a missing period alone that has come meanwhile. */
export async function releaseHeld(deps: HousekeepingDeps): Promise<void> {
  if (!(await readReceipts(homeOf(deps))).some(isHeldForGap)) return;
  await withIntake(deps, async (intake) => afterRelease(deps, [], await intake.releaseHeld()));
}

/** Builds from what is in force, and publishes when the checks pass. */
export async function build(deps: HousekeepingDeps): Promise<BuildOutcome> {
  const home = homeOf(deps);
  await home.prepare();
  const outcome = await asOnlyWriter(home, () =>
    buildWarehouse({
      home,
      datasets: datasetShapes(contracts),
      keepBuilds: deps.settings.COCKPIT_KEEP_BUILDS,
      clock: deps.clock,
    }),
  );
  sayBuild(deps, outcome);
  return outcome;
}

function sayBuild({ say }: HousekeepingDeps, outcome: BuildOutcome): void {
  if (outcome.kind === 'published') {
    const { id, tables, checks, seconds } = outcome.report;
    const rows = rowsInForce(outcome.report);
    say(
      `已发布构建 ${id}：有效数据 ${rows} 行，${tables.length} 张表，${checks.length} 项检查通过，${seconds.toFixed(1)} 秒`,
    );
    return;
  }
  say(`构建失败，仍在使用原来的构建。${outcome.message}`);
  for (const { check, rows } of outcome.failedChecks)
    for (const row of rows.slice(0, 3)) say(`      ${check}：${JSON.stringify(row)}`);
}

/** Makes every batch again from the archive alone, and builds. */
export async function rebuild(deps: HousekeepingDeps): Promise<BuildOutcome> {
  await withIntake(deps, async (intake, home) => {
    const done = await intake.repeatAll();
    await removeStrayBatches(home, done);
    deps.say(`已从归档重做 ${done.length} 份交付`);
  });
  return build(deps);
}

async function removeStrayBatches(home: Home, receipts: readonly Receipt[]): Promise<void> {
  const known = new Set(
    receipts
      .flatMap(({ batches }) => batches)
      .flatMap((batch) => [
        ...pathsOf(placedFiles(home, batch)),
        home.batchSidecar(batch.contract, batch.batch),
      ]),
  );
  for (const contract of await readdir(home.batches))
    for (const name of await readdir(home.batchFolder(contract))) {
      const file = join(home.batchFolder(contract), name);
      if (!known.has(file)) await rm(file);
    }
}

export interface SampleOptions {
  readonly payments: number;
  readonly seed: number;
}

/** Writes the sample city and the published figures into a folder, and nothing else. */
export async function writeSampleTo(deps: HousekeepingDeps, folder: string, options: SampleOptions) {
  let rows = 0;
  const written = await writeSample({
    ...options,
    folder,
    onFile: (file) => {
      rows += file.rows;
    },
  });
  deps.say(`已写出示例数据：${written.files.length} 个文件、${rows} 行（${folder}）`);
  return written;
}

const wholeCity: Approval = { by: '', reason: '示例城市整体替换' };

/** Writes the sample city, takes it in and builds. */
export async function sample(deps: HousekeepingDeps, options: SampleOptions): Promise<BuildOutcome> {
  await withIntake(deps, async (intake, home) => {
    const folder = join(home.scratch, 'sample');
    await mkdir(folder, { recursive: true });
    const written = await writeSampleTo(deps, folder, options);
    const began = performance.now();
    let files = 0;
    let rows = 0;
    for (const origin of ['published', 'sample'] as const) {
      const own = written.files
        .filter((file) => file.startsWith('published/') === (origin === 'published'))
        .map((file) => join(folder, file));
      const onOutcome = (file: string, outcome: IntakeOutcome) => {
        files += 1;
        rows += outcome.receipt.batches.reduce((sum, batch) => sum + batch.rows, 0);
        if (outcome.kind === 'refused') sayOutcome(deps, { file, outcome });
        else if (files % 25 === 0) deps.say(`已接受 ${files}/${written.files.length} 个文件、${rows} 行 …`);
      };
      // Another seed or size is another city: it takes the place of the one before as a whole.
      await intake.ingest(own, { origin, acceptHeld: wholeCity, onOutcome });
    }
    await rename(join(folder, 'planted.json'), join(home.root, 'planted.json'));
    deps.say(`已接受 ${files} 个文件、${rows} 行，${((performance.now() - began) / 1_000).toFixed(1)} 秒`);
  });
  return build(deps);
}
