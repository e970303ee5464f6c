import { afterEach, beforeEach, expect, test } from 'vitest';
import { JobsBench } from '../tests/fixtures/jobs-bench.ts';
import type { Job, JobPlan } from './job.ts';
import { overview } from './overview.ts';
import type { Runner } from './runner.ts';
import { clockSince, Scheduler } from './scheduler.ts';

let bench: JobsBench;
const bells: ((moment: Date) => void)[] = [];
beforeEach(async () => {
  bench = await JobsBench.open();
  bells.length = 0;
});
afterEach(() => bench.close());

const nightly = (plan: Partial<JobPlan> = {}): Job =>
  bench.job(() => Promise.resolve({ message: '备份好了', outputs: {} }), { schedule: '30 1 * * *', ...plan });

/** A server comes up, looks back, and goes down. */
async function serve(
  job: Job,
  while_: (scheduler: Scheduler, runner: Runner) => Promise<void> | void = () => undefined,
) {
  const runner = bench.runner();
  const failures: unknown[] = [];
  const scheduler = new Scheduler({
    folder: bench.folder,
    jobs: [job],
    runner,
    history: bench.history,
    clock: () => bench.now,
    onError: (error) => failures.push(error),
    effects: {
      at: (_pattern, ring) => {
        bells.push(ring);
        return { stop: () => undefined };
      },
      every: () => ({ stop: () => undefined }),
    },
  });
  await scheduler.start();
  await scheduler.lookBack();
  await while_(scheduler, runner);
  scheduler.stop();
  await runner.close();
  expect(failures).toEqual([]);
}

const keys = async () => (await bench.history.list()).map(({ key, state, trigger }) => [key, state, trigger]);

test('a new home has missed nothing', async () => {
  await serve(nightly());
  expect(await keys()).toEqual([]);
  expect(await clockSince(bench.folder)).toEqual(bench.now);
});

test('what was missed while the machine was off is caught up on once, for the last time it was due', async () => {
  await serve(nightly());
  bench.now = new Date('2026-11-07T02:00:00Z');
  await serve(nightly());
  await serve(nightly());
  expect(await keys()).toEqual([['2026-11-07T0130', 'done', 'missed']]);
});

test('a job that is not caught up on says that it was skipped', async () => {
  await serve(nightly());
  bench.now = new Date('2026-11-07T02:00:00Z');
  await serve(nightly({ missed: 'skip' }));
  expect(await keys()).toEqual([['2026-11-07T0130', 'skipped', 'missed']]);
});

test('the bells of two servers ring for one run', async () => {
  await serve(nightly(), async () => {
    await serve(nightly(), async (_scheduler, runner) => {
      const moment = new Date('2026-11-03T17:30:00.004Z');
      bench.now = moment;
      for (const ring of bells) ring(moment);
      expect(bells).toHaveLength(2);
      await expect.poll(keys).toEqual([['2026-11-04T0130', 'done', 'schedule']]);
      await runner.close();
    });
  });
  expect(await keys()).toHaveLength(1);
});

test('a job is late when its time has passed and nothing came of it', async () => {
  await serve(nightly());
  const since = await clockSince(bench.folder);
  const at = (iso: string) => overview([nightly()], [], since, new Date(iso))[0];
  expect(at('2026-11-03T17:34:00Z')).toMatchObject({ state: 'waiting', lateSince: null });
  expect(at('2026-11-03T17:36:00Z')).toMatchObject({
    state: 'late',
    lateSince: new Date('2026-11-03T17:30:00Z'),
    nextAt: new Date('2026-11-04T17:30:00Z'),
  });
  expect(overview([nightly({ enabled: false })], [], since, new Date('2026-11-09T00:00:00Z'))[0]?.state).toBe(
    'off',
  );
});
