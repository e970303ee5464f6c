import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ruleSql, warningRules } from './registry.ts';
import {
  loadThresholds,
  segments,
  shippedThresholds,
  ThresholdsError,
  triedThresholds,
} from './thresholds.ts';

const own = {
  rule: 'debt_near_limit',
  name: 'yellow',
  value: 0.9,
  unit: 'share',
  who: '预算工委',
  when: '2026-07-10',
  why: '主任会议决定从严',
  source: '主任会议纪要',
  effective_from: '2026-07-01',
};

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cockpit-thresholds-'));
  file = join(folder, 'thresholds.json');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const written = async (entries: unknown): Promise<string> => {
  await writeFile(file, JSON.stringify(entries));
  return file;
};

describe('thresholds', () => {
  test.each([...warningRules.keys()])(
    '%s has a value for each parameter of its SQL, and no other',
    async (id) => {
      const sql = await ruleSql(id);
      const named = [...sql.matchAll(/\$([a-z_]+)/g)].map(([, name]) => name);
      const given = shippedThresholds.filter(({ rule }) => rule === id).map(({ name }) => name);
      expect([...new Set(named)].sort()).toEqual([...given, 'from', 'to'].sort());
    },
  );

  test('are of known rules alone, each said once', () => {
    const keys = shippedThresholds.map(({ rule, name }) => `${rule}.${name}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(shippedThresholds.filter(({ rule }) => !warningRules.has(rule))).toEqual([]);
  });

  test('of the office hold from their month on, and cut the months judged', async () => {
    const thresholds = await loadThresholds(await written([own]));
    expect(segments(thresholds, 'debt_near_limit', '2026-05-01', '2026-10-01')).toEqual([
      { from: '2026-05-01', to: '2026-06-01', values: { yellow: 0.95, red: 1 } },
      { from: '2026-07-01', to: '2026-10-01', values: { yellow: 0.9, red: 1 } },
    ]);
    expect(segments(thresholds, 'debt_near_limit', '2026-08-01', '2026-10-01')).toHaveLength(1);
  });

  test('without a file of the office are those of the house', async () => {
    expect(await loadThresholds(join(folder, 'none.json'))).toBe(shippedThresholds);
  });

  const refusal = async (entries: unknown): Promise<string> => {
    const loading = loadThresholds(await written(entries));
    await expect(loading).rejects.toThrow(ThresholdsError);
    return loading.then(
      () => '',
      (error: unknown) => (error instanceof Error ? error.message : ''),
    );
  };

  test.each([
    ['no list', { a: 1 }, '内容应为列表'],
    ['an entry that is none', ['yellow'], '第 1 项应为对象'],
    ['a key that is missing', [{ ...own, why: undefined }], '第 1 项的 why 不能缺少'],
    ['a key that is empty', [{ ...own, who: '' }], '第 1 项的 who 不能为空'],
    ['a value that is no number', [{ ...own, value: '0.9' }], '第 1 项的 value 应为数字'],
    ['a key there is none of', [{ ...own, note: '' }], '第 1 项有不认识的键“note”'],
    ['an unknown name', [{ ...own, name: 'green' }], '可用的名称：yellow、red'],
    ['an unknown rule', [{ ...own, rule: 'no_such_rule' }], '没有预警规则“no_such_rule”'],
    ['a unit there is none of', [{ ...own, unit: 'percent' }], '第 1 项的 unit 应为 points、share'],
    ['another unit', [{ ...own, unit: 'points' }], '第 1 项的 unit 有误'],
    ['two values for one day', [own, { ...own, value: 0.8 }], '第 2 项的 effective_from 有误'],
    ['a day that is none', [{ ...own, effective_from: '2026-13-01' }], '第 1 项的 effective_from 应为日期'],
    ['per cent for a share', [{ ...own, value: 90 }], '90% 写 0.9'],
    ['a share below nothing', [{ ...own, value: -3 }], '应为 0 到 2 之间的数'],
    [
      'a share beyond the whole',
      [{ ...own, rule: 'carry_over', value: 1.2 }],
      '1.2 超出范围，应为 0 到 1 之间的数（比例写作小数，90% 写 0.9）',
    ],
    ['yellow above red', [{ ...own, name: 'red', value: 0.9 }], 'yellow（0.95）高于 red（0.9）'],
    [
      'yellow below red where less is worse',
      [{ ...own, rule: 'tax_share_low', value: 0.5 }],
      'yellow（0.5）低于 red（0.55）',
    ],
    [
      'a month there is none of',
      [{ ...own, rule: 'tax_share_low', name: 'first_month', unit: 'month', value: 13 }],
      '应为 1 到 12 之间的整数',
    ],
    [
      'half a day',
      [{ ...own, rule: 'transfer_late', name: 'red', unit: 'days', value: 1.5 }],
      '应为 0 到 3660 之间的整数',
    ],
  ])('are refused for %s, with the place at fault and in Chinese', async (_, entries, said) => {
    const message = await refusal(entries);
    expect(message).toContain(said);
    expect(message).not.toMatch(/期望|接收|expected|received|invalid/i);
  });

  test('are refused with everything that is wrong at once', async () => {
    const message = await refusal([
      { ...own, value: 90 },
      { ...own, name: 'red', value: -1 },
      { ...own, rule: 'x' },
    ]);
    expect(message).toContain('3 处错误');
    for (const place of ['第 1 项', '第 2 项', '第 3 项']) expect(message).toContain(place);
    const shapes = await refusal([
      { ...own, who: '' },
      { ...own, when: 'soon' },
    ]);
    expect(shapes).toContain('第 1 项的 who');
    expect(shapes).toContain('第 2 项的 when');
  });

  test('may grow a change beyond all there was, and set both colours at once', async () => {
    const change = { ...own, rule: 'project_change', value: 1.5 };
    await expect(loadThresholds(await written([{ ...change, name: 'red' }]))).resolves.toBeDefined();
    const later = [
      { ...own, value: 0.6 },
      { ...own, name: 'red', value: 0.7 },
    ];
    await expect(loadThresholds(await written(later))).resolves.toBeDefined();
  });

  test.each([
    ['[', '第 1 行第 2 列'],
    ['[\n  {"rule": "x",}\n]', '第 2 行第 16 列'],
    ['[{"a":\n  x}]', '第 2 行第 3 列'],
    ['', '第 1 行第 1 列'],
    ['[1 2]', '缺少逗号'],
    ['[] // none', '注释'],
  ])('are refused when they are no JSON: %j', async (text, said) => {
    await writeFile(file, text);
    const loading = loadThresholds(file);
    await expect(loading).rejects.toThrow(ThresholdsError);
    await expect(loading).rejects.toThrow('不是有效的 JSON');
    await expect(loading).rejects.toThrow(said);
  });

  test('that ship are within their own bounds and orders', async () => {
    await expect(
      loadThresholds(
        await written(shippedThresholds.map((entry) => ({ ...entry, effective_from: '2026-01-01' }))),
      ),
    ).resolves.toBeDefined();
  });

  test('to be tried are held to the same bounds', () => {
    const tried = (...trials: { name: string; value: number }[]) =>
      triedThresholds(shippedThresholds, 'department_behind', trials);
    const values = tried({ name: 'yellow', value: 0.15 }).filter(({ rule }) => rule === 'department_behind');
    expect(values.find(({ name }) => name === 'yellow')?.value).toBe(0.15);
    expect(() => tried({ name: 'yellow', value: 0.3 }, { name: 'red', value: 0.2 })).toThrow(
      'yellow（0.3）高于 red（0.2）',
    );
    expect(() => tried({ name: 'yellow', value: 15 })).toThrow('10 个百分点写 0.1');
    expect(() => tried({ name: 'green', value: 1 })).toThrow('可用的名称：yellow、red');
  });
});
