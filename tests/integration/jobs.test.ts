import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Clockwork } from '../../clockwork.ts';
import type { HousekeepingDeps } from '../../housekeeping.ts';
import { RunHistory } from '../../jobs/history.ts';
import { readSettings } from '../../settings.ts';
import type { Home } from '../../warehouse/home.ts';
import { asOnlyWriter } from '../../warehouse/writer-lock.ts';
import { paymentsHome, writeLedger } from '../fixtures/payments-home.ts';

let home: Home;
let deps: HousekeepingDeps;
let history: RunHistory;
beforeEach(async () => {
  const { home: made, said } = await paymentsHome();
  home = made;
  deps = {
    settings: readSettings({ COCKPIT_HOME: home.root, COCKPIT_QUIET_SECONDS: '0' }),
    clock: () => new Date(),
    say: (line) => said.push(line),
  };
  history = new RunHistory(home.jobs);
  // The tasks' processes read their settings as a server's do.
  process.env.COCKPIT_HOME = home.root;
  process.env.COCKPIT_QUIET_SECONDS = '0';
});
afterEach(async () => {
  delete process.env.COCKPIT_HOME;
  delete process.env.COCKPIT_QUIET_SECONDS;
  await rm(home.root, { recursive: true, force: true });
});

const outcome = async (job: string) =>
  (await history.list(job)).map(({ state, message }) => [state, message]);
const within = { timeout: 60_000, interval: 200 };

test('a file put into the inbox is taken in and built by itself; a refused one is left and not tried again', async () => {
  const clockwork = await Clockwork.open(deps);
  await clockwork.start();
  try {
    await writeLedger(home, '一月.csv', '2026-01', 10);
    await writeFile(join(home.inbox, '坏.csv'), '支付凭证号,支付日期\n1,"2\n');
    await expect
      .poll(() => outcome('build'), within)
      .toEqual([['done', expect.stringMatching(/^已发布构建 /)]]);
    expect(await outcome('ingest')).toEqual([['done', '2 个文件：接受 1，暂缓 0，拒收 1，未变 0']]);
    expect(await readdir(home.inbox)).toEqual(['坏.csv']);
    expect((await history.logOf((await history.list('ingest'))[0]?.id ?? '')).join('\n')).toContain(
      '拒收  坏.csv',
    );
    await writeLedger(home, '二月.csv', '2026-02', 10);
    await expect.poll(async () => (await outcome('build')).length, within).toBe(2);
    expect((await outcome('ingest'))[0]).toEqual(['done', '1 个文件：接受 1，暂缓 0，拒收 0，未变 0']);
  } finally {
    await clockwork.close();
  }
});

test('while another process writes to the home, a task waits and tries again', async () => {
  await writeFile(home.jobPlan, JSON.stringify({ ingest: { retryAfterSeconds: 1 } }));
  const clockwork = await Clockwork.open(deps);
  await writeLedger(home, '一月.csv', '2026-01', 10);
  const running = await asOnlyWriter(home, async () => {
    const run = clockwork.runNow('ingest');
    await expect.poll(async () => (await history.list())[0]?.attempts, within).toBe(2);
    return { run };
  });
  expect(await running.run).toMatchObject({ state: 'done', outputs: { accepted: 1 } });
  await clockwork.close();
});

test('a plan that cannot be used is told with its place and what was expected', async () => {
  await writeFile(home.jobPlan, JSON.stringify({ backup: { schedule: 'every night' } }));
  await expect(Clockwork.open(deps)).rejects.toThrow(
    /jobs\.json 的 backup\.schedule 无法使用：应为五段的 cron 时间/,
  );
});

test('two processes on one folder share the keys between them, each run once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cockpit-two-'));
  const child = (): ChildProcess =>
    spawn(
      process.execPath,
      ['--import', 'tsx', join(import.meta.dirname, '..', 'fixtures', 'run-keys.ts'), folder, '8'],
      { stdio: 'inherit' },
    );
  const codes = await Promise.all([child(), child()].map((process) => once(process, 'exit')));
  expect(codes).toEqual([
    [0, null],
    [0, null],
  ]);
  const lines = (await readFile(join(folder, 'ran.txt'), 'utf8')).trim().split('\n');
  const keys = lines.map((line) => line.split(' ')[1]);
  expect(keys.toSorted()).toEqual(['k0', 'k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7']);
  await rm(folder, { recursive: true });
});
