import { readdir, stat } from 'node:fs/promises';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { addWarningCommands } from '../../commands/warnings.ts';
import { UsageError } from '../../housekeeping.ts';
import { readSettings } from '../../settings.ts';
import { ServedHome } from '../fixtures/served-home.ts';

let served: ServedHome;
const debt = (month: string, opening: number, issued = 0) => ({
  period: `2026-${month}-01`,
  area_code: '330327',
  limit_amount: 100,
  new_quota_amount: issued,
  opening_amount: opening,
  new_issued_amount: issued,
  balance_amount: opening + issued,
});

beforeAll(async () => {
  served = await ServedHome.open();
  await served.deliver('finance_debt', [debt('01', 96), debt('02', 96, 5)], { fileName: '债务.xlsx' });
  expect((await served.build()).kind).toBe('published');
});
afterAll(() => served.close());

/** What the command says, with the home it is pointed at. */
async function warnings(args: readonly string[], home = served.home.root): Promise<string> {
  const said: string[] = [];
  const program = new Command('cockpit').exitOverride().configureOutput({ writeErr: () => undefined });
  addWarningCommands(program, {
    settings: readSettings({ COCKPIT_HOME: home }),
    clock: () => new Date('2026-11-03T02:00:00Z'),
    say: (line) => void said.push(line),
  });
  await program.parseAsync(['warnings', ...args], { from: 'user' });
  return said.join('\n');
}

const listSchema = z.object({
  period: z.string(),
  total: z.int(),
  warnings: z.array(z.object({ id: z.string(), severity: z.string(), value: z.number() })),
});
const listed = async (...args: readonly string[]) =>
  listSchema.parse(JSON.parse(await warnings(['list', '--json', ...args])));

describe('cockpit warnings list', () => {
  test('lists what stands at the end of the latest month, in words and as JSON', async () => {
    const text = await warnings([]);
    expect(text).toContain('2026-02 末成立的预警 1 条');
    expect(text).toContain('红色  政府债务接近或超过限额  苍南县');
    expect(text).toContain('财政局');
    const { period, total, warnings: found } = await listed();
    expect({ period, total, found }).toMatchObject({
      period: '2026-02',
      total: 1,
      found: [{ severity: 'red', value: 1.01 }],
    });
    expect(text).toContain(found[0]?.id ?? '-');
  });

  test('takes a month, a severity and a rule', async () => {
    expect((await listed('--period', '2026-01')).warnings).toMatchObject([{ severity: 'yellow' }]);
    expect((await listed('--severity', 'yellow')).total).toBe(0);
    expect((await listed('--rule', 'debt_near_limit')).total).toBe(1);
    expect((await listed('--rule', 'vote_void')).total).toBe(0);
  });

  test('says what is wrong with a wrong word, and what there is', async () => {
    await expect(warnings(['list', '--rule', 'x'])).rejects.toThrow(/没有预警规则“x”.*debt_near_limit/);
    await expect(warnings(['list', '--severity', 'blue'])).rejects.toThrow('yellow');
    await expect(warnings(['list', '--period', '2026-13'])).rejects.toThrow('应为月份');
  });

  test('says that there is no build yet', async () => {
    const empty = await ServedHome.open();
    await expect(warnings(['list'], empty.home.root)).rejects.toThrow(UsageError);
    await empty.close();
  });
});

describe('cockpit warnings show', () => {
  test('opens one to its numbers, thresholds and the rows of the file', async () => {
    const id = (await listed()).warnings[0]?.id ?? '';
    const text = await warnings(['show', id]);
    for (const told of [
      '依据：《中华人民共和国预算法》第三十五条',
      '分子（债务余额）：101',
      '分母（债务限额）：100',
      '数值 1.01，阈值 1',
      '自 2026-01 起连续 2 个月',
      '阈值 red = 1',
      'numerator：1 行，合计 101',
      '债务.xlsx 第 3 行',
      '此前 2026-01',
    ])
      expect(text).toContain(told);
    const shown = z
      .object({ warning: z.object({ id: z.string() }), proof: z.object({ rows: z.array(z.unknown()) }) })
      .parse(JSON.parse(await warnings(['show', id, '--limit', '1', '--json'])));
    expect(shown.warning.id).toBe(id);
    expect(shown.proof.rows).toHaveLength(1);
  });

  test('knows no other', async () => {
    await expect(warnings(['show', 'debt_near_limit-202602-x'])).rejects.toThrow('cockpit warnings list');
  });
});

describe('cockpit warnings backtest', () => {
  const debtRule = ['backtest', '--rule', 'debt_near_limit'];

  test('runs a rule over the past, with another threshold on trial, and changes nothing', async () => {
    const files = async () => {
      const names = (await readdir(served.home.root, { recursive: true })).sort();
      return Promise.all(
        names.map(async (name) => [name, (await stat(`${served.home.root}/${name}`)).mtimeMs]),
      );
    };
    const before = await files();
    expect((await warnings([...debtRule, '--from', '2021'])).split('\n')).toEqual([
      '政府债务接近或超过限额（debt_near_limit）：2026-01 至 2026-02，2 条，涉及 1 个对象',
      '2026-01  红色 0  黄色 1  供查看 0  其中新出现 1',
      '2026-02  红色 1  黄色 0  供查看 0  其中新出现 0',
    ]);
    expect(await warnings([...debtRule, '--from', '2026-02', '--set', 'red=1.05'])).toContain(
      '2026-02  红色 0  黄色 1',
    );
    expect(await warnings([...debtRule, '--from', '2026', '--set', 'yellow=0.97'])).toContain('1 条');
    expect(await warnings([...debtRule, '--from', '2021', '--to', '2025'])).toContain('没有可以判断的数据');
    expect(await files()).toEqual(before);
  });

  test('says what is wrong with what is asked', async () => {
    await expect(warnings(['backtest', '--rule', 'x', '--from', '2021'])).rejects.toThrow('没有预警规则');
    await expect(warnings([...debtRule, '--from', 'soon'])).rejects.toThrow('应为月份');
    await expect(warnings([...debtRule, '--from', '2021', '--set', 'green=1'])).rejects.toThrow(
      '可用的名称：yellow、red',
    );
    await expect(warnings([...debtRule, '--from', '2021', '--set', 'red'])).rejects.toThrow('名称=数值');
    await expect(warnings(['backtest', '--rule', 'debt_near_limit'])).rejects.toThrow('--from');
  });
});
