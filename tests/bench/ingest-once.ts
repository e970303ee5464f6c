/**
 * One run of one way of loading a ledger, in a process of its own: `tsx ingest-once.ts WAY FILE FOLDER`. Prints what
 * it took as JSON.
 */
import { join } from 'node:path';
import { Intake } from '../../etl/intake.ts';
import { loadLayouts } from '../../etl/layouts.ts';
import { contracts } from '../../etl/sources/registry.ts';
import { loadExpectations } from '../../etl/trust/expectations.ts';
import { DuckDbEngine } from '../../warehouse/connection.ts';
import { Home } from '../../warehouse/home.ts';

const [way = '', file = '', folder = ''] = process.argv.slice(2);

async function checked(): Promise<{ rows: number; rejected: number }> {
  const home = new Home(folder);
  const intake = await Intake.open({
    home,
    contracts,
    layouts: (await loadLayouts(contracts, home.layouts)).layouts,
    maxRejectShare: 0.05,
    expectations: await loadExpectations(home.expectations),
    clock: () => new Date('2026-11-01T00:00:00Z'),
  });
  const [outcome] = await intake.ingest([file], { origin: 'delivered' });
  intake.close();
  if (outcome?.kind !== 'accepted') throw new Error(JSON.stringify(outcome?.receipt.refusals));
  const [batch] = outcome.receipt.batches;
  return { rows: batch?.rows ?? 0, rejected: outcome.receipt.rejected };
}

async function bare(database: string): Promise<{ rows: number; rejected: number }> {
  const engine = await DuckDbEngine.open(database, { readOnly: false });
  const [row] = await engine.rows(
    `create table payments as from read_csv('${file}', header = true, all_varchar = true, delim = ',', quote = '"')`,
  );
  await engine.rows('checkpoint');
  engine.close();
  return { rows: Number(row?.Count ?? 0), rejected: 0 };
}

const began = performance.now();
const done = await (way === 'checked'
  ? checked()
  : bare(way === 'bare-memory' ? ':memory:' : join(folder, 'bare.duckdb')));
const { user, system } = process.cpuUsage();
process.stdout.write(
  `${JSON.stringify({
    ...done,
    seconds: (performance.now() - began) / 1_000,
    cpuSeconds: (user + system) / 1e6,
    peakMb: process.resourceUsage().maxRSS / 1_024,
  })}\n`,
);
