import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RunHistory } from '../../jobs/history.ts';
import { inProcess } from '../../jobs/task-process.ts';
import { readReceipts } from '../../warehouse/deliveries.ts';
import type { Home } from '../../warehouse/home.ts';
import { asOnlyWriter } from '../../warehouse/writer-lock.ts';
import { JobsBench } from '../fixtures/jobs-bench.ts';
import { paymentsHome, writeLedger } from '../fixtures/payments-home.ts';

const top = join(import.meta.dirname, '..', '..');
const within = { timeout: 60_000, interval: 50 };

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('a process that hangs and hears nothing is killed at the limit, and the run says so', async () => {
  const bench = await JobsBench.open();
  const job = bench.job(inProcess(join(top, 'tests', 'fixtures', 'hanging-task.mjs'), []), {
    limitSeconds: 2,
  });
  const run = await bench.runner().run(job, { key: 'hang', trigger: 'schedule', dueAt: null });
  expect(run).toMatchObject({ state: 'stopped', attempts: 1 });
  expect(run?.message).toContain('超过 2 秒的时限，已停止');
  const log = (await bench.history.logOf('count.hang')).join('\n');
  expect(log).toContain('听见了，不停');
  const pid = Number(/pid (\d+)/.exec(log)?.[1]);
  expect(pid).toBeGreaterThan(0);
  await expect.poll(() => isAlive(pid), within).toBe(false);
  // The lock is free again: the next run is not kept from its work.
  const next = await bench.runner().run(
    bench.job(() => Promise.resolve({ message: '做完了', outputs: {} })),
    { key: 'next', trigger: 'schedule', dueAt: null },
  );
  expect(next).toMatchObject({ state: 'done' });
  await bench.close();
});

let home: Home;
let clocks: ChildProcess[];
beforeEach(async () => {
  ({ home } = await paymentsHome());
  clocks = [];
});
afterEach(async () => {
  for (const clock of clocks) clock.kill('SIGKILL');
  await rm(home.root, { recursive: true, force: true });
});

/** The clock in a process of its own, as `npm run jobs` starts it. */
function startClock(): ChildProcess {
  const clock = spawn(process.execPath, [join(top, 'bin', 'cockpit.mjs'), 'jobs', 'start'], {
    cwd: top,
    env: { ...process.env, COCKPIT_HOME: home.root, COCKPIT_QUIET_SECONDS: '0' },
    stdio: 'ignore',
  });
  clocks.push(clock);
  return clock;
}

/** Kills a clock over an intake that is under way, and starts another: the same run goes on, and nothing is taken twice. */
async function interrupted(signal: 'SIGKILL' | 'SIGTERM') {
  const history = new RunHistory(home.jobs);
  const runs = () => history.list('ingest');
  await writeLedger(home, '一月.csv', '2026-01', 50);
  const first = startClock();
  // The home is being written to: the intake is begun, and cannot end before the clock does.
  await asOnlyWriter(home, async () => {
    await expect.poll(async () => (await runs())[0]?.state, within).toBe('running');
    first.kill(signal);
    await once(first, 'exit');
  });
  const [left] = await runs();
  startClock();
  await expect.poll(async () => (await runs())[0]?.state, within).toBe('done');
  return { left, runs: await runs(), receipts: await readReceipts(home) };
}

test('a clock that is killed over a run: the next one goes on with the same run, and nothing is done twice', async () => {
  const { left, runs, receipts } = await interrupted('SIGKILL');
  // Nobody was left to write anything: the record is as it was, and the lock is free.
  expect(left?.state).toBe('running');
  expect(runs).toHaveLength(1);
  expect(runs[0]).toMatchObject({ id: left?.id, state: 'done', outputs: { accepted: 1 } });
  expect(runs[0]?.attempts).toBeGreaterThan(left?.attempts ?? 0);
  expect(receipts).toHaveLength(1);
});

test('a clock that is told to end marks its run as interrupted; the next one goes on with it', async () => {
  const { left, runs, receipts } = await interrupted('SIGTERM');
  expect(left).toMatchObject({ state: 'interrupted', message: '服务停止；下次启动时继续' });
  expect(runs).toHaveLength(1);
  expect(runs[0]).toMatchObject({ id: left?.id, state: 'done', outputs: { accepted: 1 } });
  expect(receipts).toHaveLength(1);
});
