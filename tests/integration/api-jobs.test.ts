import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { jobRunLogSchema, jobsSchema } from '../../api/contracts/jobs.ts';
import { reportsSchema } from '../../api/contracts/reports.ts';
import { Clockwork } from '../../clockwork.ts';
import type { HousekeepingDeps } from '../../housekeeping.ts';
import type { Run } from '../../jobs/run.ts';
import { reportsKnown } from '../../reports-known.ts';
import { makeReport } from '../../reports.ts';
import { readSettings } from '../../settings.ts';
import { Telemetry } from '../../telemetry.ts';
import { writeJson } from '../../warehouse/home.ts';
import { answerOf, ApiBench } from '../fixtures/api-bench.ts';
import { deliverLittleCity } from '../fixtures/little-city.ts';

let bench: ApiBench;
let clockwork: Clockwork;
let deps: HousekeepingDeps;
beforeAll(async () => {
  bench = await ApiBench.open();
  const { home } = bench.served;
  await deliverLittleCity(bench.served);
  expect((await bench.served.build()).kind).toBe('published');
  await bench.live.refresh();
  deps = {
    settings: readSettings({ COCKPIT_HOME: home.root }),
    clock: () => new Date('2026-11-09T02:00:00Z'),
    say: () => undefined,
  };
  await writeJson(join(home.jobs, 'since.json'), { since: '2026-11-01T00:00:00.000Z' });
  await writeFile(home.jobPlan, JSON.stringify({ reports: { enabled: false } }));
  clockwork = await Clockwork.open(deps);
});
afterAll(async () => {
  await clockwork.close();
  await bench.close();
});

const request = () =>
  bench.request({
    jobs: { jobs: () => clockwork.known(), run: (id) => clockwork.runWithLog(id) },
    reports: reportsKnown(bench.served.home, bench.served.clock),
  });

test('the jobs say when they are next due, which is late and since when, and what is not set up', async () => {
  const { body } = await answerOf(request().get('/api/v1/jobs').expect(200));
  const { timezone, jobs, runs } = jobsSchema.parse(body);
  expect(timezone).toBe('Asia/Shanghai');
  expect(runs).toEqual([]);
  expect(jobs.map(({ id, state }) => [id, state])).toEqual([
    ['ingest', 'waiting'],
    ['build', 'waiting'],
    ['reports', 'off'],
    ['backup', 'off'],
    ['verify', 'late'],
    ['prune', 'waiting'],
  ]);
  expect(jobs.find(({ id }) => id === 'verify')).toMatchObject({
    lateSince: '2026-11-07T19:00:00.000Z',
    nextAt: '2026-11-14T19:00:00.000Z',
  });
  expect(jobs.find(({ id }) => id === 'backup')?.unavailable).toContain('COCKPIT_BACKUP_DIR');
});

test('a run is found by its id with its log, and nothing else is', async () => {
  const run: Run = {
    ...{
      id: 'build.k',
      job: 'build',
      key: 'k',
      trigger: 'person',
      dueAt: null,
      state: 'failed',
      attempts: 1,
    },
    ...{
      startedAt: '2026-11-09T01:00:00.000Z',
      finishedAt: '2026-11-09T01:01:00.000Z',
      message: '检查未通过',
    },
    outputs: {},
  };
  await clockwork.history.claim(run);
  await clockwork.history.log(run.id, new Date('2026-11-09T01:00:30Z'), '第一行');
  const { body } = await answerOf(request().get('/api/v1/jobs/runs/build.k').expect(200));
  expect(jobRunLogSchema.parse(body)).toMatchObject({
    run: { state: 'failed' },
    log: [expect.stringContaining('第一行')],
  });
  for (const id of ['no.such', '..%2fsince', '.hidden'])
    await request().get(`/api/v1/jobs/runs/${id}`).expect(404);
  const all = await answerOf(request().get('/api/v1/jobs').expect(200));
  expect(jobsSchema.parse(all.body).jobs[1]).toMatchObject({ id: 'build', state: 'failing' });
  await bench.request().get('/api/v1/jobs').expect(404);
});

const media = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  html: 'text/html; charset=utf-8',
} as const;

test('a report is listed; each of its files is served as it was kept, named, and without leave to run anything', async () => {
  const { report, files } = await makeReport(deps, {
    ...{ template: 'leader-brief', period: '2026-02', by: '张三', build: null },
    formats: ['docx', 'pdf', 'xlsx', 'html'],
  });
  const { body } = await answerOf(request().get('/api/v1/reports').expect(200));
  expect(body).toEqual(reportsSchema.parse({ reports: [report], unreadable: [], making: [] }));
  expect(report.files.map(({ name }) => name).sort()).toEqual(
    ['report.docx', 'report.html', 'report.pdf', 'report.xlsx'].sort(),
  );
  for (const format of ['docx', 'pdf', 'xlsx', 'html'] as const) {
    const name = `report.${format}`;
    const address = `/api/v1/reports/${report.id}/${name}`;
    const sum = report.files.find((file) => file.name === name)?.sha256;
    const answer = await answerOf(request().get(address).responseType('blob').expect(200));
    const bytes = answer.body as Buffer;
    expect(bytes.equals(files.get(name) ?? Buffer.alloc(0)), name).toBe(true);
    expect(createHash('sha256').update(bytes).digest('hex'), name).toBe(sum);
    const { headers } = answer;
    expect(headers['content-type']).toBe(media[format]);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers.etag).toBe(`"${sum ?? ''}"`);
    expect(headers['cache-control']).toBe('private, no-cache');
    if (format === 'html') {
      expect(headers['content-disposition']).toBeUndefined();
      expect(headers['x-frame-options']).toBe('SAMEORIGIN');
      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      );
    } else {
      const given = /^attachment; .*filename\*=UTF-8''(\S+)$/.exec(headers['content-disposition'] ?? '');
      expect(decodeURIComponent(given?.[1] ?? ''), name).toBe(`领导简报 2026-02.${format}`);
    }
    const again = await request()
      .get(address)
      .set('If-None-Match', headers.etag ?? '')
      .expect(304);
    expect(again.text).toBeFalsy();
    await request().get(address).set('If-None-Match', '"another"').expect(200);
  }
  await request().get(`/api/v1/reports/${report.id}/report.json`).expect(404);
  const html = `/api/v1/reports/${report.id}/report.html`;
  await appendFile(join(bench.served.home.reports, report.id, 'report.html'), ' ');
  await request().get(html).expect(404);
});

test('Prometheus finds the build, the data’s age and the jobs in trouble, on a port of its own', async () => {
  const telemetry = new Telemetry();
  telemetry.watch({ home: bench.served.home, warehouse: bench.live, clockwork });
  const server = await telemetry.listen(0, '127.0.0.1');
  const { port } = server.address() as AddressInfo;
  try {
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(text).toMatch(/^cockpit_build_timestamp_seconds \d+/m);
    expect(text).toContain('cockpit_build_failed 0');
    expect(text).toMatch(/cockpit_dataset_as_of_timestamp_seconds\{dataset="finance.payments"\} \d+/);
    expect(text).toContain('cockpit_job_trouble{job="verify",trouble="late"} 1');
    expect(text).toContain('cockpit_job_trouble{job="build",trouble="failing"} 1');
    expect(text).toMatch(/cockpit_home_free_bytes \d/);
    expect((await fetch(`http://127.0.0.1:${port}/api/v1/jobs`)).status).toBe(404);
    await request().get('/metrics').expect(404);
  } finally {
    server.close();
  }
});
