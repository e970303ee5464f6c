import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HousekeepingDeps } from '../../housekeeping.ts';
import { jobTasks } from '../../job-tasks.ts';
import { templateIds } from '../../jobs/reports/load-templates.ts';
import { ReportStore } from '../../jobs/reports/report-store.ts';
import { makeReport } from '../../reports.ts';
import { readSettings } from '../../settings.ts';
import { HomeApi } from '../fixtures/home-api.ts';
import { deliverLittleCity } from '../fixtures/little-city.ts';
import { ServedHome } from '../fixtures/served-home.ts';

let served: ServedHome;
let deps: HousekeepingDeps;
const session = {
  id: 'cwh-36',
  name: '市第三十六次会议',
  opens: '2026-03-20',
  from: '2026-01',
  to: '2026-02',
};

beforeAll(async () => {
  served = await ServedHome.open();
  await deliverLittleCity(served);
  // March fell against last year; in April last year had nothing, and May's budget is zero.
  const month = (period: string, amount: number, toDate: number, budget = 1200) => ({
    period: `${period}-01`,
    month_amount: amount,
    year_to_date_amount: toDate,
    budget_amount: budget,
  });
  await served.deliver('finance_revenue', [
    month('2025-03', 200, 450),
    month('2025-04', 0, 450),
    month('2025-05', 10, 460),
    month('2026-03', 150, 550.4),
    month('2026-04', 20, 570.4),
    month('2026-05', 10.03, 580.43, 0),
  ]);
  expect((await served.build()).kind).toBe('published');
  deps = {
    settings: readSettings({ COCKPIT_HOME: served.home.root }),
    clock: () => new Date('2026-03-10T02:00:00Z'),
    say: () => undefined,
  };
  await writeFile(served.home.sessions, JSON.stringify([session]));
});
afterAll(() => served.close());

const make = (template: string, period: string) =>
  makeReport(deps, { template, period, formats: ['html'], by: '张三', build: null });
const textOf = async (template: string, period: string) =>
  (await make(template, period)).document.blocks
    .flatMap((block) => ('text' in block ? [block.text] : []))
    .join('\n');

