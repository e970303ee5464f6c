import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formats } from '../../jobs/reports/report-store.ts';
import { makeReport } from '../../reports.ts';
import { readSettings } from '../../settings.ts';
import { deliverLittleCity } from '../fixtures/little-city.ts';
import type { RawRow } from '../fixtures/raw-tables.ts';
import { ServedHome } from '../fixtures/served-home.ts';
import { pdfPages } from '../fixtures/written-text.ts';

const run = promisify(execFile);
const office = spawnSync('soffice', ['--version']).status === 0;

const session = {
  id: 'cwh-36',
  name: '市第三十六次会议',
  opens: '2026-03-20',
  from: '2026-01',
  to: '2026-02',
};
/** Longer than any name of a department that is known: 41 characters. */
const longName = (code: string) =>
  `市人力资源和社会保障局（市退役军人事务局、市医疗保障局、市社会保险基金管理中心）${code}处`;
const departments = ['301', '302', '303', '304'];

let served: ServedHome;
let folder: string;

/** A city whose amounts, counts and names are all as long as they come, with red warnings of several departments. */
beforeAll(async () => {
  served = await ServedHome.open();
  await deliverLittleCity(served);
  const named = departments.map((code) => ({ department_code: code, department_name: longName(code) }));
  await served.deliver(
    'finance_budget',
    [2025, 2026].flatMap((fiscal_year) =>
      named.map((department) => ({ ...department, fiscal_year, amount: 987_654_321_012.34 })),
    ),
  );
  const finding = (department: RawRow, at: number): RawRow => ({
    ...department,
    finding_id: `L${at}`,
    found_on: '2025-01-10',
    due_on: '2025-02-10',
  });
  await served.deliver(
    'audit_findings',
    named.flatMap((department, at) => [0, 1, 2].map((one) => finding(department, at * 10 + one))),
  );
  const month = 412_345_678_901.23;
  const amount = (year: number, at: number, share: number): RawRow => ({
    period: `${year}-0${at}-01`,
    month_amount: (month * share).toFixed(2),
    year_to_date_amount: (Number((month * share).toFixed(2)) * at).toFixed(2),
    budget_amount: 3_987_654_321_012.34,
  });
  await served.deliver(
    'finance_revenue',
    [1, 2, 3].flatMap((at) => [amount(2025, at, 1), amount(2026, at, 1.002)]),
  );
  await served.deliver('finance_debt', [
    { period: '2025-03-01', limit_amount: 412_345_678_901, balance_amount: 398_765_432_109 },
    { period: '2026-03-01', limit_amount: 412_345_678_901, balance_amount: 398_765_432_109 },
  ]);
  await served.deliver('livelihood_candidates', [{}]);
  await served.deliver('livelihood_milestones', [{ due_on: '2026-02-10' }]);
  await served.deliver('livelihood_progress', [{ period: '2026-02-01' }]);
  await served.deliver('suggestions_register', [{}]);
  await served.deliver('suggestions_handlers', [{}]);
  const outcome = await served.build();
  expect(outcome.kind, JSON.stringify(outcome)).toBe('published');
  await writeFile(served.home.sessions, JSON.stringify([session]));
  folder = await mkdtemp(join(tmpdir(), 'cockpit-brief-'));
});
afterAll(async () => {
  await served.close();
  await rm(folder, { recursive: true, force: true });
});

const make = (period: string) =>
  makeReport(
    {
      settings: readSettings({ COCKPIT_HOME: served.home.root }),
      clock: () => new Date('2026-11-03T02:00:00Z'),
      say: () => undefined,
    },
    { template: 'leader-brief', period, formats, by: '张三', build: null },
  );
const fileOf = (files: ReadonlyMap<string, Buffer>, name: string) => files.get(name) ?? Buffer.alloc(0);

/** Months that were delivered, that were in part, that were not, and the first of a year; each kind of period. */
const periods = [
  '2026-01',
  '2026-03',
  '2026-11',
  '2027-01',
  '2026-Q1',
  '2026-Q4',
  '2026-H1',
  '2026-H2',
  '2025',
  '2026',
  session.id,
];

test.each(periods)(
  'the brief for %s is one page of PDF, and what it leaves out is on the screen',
  async (period) => {
    const { files } = await make(period);
    expect(await pdfPages(fileOf(files, 'report.pdf'))).toHaveLength(1);
    expect(fileOf(files, 'report.html').toString()).toContain('附录');
  },
);

test('the names of the city are as long as they are meant to be, and still one is given in full', async () => {
  const { document } = await make('2026-03');
  const text = document.blocks.flatMap((block) => ('text' in block ? [block.text] : [])).join('\n');
  expect(text).toContain(longName('301'));
  expect(text).not.toContain(longName('302'));
  expect(text).toContain('与上年同期基本持平');
});

test('the Word file of the longest brief is one page in LibreOffice', async ({ skip }) => {
  skip(!office, 'LibreOffice (soffice) is not installed here');
  const { files } = await make('2026-11');
  await writeFile(join(folder, 'brief.docx'), fileOf(files, 'report.docx'));
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
  await run('soffice', [
    profile,
    '--headless',
    '--convert-to',
    'pdf',
    '--outdir',
    folder,
    join(folder, 'brief.docx'),
  ]);
  expect(await pdfPages(await readFile(join(folder, 'brief.pdf')))).toHaveLength(1);
});
