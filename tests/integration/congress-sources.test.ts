import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadLayouts } from '../../etl/layouts.ts';
import { contracts } from '../../etl/sources/registry.ts';
import { IntakeBench, csv } from '../fixtures/intake-bench.ts';

/** Files of the congress through their own layouts: a good one, one with bad rows, and the corrected one. */
let bench: IntakeBench;
beforeEach(async () => {
  bench = await IntakeBench.open((await loadLayouts(contracts, '')).layouts);
});
afterEach(() => bench.close());

type Row = Readonly<Record<string, string>>;
const table = (rows: readonly Row[]): string[][] => {
  const header = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return [header, ...rows.map((row) => header.map((name) => row[name] ?? ''))];
};

async function rejected(delivery: string) {
  return (await bench.rejects(delivery)).map(({ row, code }) => `${String(row as number)} ${code as string}`);
}

const suggestion: Row = {
  建议编号: 'JY2026-0001',
  年度: '2026',
  会议届次: '市十四届人大六次会议',
  提出时间类别: '大会期间',
  是否议案转建议: '否',
  标题: '关于增设公交站的建议',
  正文: '一、现状\n村口没有站点。\n二、建议\n增设一处。',
  建议类别: '城建环保',
  '涉及县（市、区）': '鹿城区',
  领衔代表编号: 'WZ14-0001',
  联名代表编号: 'WZ14-0002、WZ14-0003',
  提出日期: '2026-01-20',
  审核日期: '2026-01-30',
  是否受理: '是',
  交办日期: '2026年2月10日',
  是否延期办理: '否',
  答复日期: '2026-04-30',
  已答复联名代表数: '2',
  办理结果类别: 'B类',
  反馈日期: '2026-05-06',
  办理态度满意度: '满意',
  办理结果满意度: '不满意',
  再次答复日期: '2026-05-20',
  办结日期: '2026-05-21',
  承诺完成日期: '2027-03-31',
};

describe('suggestions', () => {
  const wrong: readonly (readonly [Row, string])[] = [
    [{ 标题: '关于修路的建议；关于装灯的建议' }, 'one-matter'],
    [{ 联名代表编号: 'WZ14-0001', 已答复联名代表数: '1' }, 'cosigner-is-another'],
    [{ 是否议案转建议: '是' }, 'motion-has-ten'],
    [{ 是否受理: '否', 不予受理原因: '无具体内容' }, 'handed-over-when-admissible'],
    [{ 答复日期: '2026-02-09' }, 'answered-after-handed-over'],
    [{ 办理结果类别: 'E类' }, 'unknown_code'],
    [{ 办理结果类别: 'A类' }, 'promise-of-class-b'],
    [{ 已答复联名代表数: '3' }, 'cosigners-answered-within'],
    [{ 办理态度满意度: '' }, 'satisfaction-with-feedback'],
    [{ 办理结果满意度: '满意' }, 'again-after-dissatisfied'],
    [{ 并入建议编号: 'JY2026-0012' }, 'not-merged-into-itself'],
    [{ 反馈日期: '2026-12-31', 再次答复日期: '', 办结日期: '' }, 'not-in-the-future'],
  ];

  test('a good register, the same with rows that cannot be true, and the corrected one', async () => {
    const numbered = (row: Row, index: number): Row => ({
      ...suggestion,
      ...row,
      建议编号: `JY2026-${String(index + 1).padStart(4, '0')}`,
    });
    const good = wrong.map((_, index) => numbered({}, index));
    const first = await bench.take(csv(table(good)));
    expect(first.receipt.refusals).toEqual([]);
    expect(first.receipt.batches[0]).toMatchObject({
      contract: 'suggestions.register',
      rejected: 0,
      asOf: '2026-05-21',
    });
    const bad = wrong.map(([row], index) => numbered(row, index + (index === 10 ? 1 : 0)));
    const both = [
      ...bad,
      ...good.map((row, index) => ({ ...row, 建议编号: `JY2026-1${String(index).padStart(3, '0')}` })),
    ];
    const second = await bench.take(csv(table(both)), '2.csv', { by: 'test', reason: 'test' });
    // A text takes four lines of the file, and a row is named by its line.
    const found = await rejected(second.receipt.delivery);
    for (const [index, [, expected]] of wrong.entries())
      expect(found).toContain(`${2 + 4 * index} ${expected}`);
    const corrected = good.map((row, index) => ({ ...row, 标题: `关于第${index + 1}处公交站的建议` }));
    await bench.take(csv(table([...corrected])), '3.csv');
    const rows = await bench.inForce(
      'suggestions.register',
      'suggestion_id, title, body, area_code, handed_over_on',
    );
    expect(rows[0]).toMatchObject({
      title: '关于第1处公交站的建议',
      body: '一、现状\n村口没有站点。\n二、建议\n增设一处。',
      area_code: '330302',
    });
  });
});

const vote: Row = {
  项目编号: 'SS2026-01',
  实施年度: '2026',
  轮次: '1',
  票决日期: '2026-01-22',
  票决方式: '逐项表决',
  应选项目数: '1',
  全体代表数: '540',
  到会代表数: '400',
  发出票数: '400',
  收回票数: '398',
  未收回票数: '2',
  废票数: '3',
  有效票数: '395',
  赞成: '271',
  反对: '100',
  弃权: '24',
  是否作废: '否',
  是否通过: '是',
};

test('votes: every count adds up, a majority is of all deputies, a void round passes nothing', async () => {
  const rows: readonly (readonly [Row, string | null])[] = [
    [{}, null],
    // 270 of 540 is half, not more: a majority of those present does not pass.
    [{ 赞成: '270', 反对: '101' }, 'passed-by-all-deputies'],
    [{ 是否通过: '否' }, 'passed-by-all-deputies'],
    [
      { 到会代表数: '359', 发出票数: '359', 收回票数: '359', 未收回票数: '0', 有效票数: '356', 反对: '61' },
      'quorum',
    ],
    [{ 收回票数: '401', 未收回票数: '0', 有效票数: '398', 反对: '103' }, 'returned-within-issued'],
    [{ 未收回票数: '1' }, 'issued-adds-up'],
    [{ 废票数: '4' }, 'returned-adds-up'],
    [{ 弃权: '25' }, 'valid-adds-up'],
    [{ 发出票数: '401', 未收回票数: '3' }, 'present-within-deputies'],
    [{ 是否作废: '是' }, 'void-passes-nothing'],
    [{ 收回票数: '401', 未收回票数: '0', 是否作废: '是', 是否通过: '否' }, null],
  ];
  const outcome = await bench.take(
    csv(table(rows.map(([row], index) => ({ ...vote, ...row, 项目编号: `SS2026-${index + 1}` })))),
    '票决.csv',
    { by: 'test', reason: 'test' },
  );
  const found = await rejected(outcome.receipt.delivery);
  for (const [index, [, expected]] of rows.entries())
    if (expected !== null) expect(found).toContain(`${index + 2} ${expected}`);
    else expect(found.filter((line) => line.startsWith(`${index + 2} `))).toEqual([]);
});
