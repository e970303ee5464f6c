import { EventEmitter, once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { JobsBench } from '../tests/fixtures/jobs-bench.ts';
import { TaskFailure } from './job.ts';
import type { Run } from './run.ts';

let bench: JobsBench;
beforeEach(async () => {
  bench = await JobsBench.open();
});
afterEach(() => bench.close());

const done = { message: '做完了', outputs: {} };
const asked = { key: 'k', trigger: 'person', dueAt: null } as const;

test('a run is on record with its end, its outputs and its log', async () => {
  const job = bench.job(({ say }) => {
    say('第一行');
    return Promise.resolve({ message: '做完了', outputs: { rows: 7, names: ['甲'] } });
  });
  const run = await bench.runner().run(job, asked);
  expect(run).toMatchObject({
    id: 'count.k',
    state: 'done',
    attempts: 1,
    outputs: { rows: 7, names: ['甲'] },
  });
  expect(await bench.history.find('count.k')).toEqual(run);
  expect(await bench.history.logOf('count.k')).toEqual(['2026-11-03T02:00:00.000Z 第一行']);
});

test('a word that is no id finds no run, whatever it leads to', async () => {
  const job = bench.job(() => Promise.resolve(done));
  await bench.runner().run(job, asked);
  for (const word of ['count.other', '../runs/count.k', '.', '', 'a'.repeat(201), '甲'])
    expect(await bench.history.find(word)).toBeNull();
});

test('nothing runs twice for the same key, by whichever server', async () => {
  let times = 0;
  const job = bench.job(async () => {
    times += 1;
    await wait(20);
    return done;
  });
  const runs = await Promise.all([1, 2, 3].map(() => bench.runner().run(job, asked)));
  expect(times).toBe(1);
  expect(runs.filter((run) => run !== null)).toHaveLength(1);
});

test('two keys of one job never run at the same time', async () => {
  let inside = 0;
  const job = bench.job(async () => {
    inside += 1;
    expect(inside).toBe(1);
    await wait(20);
    inside -= 1;
    return done;
  });
  const keys = ['a', 'b', 'c'];
  const runs = await Promise.all(keys.map((key) => bench.runner().run(job, { ...asked, key })));
  expect(runs.map((run) => run?.state)).toEqual(['done', 'done', 'done']);
});

test('what a retry may help is tried again, each time after a longer wait', async () => {
  let tries = 0;
  const job = bench.job(() => {
    tries += 1;
    return tries < 3
      ? Promise.reject(new TaskFailure('正被另一个进程写入', { isPassing: true }))
      : Promise.resolve(done);
  });
  expect(await bench.runner().run(job, asked)).toMatchObject({ state: 'done', attempts: 3 });
  expect(bench.waits).toEqual([10_000, 30_000]);
});

test('it gives up after the last try, and does not try again where that cannot help', async () => {
  const passing = bench.job(() => Promise.reject(new TaskFailure('忙', { isPassing: true })));
  expect(await bench.runner().run(passing, asked)).toMatchObject({
    state: 'failed',
    attempts: 3,
    message: '忙',
  });
  const lasting = bench.job(() => Promise.reject(new TaskFailure('磁盘已满', { outputs: { rows: 1 } })));
  expect(await bench.runner().run(lasting, { ...asked, key: 'full' })).toMatchObject({
    state: 'failed',
    attempts: 1,
    outputs: { rows: 1 },
  });
});

test('an error nobody foresaw is in the record, with its stack in the log', async () => {
  const job = bench.job(() => Promise.reject(new RangeError('怪事')));
  expect(await bench.runner().run(job, asked)).toMatchObject({ state: 'failed', message: '怪事' });
  expect((await bench.history.logOf('count.k')).join('\n')).toMatch(/RangeError: 怪事\s+at /);
});

test('a job that hangs is stopped at its limit and reported; what hangs on is not run beside', async () => {
  const heard: string[] = [];
  const job = bench.job(
    async ({ signal }) => {
      await once(signal, 'abort');
      heard.push('stop');
      throw new TaskFailure('半途', { outputs: { rows: 3 } });
    },
    { limitSeconds: 1 },
  );
  const run = await bench.runner().run(job, asked);
  expect(run).toMatchObject({ state: 'stopped', outputs: { rows: 3 } });
  expect(run?.message).toContain('超过 1 秒的时限');
  expect(heard).toEqual(['stop']);
  expect(
    await bench.runner().run(
      bench.job(() => Promise.resolve(done)),
      { ...asked, key: 'next' },
    ),
  ).toMatchObject({
    state: 'done',
  });
});

test('a server that ends stops its jobs; the next one goes on with the same run', async () => {
  const first = bench.runner();
  const started = new EventEmitter();
  const hasStarted = once(started, 'start');
  const running = first.run(
    bench.job(async ({ signal }) => {
      started.emit('start');
      await once(signal, 'abort');
      throw new TaskFailure('停在安全处');
    }),
    asked,
  );
  await hasStarted;
  await first.close();
  expect(await running).toMatchObject({ state: 'interrupted' });
  await bench.runner().recover(bench.job(() => Promise.resolve(done)));
  expect(await bench.history.list()).toMatchObject([{ id: 'count.k', state: 'done', attempts: 2 }]);
});

test('a run that kills its process every time is not begun for ever', async () => {
  const left: Run = {
    ...{ id: 'count.k', job: 'count', key: 'k', trigger: 'schedule', dueAt: null, state: 'running' },
    ...{ startedAt: bench.now.toISOString(), finishedAt: null, attempts: 3, message: '', outputs: {} },
  };
  await bench.history.claim(left);
  let times = 0;
  const job = bench.job(() => {
    times += 1;
    return Promise.resolve(done);
  });
  await bench.runner().recover(job);
  expect(times).toBe(0);
  expect(await bench.history.find('count.k')).toMatchObject({ state: 'failed' });
});

test('the history forgets the oldest runs of each job, and never one under way', async () => {
  const job = bench.job(() => Promise.resolve(done));
  for (const key of ['1', '2', '3', '4']) {
    bench.now = new Date(bench.now.getTime() + 60_000);
    await bench.runner().run(job, { ...asked, key });
  }
  expect(await bench.history.prune(2)).toBe(2);
  expect((await bench.history.list()).map(({ key }) => key)).toEqual(['4', '3']);
});
