import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deliverLittleCity } from '../fixtures/little-city.ts';
import { ServedHome } from '../fixtures/served-home.ts';
import { startServer } from './cockpit-process.ts';

const run = promisify(execFile);
const top = join(import.meta.dirname, '..', '..');

/** Mounting a disk takes a user namespace of one's own, which not every machine grants. */
const mayMount = await run('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).then(
  () => true,
  () => false,
);
if (!mayMount)
  console.log(
    'server-faults: the read-only disk is skipped, this machine grants no user namespace to mount one in',
  );

let served: ServedHome;
beforeAll(async () => {
  served = await ServedHome.open();
  await deliverLittleCity(served);
  expect((await served.build()).kind).toBe('published');
});
afterAll(() => served.close());

test('a request under way is answered when the server is told to end; a new one is not taken', async () => {
  const server = await startServer(served.home.root);
  const body = JSON.stringify({ title: '关于加快城区停车场建设的建议', body: '老旧小区停车难。' });
  const asked = request(`${server.url}/api/v1/suggestions/duplicates`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) },
  });
  const answered = once(asked, 'response');
  const half = Buffer.from(body).subarray(0, 20);
  // Half of the question is at the server: it has begun with it.
  await new Promise<void>((resolve) => asked.write(half, () => resolve()));
  await (await fetch(`${server.url}/healthz`)).text();
  const ended = server.stop();
  await expect
    .poll(
      () =>
        fetch(`${server.url}/healthz`).then(
          () => 'taken',
          () => 'refused',
        ),
      { timeout: 8_000, interval: 50 },
    )
    .toBe('refused');
  asked.end(Buffer.from(body).subarray(20));
  const [response] = (await answered) as [IncomingMessage];
  expect(response.statusCode).toBe(200);
  response.resume();
  await once(response, 'end');
  // It ends in order, with code 0, or this throws.
  await ended;
});

test.skipIf(!mayMount)(
  'a server that starts on a read-only disk serves the last build and says what does not run',
  async () => {
    const disk = await mkdtemp(join(tmpdir(), 'cockpit-disk-'));
    const script =
      'set -e; mount -t tmpfs -o size=64m tmpfs "$disk"; cp -a "$home/." "$disk"; mount -o remount,ro "$disk"; exec "$node" "$entry"';
    const child = spawn('unshare', ['-rm', 'sh', '-c', script], {
      cwd: top,
      env: {
        ...process.env,
        ...{ disk, home: served.home.root, node: process.execPath, entry: join(top, 'bin', 'start.mjs') },
        ...{ COCKPIT_HOME: disk, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'warn' },
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const said: string[] = [];
    try {
      const address = await new Promise<string>((resolve, reject) => {
        createInterface(child.stdout).on('line', (line) => {
          said.push(line);
          const found = /请打开 (http:\S+)/.exec(line)?.[1];
          if (found !== undefined) resolve(found);
        });
        child.once('exit', (code) =>
          reject(new Error(`it ended with ${code ?? 'a signal'}: ${said.join('\n')}`)),
        );
      });
      const answer = await fetch(`${address}/api/v1/metrics/general_revenue?period=2026`);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({ rows: [{ value: 400.4 }] });
      expect(said.join('\n')).toMatch(/后台任务没有启动：磁盘是只读的/);
    } finally {
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      await rm(disk, { recursive: true, force: true });
    }
  },
);
