import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ruleSql, warningRules } from './registry.ts';
import { loadThresholds, segments, shippedThresholds, ThresholdsError } from './thresholds.ts';

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

  test.each([
    ['a key that is missing', [{ ...own, why: undefined }], '0.why'],
    ['an unknown name', [{ ...own, name: 'green' }], '可用的名称：yellow、red'],
    ['an unknown rule', [{ ...own, rule: 'no_such_rule' }], '没有这条规则'],
    ['another unit', [{ ...own, unit: 'points' }], '0.unit'],
    ['two values for one day', [own, { ...own, value: 0.8 }], '1.effective_from'],
    ['a day that is none', [{ ...own, effective_from: '2026-13-01' }], '0.effective_from'],
  ])('are refused for %s, with the key at fault', async (_, entries, said) => {
    const loading = loadThresholds(await written(entries));
    await expect(loading).rejects.toThrow(ThresholdsError);
    await expect(loading).rejects.toThrow(said);
  });

  test('are refused when they are no JSON', async () => {
    await writeFile(file, '[');
    await expect(loadThresholds(file)).rejects.toThrow('不是有效的 JSON');
  });
});
