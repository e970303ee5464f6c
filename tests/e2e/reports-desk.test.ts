import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { jobTexts } from '../../cockpit/locale/jobs.ts';
import { reportTexts } from '../../cockpit/locale/reports.ts';
import { ReportStore } from '../../jobs/reports/report-store.ts';
import { makeReport, type MadeReport } from '../../reports.ts';
import { readSettings } from '../../settings.ts';
import { writeJson } from '../../warehouse/home.ts';
import { launchBrowser } from '../browser.ts';
import { deliverLittleCity } from '../fixtures/little-city.ts';
import { ServedHome } from '../fixtures/served-home.ts';
import { startServer, type Server } from './cockpit-process.ts';

let served: ServedHome;
let server: Server;
let browser: Browser;
let made: MadeReport;
const acting = { at: new Date('2026-11-03T03:00:00Z'), by: '李四' };

beforeAll(async () => {
  served = await ServedHome.open();
  const { home } = served;
  await deliverLittleCity(served);
  expect((await served.build()).kind).toBe('published');
  const deps = {
    settings: readSettings({ COCKPIT_HOME: home.root }),
    clock: () => acting.at,
    say: () => undefined,
  };
  const request = { template: 'fiscal-analysis', period: '2026-02', by: '张三', build: null };
  made = await makeReport(deps, { ...request, formats: ['html'] });
  const store = new ReportStore(home.reports);
  await store.advance(made.report.id, 'reviewed', acting);
  await store.advance(made.report.id, 'published', acting);
  // One of an older version, one that is being made, and a clock that should have rung since long ago.
  await mkdir(join(home.reports, 'old.2025-12.build'), { recursive: true });
  await writeFile(join(home.reports, 'old.2025-12.build', 'report.json'), '{"version":0}');
  await writeJson(join(home.jobs, 'since.json'), { since: '2020-01-01T00:00:00.000Z' });
  server = await startServer(home.root);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await served.close();
});

async function open(path: string) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(`${server.url}${path}`);
  return { page, faults };
}

test('the reports are listed with their state; one that cannot be read is named, and one is previewed', async () => {
  const { page, faults } = await open('/desk/reports');
  const row = page.locator('tbody tr', { hasText: '财政运行分析' });
  await row.waitFor();
  expect(await row.innerText()).toContain('已发布');
  const unreadable = page.getByRole('alert').filter({ hasText: reportTexts.unreadable });
  expect(await unreadable.innerText()).toContain('old.2025-12.build');
  await row.getByRole('button').click();
  const shown = page.frameLocator('iframe').locator('h1');
  await shown.waitFor();
  expect(await shown.innerText()).toBe('全市财政运行分析（2026年2月）');
  expect(faults).toEqual([]);
  await page.close();
});

test('how far a report is that is being made is shown, and goes when it is done', async () => {
  const place = join(served.home.reports, '.making', 'tax-analysis.2026-02.json');
  const facts = { template: 'tax-analysis', title: '税收分析报告', period: '2026-02', by: '张三' };
  await writeJson(place, { ...facts, done: 5, total: 20, at: new Date().toISOString() });
  const { page } = await open('/desk/reports');
  const bar = page.getByRole('progressbar');
  await bar.waitFor();
  expect(await bar.getAttribute('value')).toBe('5');
  expect(await page.locator('.making').innerText()).toContain('25%');
  await writeJson(place, { ...facts, done: 15, total: 20, at: new Date().toISOString() });
  await page.locator('progress[value="15"]').waitFor();
  await writeJson(place, { ...facts, done: 15, total: 20, at: '2026-01-01T00:00:00.000Z' });
  await bar.waitFor({ state: 'detached' });
  await page.close();
});

test('a file is verified by its content, and an altered one is not', async () => {
  const { page, faults } = await open('/desk/reports/verify');
  const bytes = made.files.get('report.html') ?? Buffer.alloc(0);
  const input = page.locator('input[type=file]');
  const file = (buffer: Buffer) => ({ name: '报告.html', mimeType: 'text/html', buffer });
  await input.setInputFiles(file(bytes));
  const answer = page.locator('.answer');
  await answer
    .getByText(reportTexts.verify.match('财政运行分析', '2026-02', 'report.html', '已发布'))
    .waitFor();
  await input.setInputFiles(file(Buffer.concat([bytes, Buffer.from(' ')])));
  await answer.getByText(reportTexts.verify.none).waitFor();
  await page.locator('input[type=text]').fill(made.report.files[0]?.sha256.toUpperCase() ?? '');
  await page.getByRole('button', { name: reportTexts.verify.ask, exact: true }).click();
  await answer.getByText('已发布').waitFor();
  await page.locator('input[type=text]').fill('abc');
  await page.getByRole('button', { name: reportTexts.verify.ask, exact: true }).click();
  await answer.getByText(reportTexts.verify.malformed).waitFor();
  expect(faults).toEqual([]);
  await page.close();
});

test('a job that is late is told on the wall', async () => {
  const { page } = await open('/screen');
  const banner = page
    .getByRole('alert')
    .filter({ hasText: jobTexts.trouble({ title: '核对归档', state: 'late' }) });
  await banner.waitFor();
  expect(await banner.isVisible()).toBe(true);
  const { jobs } = (await (await fetch(`${server.url}/api/v1/jobs`)).json()) as {
    jobs: { id: string; state: string }[];
  };
  expect(jobs.find(({ id }) => id === 'verify')?.state).toBe('late');
  await page.close();
});
