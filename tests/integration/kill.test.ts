import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build, ingest } from '../../housekeeping.ts';
import { readSettings } from '../../settings.ts';
import type { BuildReport } from '../../warehouse/build-report.ts';
import { Home } from '../../warehouse/home.ts';
import { LiveWarehouse } from '../../warehouse/live.ts';
import { paymentsHome, writeLedger } from '../fixtures/payments-home.ts';

/** SIGKILL at random moments of `cockpit ingest --build` and `cockpit rebuild`: the home must always start and serve a whole build. */
const kills = 24;
const command = join(import.meta.dirname, '..', '..', 'bin', 'cockpit.mjs');

let base: Home;
let before: BuildReport['tables'];
let after: BuildReport['tables'];
let fullMs: number;

const deps = (home: Home) => ({
  settings: readSettings({ COCKPIT_HOME: home.root }),
  clock: () => new Date(),
  say: () => undefined,
});

async function copyOfBase(): Promise<Home> {
  const folder = await mkdtemp(join(tmpdir(), 'cockpit-kill-'));
  await cp(base.root, folder, { recursive: true });
  return new Home(folder);
}

const ingestAndBuild = (home: Home) => ['ingest', home.inbox, '--build'];

function start(home: Home, words = ingestAndBuild(home)) {
  return spawn(process.execPath, [command, ...words], {
    env: { ...process.env, COCKPIT_HOME: home.root },
    stdio: 'ignore',
  });
}

/** What a server started on the home would serve: the report's tables, counted in the file itself. */
async function served(home: Home): Promise<BuildReport['tables']> {
  const warehouse = new LiveWarehouse(home, { connections: 1, threads: 1 });
  try {
    await warehouse.refresh();
    const tables = await warehouse.use(async ({ report, engine }) => {
      for (const { name, rows } of report.tables) {
        const [counted] = await engine.rows(`select count(*) as n from ${name}`);
        expect(counted?.n, name).toBe(rows);
      }
      return report.tables;
    });
    expect(tables, 'a build is served').not.toBeNull();
    return tables ?? [];
  } finally {
    warehouse.close();
  }
}

beforeAll(async () => {
  ({ home: base } = await paymentsHome());
  await writeLedger(base, '一月.csv', '2026-01', 500);
  await ingest(deps(base), [base.inbox]);
  await build(deps(base));
  before = await served(base);
  await writeLedger(base, '一月更正.csv', '2026-01', 500, '20.00');
  await writeLedger(base, '二月.csv', '2026-02', 1_200);
  const whole = await copyOfBase();
  const began = performance.now();
  await once(start(whole), 'exit');
  fullMs = performance.now() - began;
  after = await served(whole);
  await rm(whole.root, { recursive: true });
  expect(after).not.toEqual(before);
});
afterAll(() => rm(base.root, { recursive: true, force: true }));

test(`${kills} kills at random moments`, async () => {
  const random = xoroshiro128plus(20261103);
  const outcomes = new Set<string>();
  for (let kill = 0; kill < kills; kill++) {
    const home = await copyOfBase();
    const child = start(home, kill % 4 === 3 ? ['rebuild'] : ingestAndBuild(home));
    const exited = once(child, 'exit');
    const moment = uniformInt(random, 0, Math.round(fullMs));
    await Promise.race([wait(moment), exited]);
    child.kill('SIGKILL');
    await exited;
    const tables = await served(home);
    const which = JSON.stringify(tables);
    expect([JSON.stringify(before), JSON.stringify(after)], `killed after ${moment} ms`).toContain(which);
    outcomes.add(which);
    await ingest(deps(home), [home.inbox]);
    await build(deps(home));
    expect(await served(home), `mended after a kill at ${moment} ms`).toEqual(after);
    await rm(home.root, { recursive: true });
  }
  expect(outcomes.size).toBeGreaterThanOrEqual(1);
});
