import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { hashFile } from './etl/archive.ts';
import { loadCells } from './etl/cells/load-cells.ts';
import { checkDelivery } from './etl/delivery-check.ts';
import { packageOf } from './etl/fiscal-package/packaged.ts';
import { proposeFromPackage } from './etl/guess/from-package.ts';
import { propose, type Proposal } from './etl/guess/propose.ts';
import type { Layout } from './etl/layout.ts';
import { LayoutError, loadLayouts, parseLayout } from './etl/layouts.ts';
import { openFile } from './etl/readers/open-file.ts';
import { UnreadableFile } from './etl/readers/sheet.ts';
import { contracts } from './etl/sources/registry.ts';
import { loadSpellings } from './etl/spellings.ts';
import { UsageError, homeOf, type HousekeepingDeps } from './housekeeping.ts';
import { batchFiles, rowsOf, type BatchFiles } from './warehouse/batch-files.ts';
import { DuckDbEngine, runOn } from './warehouse/connection.ts';
import type { Batch } from './warehouse/deliveries.ts';
import { Home } from './warehouse/home.ts';

/** Layouts at the bench: guessed from a file, and tried on it. Nothing is accepted and the home is not written to. */

const shownRows = 5;
const shownRejects = 10;

async function atTheBench<T>(
  work: (connection: DuckDBConnection, scratch: string) => Promise<T>,
): Promise<T> {
  const scratch = await mkdtemp(join(tmpdir(), 'cockpit-layout-'));
  const engine = await DuckDbEngine.open(':memory:', {
    readOnly: false,
    prepare: async (connection) => {
      await loadCells(connection);
      await loadSpellings(connection, contracts.values());
    },
  });
  try {
    return await engine.using((connection) => work(connection, scratch));
  } finally {
    engine.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

async function isFile(file: string): Promise<boolean> {
  return (await stat(file).catch(() => null))?.isFile() ?? false;
}

/** Opens a file; one in no encoding we detect is taken for a western one, which the layout then says. */
async function openForGuess(file: string, scratch: string) {
  const name = basename(file);
  try {
    return { opened: await openFile(file, name, scratch), encoding: undefined };
  } catch (error) {
    if (!(error instanceof UnreadableFile) || error.code !== 'unknown_encoding') throw error;
    const encoding = 'windows-1252' as const;
    return { opened: await openFile(file, name, scratch, { style: { encoding } }), encoding };
  }
}

/** Proposes a layout for a file, and tells what it rests on. @throws UsageError */
export async function guessLayout(
  deps: HousekeepingDeps,
  file: string,
  options: { readonly id: string; readonly contract?: string | undefined },
): Promise<Proposal> {
  if (!(await isFile(file))) throw new UsageError(`${file} 不存在或不是普通文件`);
  if (options.contract !== undefined && !contracts.has(options.contract))
    throw new UsageError(`没有契约 ${options.contract}（有：${[...contracts.keys()].join('、')}）`);
  const { layouts, faulty } = await loadLayouts(contracts, homeOf(deps).layouts);
  for (const { message } of faulty) deps.say(`# 没有用来比对：${message}`);
  return atTheBench(async (connection, scratch) => {
    const packaged = await packageOf(file);
    if (packaged !== null) {
      const target = { path: file, name: basename(file), scratch, packaged };
      const described = await proposeFromPackage(target, contracts, options);
      if ('proposal' in described) {
        deps.say('# 依据同它一起的 datapackage.json（Fiscal Data Package）得出，不是猜的：');
        tell(deps, described.proposal, described.sheet);
        return described.proposal;
      }
      deps.say(`# 没有用 datapackage.json：${described.why}`);
    }
    const { opened, encoding } = await openForGuess(file, scratch).catch((error: unknown) => {
      throw error instanceof UnreadableFile ? new UsageError(error.message) : error;
    });
    try {
      const fileName = basename(file);
      for (const sheet of opened.sheets) {
        const proposal = await propose(connection, sheet, {
          ...options,
          fileName,
          contracts,
          layouts,
          encoding,
        });
        if (proposal === null || proposal.matches.length === 0) continue;
        tell(deps, proposal, sheet.name);
        return proposal;
      }
    } finally {
      await opened.close();
    }
    throw new UsageError(`${file} 里没有找到像台账的表：没有认识的列名，也没有一行像表头`);
  });
}

function tell({ say }: HousekeepingDeps, proposal: Proposal, sheet: string | null): void {
  const { contract, matches, unmatched, questions, headerRow } = proposal;
  say(
    `# ${sheet === null ? '' : `工作表“${sheet}” `}像 ${contract.id}（${contract.title}），表头到第 ${headerRow} 行`,
  );
  for (const { column, header, confidence, because } of matches)
    say(
      `#   ${confidence.toFixed(2)}  ${header.replace(/\s+/g, ' ')} → ${column.name}（${column.title}）：${because}`,
    );
  if (unmatched.length > 0) say(`#   没有用到的列：${unmatched.join('、')}`);
  for (const question of questions) say(`# 请决定：${question}`);
}

async function layoutNamed(deps: HousekeepingDeps, named: string): Promise<Layout> {
  if (await isFile(named)) return parseLayout(await readFile(named, 'utf8'), named, contracts);
  const { layouts, faulty } = await loadLayouts(contracts, homeOf(deps).layouts);
  const fault = faulty.find(({ id }) => id === named);
  if (fault) throw new LayoutError(fault.message);
  const layout = layouts.find(({ id }) => id === named);
  if (!layout)
    throw new UsageError(
      `没有布局 ${named}；请给出布局文件的路径，或：${layouts.map(({ id }) => id).join('、')}`,
    );
  return layout;
}

/** Checks a file with one layout, and tells what would come of it. True when it would be accepted. @throws UsageError */
export async function tryLayout(deps: HousekeepingDeps, file: string, named: string): Promise<boolean> {
  if (!(await isFile(file))) throw new UsageError(`${file} 不存在或不是普通文件`);
  const layout = await layoutNamed(deps, named);
  return atTheBench(async (connection, scratch) => {
    const archived = { path: file, sha256: await hashFile(file), bytes: (await stat(file)).size };
    const { receipt, files } = await checkDelivery(
      connection,
      {
        delivery: '000000',
        receivedAt: deps.clock().toISOString(),
        fileName: basename(file),
        origin: 'delivered',
        archived,
      },
      {
        home: new Home(scratch),
        receipts: [],
        contracts,
        layouts: [layout],
        maxRejectShare: deps.settings.COCKPIT_MAX_REJECT_SHARE,
      },
      scratch,
    );
    for (const batch of receipt.batches)
      await tellBatch(deps, connection, batch, files.get(batch.batch) ?? batchFiles(scratch, batch));
    await tellRejects(deps, connection, receipt.rejected);
    for (const { sheet, message } of receipt.refusals)
      deps.say(`${sheet ? `工作表“${sheet}”：` : ''}${message}`);
    for (const notice of receipt.notices) deps.say(`注意：${notice}`);
    const isAccepted = receipt.verdict === 'accepted';
    deps.say(isAccepted ? '会被接受（这次没有接受，也没有写入任何数据）' : '会被拒收（没有写入任何数据）');
    return isAccepted;
  });
}

async function tellBatch(
  { say }: HousekeepingDeps,
  connection: DuckDBConnection,
  batch: Batch,
  files: BatchFiles,
) {
  const { title, sheet, rows, rejected, totals, currency, partitions } = batch;
  say(`${sheet === null ? '' : `工作表“${sheet}” `}→ ${title}：${rows} 行，退回 ${rejected} 行`);
  const first = await runOn(
    connection,
    `select * exclude (_batch, _partition) from ${rowsOf(files)} order by _row limit ${shownRows}`,
  );
  for (const { _row: row, ...values } of first)
    say(`  第 ${JSON.stringify(row)} 行  ${JSON.stringify(values)}`);
  for (const [column, total] of Object.entries(totals))
    say(`  合计 ${column}：${total} ${currency === 'CNY' ? '元' : currency}`);
  const keys = partitions.map(({ key, rows: count }) => `${key || '（全部）'} ${count} 行`);
  say(`  分期：${keys.slice(0, 12).join('；')}${keys.length > 12 ? ` 等 ${keys.length} 期` : ''}`);
}

async function tellRejects({ say }: HousekeepingDeps, connection: DuckDBConnection, rejected: number) {
  if (rejected === 0) return;
  const rows = z
    .array(z.object({ row: z.int(), reason: z.string() }))
    .parse(
      await runOn(
        connection,
        `select row, reason from delivery_rejects order by sheet, row limit ${shownRejects}`,
      ),
    );
  for (const { row, reason } of rows) say(`  退回 第 ${row} 行：${reason}`);
  if (rejected > rows.length) say(`  … 共 ${rejected} 行`);
}
