import * as XLSX from '@e965/xlsx';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HousekeepingDeps } from '../../housekeeping.ts';
import { compareReports } from '../../jobs/reports/compare.ts';
import { ReportStore, sha256Of } from '../../jobs/reports/report-store.ts';
import { makeReport, type MadeReport } from '../../reports.ts';
import { readSettings } from '../../settings.ts';
import { askedAgain } from '../fixtures/asked-again.ts';
import { HomeApi } from '../fixtures/home-api.ts';
import { deliverLittleCity } from '../fixtures/little-city.ts';
import { ServedHome } from '../fixtures/served-home.ts';

let served: ServedHome;
let deps: HousekeepingDeps;
let made: MadeReport;
const request = {
  template: 'fiscal-analysis',
  period: '2026-02',
  formats: ['html', 'xlsx'],
  by: '张三',
  build: null,
} as const;

beforeAll(async () => {
  served = await ServedHome.open();
  await deliverLittleCity(served);
  expect((await served.build()).kind).toBe('published');
  deps = {
    settings: readSettings({ COCKPIT_HOME: served.home.root }),
    clock: () => new Date('2026-11-03T02:00:00Z'),
    say: () => undefined,
  };
  made = await makeReport(deps, request);
});
afterAll(() => served.close());

const html = () => made.files.get('report.html')?.toString() ?? '';
const book = () => XLSX.read(made.files.get('report.xlsx'), { cellFormula: true, cellNF: true });

test('every figure of the text is what the API answers, and is written out in both formats', async () => {
  const api = await HomeApi.open(served.home);
  const sheet = book().Sheets['文中的数'];
  const lines = sheet ? XLSX.utils.sheet_to_json<unknown[]>(sheet, { header: 1 }).slice(7) : [];
  expect(made.document.figures.length).toBeGreaterThan(12);
  for (const [index, figure] of made.document.figures.entries()) {
    const { metric, value, text } = figure;
    expect(value, `${metric.id} ${figure.asked ?? ''}`).toBe(await askedAgain(api, figure));
    expect(html()).toContain(text);
    expect(lines[index]?.slice(0, 2)).toEqual([metric.name, value ?? '']);
  }
  api.close();
});

test('sentences agree with the numbers, and read as a person would write them where there are none', () => {
  // 400.40 in January and February; only January can be compared: 300.30 against 250.00.
  expect(html()).toContain('2026年1—2月累计收入400.40元，同比增长20.1%（可比月份为2026年1月）');
  expect(html()).toContain('2026年1—2月完成年度收入预算的33.4%，快于时间进度16.7个百分点。');
  // Nothing of February 2025 was ever reported.
  expect(html()).toContain('2026年2月，全市一般公共预算收入100.10元，上年同期没有数据，不作比较');
  expect(html()).toContain('2026年1—2月没有土地出让收入数据');
  expect(html()).toContain('“基本持平”指相差不超过0.5个百分点（含）');
  expect(html()).toContain('示例数据：不是真实的财政数据');
  expect(html()).toContain('支付明细2026年2月.csv');
  expect(html()).not.toMatch(/NaN|undefined|null|Infinity/);
});

test('charts are drawn from the same rows, and nothing of the file comes from elsewhere', () => {
  expect(html().match(/<svg /g)).toHaveLength(2);
  expect(html()).toMatch(/<svg [^]*2026[^]*<\/svg>/);
  expect(html()).not.toMatch(/<script|<link|src=|@import/);
});

test('the workbook has real numbers, and nothing that is a formula', () => {
  const { Sheets, SheetNames } = book();
  expect(SheetNames).toEqual(['文中的数', '表1', '表2', '表3', '口径', '来源']);
  const cells = Object.values(Sheets).flatMap((sheet) =>
    Object.entries(sheet).flatMap(([at, cell]) => (at.startsWith('!') ? [] : [cell as XLSX.CellObject])),
  );
  expect(cells.filter(({ f }) => f !== undefined)).toEqual([]);
  const revenue = Sheets['表1']?.B3 as XLSX.CellObject;
  expect(revenue).toMatchObject({ t: 'n', v: 400.4, z: '#,##0.00' });
});

test('the same template, period and build give the same bytes', async () => {
  const again = await makeReport(deps, request);
  for (const [name, bytes] of made.files) expect(again.files.get(name)?.equals(bytes), name).toBe(true);
  expect(again.report).toEqual(made.report);
  expect(compareReports(made.report, again.report)).toEqual([]);
});

test('a report is reviewed, then published, then never changed; its file is known again, an altered one is not', async () => {
  const store = new ReportStore(served.home.reports);
  const acting = { at: new Date('2026-11-03T03:00:00Z'), by: '李四' };
  const { id } = made.report;
  await expect(store.advance(id, 'published', acting)).rejects.toThrow('只有“已审”才能发布');
  await store.advance(id, 'reviewed', acting);
  const published = await store.advance(id, 'published', acting);
  expect(published.history.map(({ action, by }) => [action, by])).toEqual([
    ['made', '张三'],
    ['reviewed', '李四'],
    ['published', '李四'],
  ]);
  const other = new Map([['report.html', Buffer.from('另一份')]]);
  await expect(store.keep(made.report, other, acting)).rejects.toThrow('已发布，不能改动');
  const file = join(served.home.reports, id, 'report.html');
  expect(await store.verify(sha256Of(await readFile(file)))).toMatchObject([
    { name: 'report.html', report: { id } },
  ]);
  await appendFile(file, ' ');
  expect(await store.verify(sha256Of(await readFile(file)))).toEqual([]);
});

test('the office’s own template takes the place of ours; a mistake in it is told by its line', async () => {
  const { templates } = served.home;
  await mkdir(templates, { recursive: true });
  const own = '---\ntitle: 自己的\n---\n# {{period}}\n\n收入{{value general_revenue span=ytd}}。\n';
  await writeFile(join(templates, 'leader-brief.md'), own);
  const { document } = await makeReport(deps, { ...request, template: 'leader-brief' });
  expect(document).toMatchObject({
    title: '自己的',
    blocks: [{ text: '2026年2月' }, { text: '收入400.40元。' }],
  });
  const fails = async (text: string) => {
    await writeFile(join(templates, 'own.md'), text);
    return makeReport(deps, { ...request, template: 'own' }).then(
      () => 'made',
      (error: unknown) => (error instanceof Error ? error.message : ''),
    );
  };
  expect(await fails('---\ntitle: 错\n---\n收入{{total general_revenue}}')).toMatch(
    /第 4 行，{{total general_revenue}} 无法识别/,
  );
  expect(await fails('---\ntitle: 错\n---\n收入{{value no_such}}')).toContain('指标 no_such 不存在');
  expect(await fails('---\ntitle: 错\n---\n::table 表 | by=tax_kind | general_revenue')).toContain(
    '没有 tax_kind 这个维度',
  );
  expect(await fails('title: 错')).toContain('的开头应为两行 ---');
});
