/**
 * `npm run bench:jobs -- [--rows 10000000] [--seconds 20] [--rounds 5]`: how long a tile of the wall takes while the
 * jobs take in a ledger, against the same server with nothing to do. The tile is asked for by its own address each
 * time (nothing is answered from the store), one request at a time, as a wall does. Each round has its own idle time
 * before its intake, so that a machine that gets busier weighs on both; what counts is the median of the rounds'
 * ratios of p99, and the goal is 2. Run it on a machine that does nothing else.
 */
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { RunHistory } from '../../jobs/history.ts';
import { Home } from '../../warehouse/home.ts';
import { cockpit, startServer } from '../e2e/cockpit-process.ts';
import { writeLedger } from './ledger.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000000' },
    seconds: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '5' },
  },
});
const rows = Number(values.rows);
const say = (line: string) => process.stdout.write(`${line}\n`);
const quantile = (sorted: readonly number[], q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;

const scratch = await mkdtemp(join(tmpdir(), 'cockpit-bench-'));
const home = new Home(join(scratch, 'home'));
let asked = 0;

/** Milliseconds of each request until `until` says enough. */
async function sample(url: string, until: () => Promise<boolean> | boolean): Promise<readonly number[]> {
  const taken: number[] = [];
  while (!(await until())) {
    // Another set of areas each time: another question, so that it is queried and not remembered.
    const areas = ['330302', '330303', '330304', '330305', '330381', '330382', '330383', '330324', '330326'];
    asked += 1;
    const some = areas.filter((_, index) => ((asked % 510) + 1) & (1 << index)).join(',');
    const month = `2026-${String(1 + (Math.floor(asked / 510) % 10)).padStart(2, '0')}`;
    const began = performance.now();
    const answer = await fetch(
      `${url}/api/v1/metrics/expenditure_execution_rate?by=area&period=${month}&area=${some}`,
      { headers: { 'Cache-Control': 'no-cache' } },
    );
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`the tile answered ${answer.status}`);
    taken.push(performance.now() - began);
    await wait(20);
  }
  return taken.toSorted((a, b) => a - b);
}

const isRunning = async (history: RunHistory) =>
  (await history.list('ingest')).some(({ state }) => state === 'running');
const tell = (name: string, taken: readonly number[]) =>
  say(
    `| ${name} | ${taken.length} | ${quantile(taken, 0.5).toFixed(1)} | ${quantile(taken, 0.95).toFixed(1)} | ${quantile(taken, 0.99).toFixed(1)} |`,
  );

try {
  say(
    `${availableParallelism()} cores (${cpus()[0]?.model ?? '?'}), Node ${process.versions.node}, load ${(loadavg()[0] ?? 0).toFixed(1)}`,
  );
  const ledger = join(scratch, 'ledger.csv');
  writeLedger(ledger, rows);
  await cockpit(home.root, 'sample', '--payments', '50000');
  const server = await startServer(home.root, 0, 'on');
  const history = new RunHistory(home.jobs);
  const rounds: { readonly idle: readonly number[]; readonly busy: readonly number[] }[] = [];
  try {
    await sample(server.url, stopAfter(3));
    for (let round = 0; round < Number(values.rounds); round++) {
      const idle = await sample(server.url, stopAfter(Number(values.seconds)));
      if (round > 0) writeLedger(ledger, rows + round);
      await rename(ledger, join(home.inbox, `ledger-${round}.csv`));
      while (!(await isRunning(history))) await wait(100);
      const busy = await sample(server.url, async () => !(await isRunning(history)));
      rounds.push({ idle, busy });
      const [last] = await history.list('ingest');
      say(`${last?.state ?? '?'}: ${last?.message ?? ''}; load ${(loadavg()[0] ?? 0).toFixed(1)}`);
      // The next idle time begins when what was taken in is built, too.
      while ((await history.list('build')).filter(({ state }) => state !== 'running').length <= round)
        await wait(500);
    }
  } finally {
    await server.stop();
  }
  say('| | requests | median ms | p95 ms | p99 ms |');
  say('|---|---|---|---|---|');
  rounds.forEach(({ idle, busy }, round) => {
    tell(`round ${round + 1}: idle`, idle);
    tell(`round ${round + 1}: during an intake of ${rows} rows`, busy);
  });
  for (const q of [0.5, 0.95, 0.99]) {
    const ratios = rounds
      .map(({ idle, busy }) => quantile(busy, q) / quantile(idle, q))
      .toSorted((a, b) => a - b);
    const each = ratios.map((ratio) => ratio.toFixed(2)).join(', ');
    say(`p${q * 100} during / idle: median of the rounds ${quantile(ratios, 0.5).toFixed(2)} (${each})`);
  }
} finally {
  await rm(scratch, { recursive: true, force: true });
}

function stopAfter(seconds: number): () => boolean {
  const until = performance.now() + seconds * 1_000;
  return () => performance.now() > until;
}
