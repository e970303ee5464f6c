import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Home } from '../home.ts';
import {
  keepCalibration,
  keepJudgement,
  lastWords,
  readCalibrations,
  readJudgements,
  recalibrate,
  withCalibration,
  type StaffJudgement,
} from './judgements.ts';
import { chance } from './chance.ts';
import { loadModel } from './load-model.ts';
import { logistic } from './model.ts';

const home = new Home(await mkdtemp(join(tmpdir(), 'judgements-')));
afterAll(() => rm(home.root, { recursive: true, force: true }));
const model = loadModel();

const judgement = (draft: string, match: string, over: Partial<StaffJudgement> = {}): StaffJudgement => ({
  at: '2026-11-24T02:00:00.000Z',
  by: '代表工委',
  draft,
  match,
  verdict: '重复',
  joined: false,
  probability: 0.7,
  score: 0.8,
  model: model.version,
  ...over,
});

test('judgements are kept in order; the last on a pair counts; a torn line is left out, and takes no other with it', async () => {
  expect(await readJudgements(home)).toEqual([]);
  await keepJudgement(home, judgement('a', 'b'));
  await keepJudgement(home, judgement('b', 'a', { verdict: '相关', joined: true }));
  await appendFile(join(home.duplicates, 'judgements.jsonl'), '{"at":"2026');
  const kept = await readJudgements(home);
  expect(kept).toHaveLength(2);
  await keepJudgement(home, judgement('c', 'd'));
  expect((await readJudgements(home)).slice(2)).toEqual([judgement('c', 'd')]);
  expect(lastWords(kept)).toEqual([judgement('b', 'a', { verdict: '相关', joined: true })]);
});

/** Judgements of an office where a score means less than the model thinks. */
const stern = (count: number): readonly StaffJudgement[] => {
  const random = chance(3);
  return Array.from({ length: count }, (_, at) => {
    const score = -3 + 6 * random();
    const isDuplicate = random() < logistic(score - 2);
    return judgement(`d${at}`, `m${at}`, { score, verdict: isDuplicate ? '重复' : '无关' });
  });
};

test('too few judgements change nothing', () => {
  expect(recalibrate(model, stern(40), { version: 1, made: '2026-11-24' })).toBeNull();
});

test('a calibration moves to what the staff say, is closer to it, and is kept by version', async () => {
  const first = recalibrate(model, stern(300), { version: 1, made: '2026-11-24' });
  expect(first).not.toBeNull();
  if (first === null) return;
  expect(first.offset).toBeLessThan(model.calibration.offset - 1);
  expect(first.errorAfter).toBeLessThan(first.errorBefore / 2);
  expect(await keepCalibration(home, first)).toBe(true);
  expect(await keepCalibration(home, { ...first, version: 2, model: 'of another model' })).toBe(true);
  // What is there is not written over.
  expect(await keepCalibration(home, { ...first, slope: 9 })).toBe(false);
  const kept = await readCalibrations(home);
  expect(kept.map(({ version }) => version)).toEqual([1, 2]);
  expect(withCalibration(model, kept).calibration).toEqual({ slope: first.slope, offset: first.offset });
});