test.each(['2026-01', '2026-02', '2026-Q1', '2026-H1', '2025', '2026-11', '2027-01', session.id])(
  'every template reads as written for %s: nothing is left open, no heading stands alone',
  async (period) => {
    for (const template of await templateIds('/nowhere')) {
      const { document, files } = await make(template, period);
      const text = document.blocks.flatMap((block) => ('text' in block ? [block.text] : [])).join('\n');
      expect(text, template).not.toMatch(/NaN|undefined|null|Infinity|\{\{|有无|是无|，，|。。|，。|（）|::/);
      for (const [index, { kind }] of document.blocks.entries())
        if (kind === 'heading' && index > 0)
          expect(document.blocks[index + 1]?.kind, `${template} ${period} ${index}`).not.toMatch(
            /^(heading|undefined)$/,
          );
      expect(files.get('report.html')?.length ?? 0, template).toBeGreaterThan(2_000);
    }
  },
);

test('a fall, a zero to compare with and a budget of zero are said in words', async () => {
  expect(await textOf('fiscal-analysis', '2026-03')).toContain(
    '2026年3月，全市一般公共预算收入150.00元，同比下降25.0%',
  );
  expect(await textOf('fiscal-analysis', '2026-04')).toContain(
    '2026年4月，全市一般公共预算收入20.00元，上年同期为零，无法计算增幅',
  );
  const may = await textOf('fiscal-analysis', '2026-05');
  expect(may).toContain('2026年5月，全市一般公共预算收入10.03元，与上年同期基本持平（增长0.3%）');
  expect(may).toContain('没有可用的年度收入预算数，执行进度无法计算。');
});

test('January has no months before it, and a new year without data says so', async () => {
  const january = await textOf('fiscal-analysis', '2026-01');
  expect(january).toContain('2026年1月，全市一般公共预算收入300.30元，同比增长20.1%');
  expect(january).toContain('2026年1月完成年度收入预算的25.0%，快于时间进度16.7个百分点。');
  expect(january).not.toContain('累计');
  expect(await textOf('fiscal-analysis', '2027-01')).toContain(
    '2027年1月的收入月报尚未报送，本年也没有更早的月报，本节暂不分析。',
  );
});

test('a month that was not delivered says what there is up to then, once', async () => {
  const text = await textOf('fiscal-analysis', '2026-11');
  expect(text).toContain('2026年11月的收入月报尚未报送。2026年1—5月，全市一般公共预算收入累计580.43元');
});

test('a session’s report bears its name and speaks of its months', async () => {
  const { document } = await make('fiscal-analysis', session.id);
  expect(document).toMatchObject({ issue: session.name, months: '2026年1—2月', period: session.id });
  expect(document.blocks[0]).toMatchObject({ text: `全市财政运行分析（${session.name}）` });
  expect(await textOf('fiscal-analysis', session.id)).toContain('2026年1—2月，全市一般公共预算收入400.40元');
  await expect(make('fiscal-analysis', 'cwh-99')).rejects.toThrow(/cwh-99.*或会议：cwh-36/);
});

test('the warnings of a report are those of the API, with who must explain', async () => {
  const api = await HomeApi.open(served.home);
  const standing = await api.value('warnings', { period: '2026-02', severity: 'red,yellow' });
  api.close();
  const own = '---\ntitle: 预警\n---\n::warnings 全部 | severity=red,yellow top=500\n';
  await mkdir(served.home.templates, { recursive: true });
  await writeFile(join(served.home.templates, 'own.md'), own);
  const { document } = await make('own', '2026-02');
  const list = document.blocks.find((block) => block.kind === 'list');
  expect(list?.rows.length ?? 0).toBe(standing ?? 0);
  expect(list?.rows.length ?? 0).toBeGreaterThan(0);
  for (const row of list?.rows ?? []) {
    expect(row[0]?.text).toMatch(/^(红色|黄色)$/);
    expect(row[3]?.unit).not.toBeNull();
    expect(row[5]?.text).not.toBe('');
  }
  const groups = list?.printed.groups ?? [];
  expect(groups.flatMap(({ rows }) => rows).sort((a, b) => a - b)).toEqual(list?.rows.map((_, at) => at));
  for (const { title, rows } of groups) {
    expect(title).toContain(`${rows.length}条）`);
    for (const at of rows) {
      expect(title).toContain(`${list?.rows[at]?.[1]?.text ?? '?'}（${list?.rows[at]?.[0]?.text ?? '?'}`);
      expect(list?.rows[at]?.[2]?.text).not.toMatch(/。：|[\u4e00-\u9fff] \d/);
    }
  }
  expect(document.appendix.map(({ metric }) => metric.id)).toContain('warnings');
});

test.each([
  ['unchanged: 很小', '第 3 行，unchanged：应为 0 到 0.2 的数'],
  ['colour: red', '第 3 行，colour：没有这一项'],
  ['issues: weekly', '第 3 行，issues：只能是 month'],
  ['needs: no_such', '第 3 行：指标 no_such 不存在'],
])('a mistake in the head (%s) is told by line and key', async (line, message) => {
  await writeFile(join(served.home.templates, 'own.md'), `---\ntitle: 错\n${line}\n---\n一段。\n`);
  await expect(make('own', '2026-02')).rejects.toThrow(message);
});

test.each([
  [
    '{{value general_revenu}}',
    '第 4 行，{{value general_revenu}}：指标 general_revenu 不存在；相近的有 general_revenue',
  ],
  ['{{value general_revenue span=all}}', 'span=all 不对，span 只能是 period、ytd、history'],
  ['{{value general_revenue colour=red}}', '没有 colour 这个维度'],
  ['{{value gdp}}', 'territory（统计区域）不能相加，要写明一个值：territory=…'],
  ['{{top general_revenue}}', 'top 要写明 by=维度'],
  ['收入{{value general_revenue', '里的 {{ 和 }} 不成对'],
  ['::when has general_revenue\n有。', '第 4 行：::when 后面没有 ::end'],
  ['::end', '第 4 行：::end 前面没有对应的 ::when'],
  ['::when general_revenue ~ 1\n::end', '第 4 行：条件“general_revenue ~ 1”无法识别'],
  ['::chart pie 图 | general_revenue', '没有“pie”这种图；可用的图：cumulative'],
  ['::warnings 预警 | rules=no_such', '没有预警规则 no_such'],
  ['::table 表 | by=area top=0 | general_revenue', 'top=0 应为 1 以上的整数'],
])('a mistake in the text (%s) is told by line and word', async (line, message) => {
  await writeFile(join(served.home.templates, 'own.md'), `---\ntitle: 错\n---\n${line}\n`);
  await expect(make('own', '2026-02')).rejects.toThrow(message);
});

test('one record that cannot be read hides no other, and says why', async () => {
  const store = new ReportStore(served.home.reports);
  const before = (await store.list()).reports.length;
  const place = join(served.home.reports, 'old.2025-12.build');
  await mkdir(place, { recursive: true });
  await writeFile(join(place, 'report.json'), '{"id":"old.2025-12.build","version":0}');
  const { reports, unreadable } = await store.list();
  expect(reports).toHaveLength(before);
  expect(unreadable).toMatchObject([{ id: 'old.2025-12.build' }]);
  expect(unreadable[0]?.why).toMatch(/无法读取（template：/);
  await expect(store.find('old.2025-12.build')).rejects.toThrow('请移走整个文件夹后重新生成');
});

test('the clock makes what is due once, waits for what is late, and no longer than ten days', async () => {
  await writeFile(
    join(served.home.templates, 'own.md'),
    '---\ntitle: 月报\nissues: month, session\ndue: 6\nneeds: general_revenue\n---\n收入{{value general_revenue}}。\n',
  );
  for (const id of await templateIds('/nowhere'))
    await writeFile(join(served.home.templates, `${id}.md`), '---\ntitle: 不自动\n---\n一段。\n');
  const run = (moment: string) =>
    jobTasks.reports({
      ...deps,
      clock: () => new Date(moment),
      trigger: 'schedule',
      signal: new AbortController().signal,
    });
  // The session opens on 20 March: due six days before.
  expect((await run('2026-03-13T08:00:00+08:00')).outputs).toMatchObject({ waiting: [], failed: [] });
  const made = (await run('2026-03-14T08:00:00+08:00')).outputs.made;
  expect(made).toEqual([expect.stringMatching(/^own\.cwh-36\./)]);
  expect((await run('2026-03-15T08:00:00+08:00')).outputs).toMatchObject({ made: [], waiting: [] });
  expect((await run('2026-07-06T08:00:00+08:00')).outputs).toMatchObject({
    made: [],
    waiting: ['own 2026-06'],
  });
  const late = await run('2026-07-16T08:00:00+08:00');
  expect(late.outputs.made).toEqual([expect.stringMatching(/^own\.2026-06\./)]);
  expect(late.message).toBe('做了 1 份到期的报告草稿');
});
