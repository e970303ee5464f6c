import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { suggestions } from '../fixtures/suggestions.ts';

const command = join(import.meta.dirname, '..', '..', 'bin', 'cockpit.mjs');
let folder = '';
let corpus = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duplicates-command-'));
  const [first] = suggestions;
  if (first === undefined) throw new Error('no suggestions');
  corpus = await written('corpus.csv', [
    'message_id,title,body',
    ...[...suggestions, first].map(({ id, title, body }) => `${id},${title},${body}`),
  ]);
});
afterAll(() => rm(folder, { recursive: true }));

async function written(name: string, lines: readonly string[]): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
}

/** Runs `cockpit duplicates score` as a person would, in a process of its own. */
async function score(
  pairs: string,
  out = join(folder, 'scores.csv'),
): Promise<{ code: number; said: string; complained: string }> {
  return new Promise((resolve) => {
    const args = [command, 'duplicates', 'score', '--pairs', pairs, '--corpus', corpus, '--out', out];
    const child = execFile(process.execPath, args, (_, said, complained) => {
      resolve({ code: child.exitCode ?? -1, said, complained });
    });
  });
}

describe('cockpit duplicates score', () => {
  it('scores every pair, says which ids repeat, and is done', async () => {
    const pairs = await written('pairs.csv', ['message_a,message_b,label', '0-0,0-0,1', '0-0,3-4,0']);
    const { code, said } = await score(pairs);
    expect(said).toContain('语料中有 1 条的 message_id 与后面的重复：用的是最后一条');
    expect(said).toContain('已打分 2 对');
    expect(code).toBe(0);
    const [header, same, other] = (await readFile(join(folder, 'scores.csv'), 'utf8')).split('\n');
    expect(header).toBe('message_a,message_b,label,probability,band,overlap_of_a,overlap_of_b');
    expect(same).toMatch(/^0-0,0-0,1,0\.9\d*,高度疑似,1,1$/);
    expect(other).toMatch(/^0-0,3-4,0,0\.\d+,无关,/);
  });

  it('counts the pairs whose ids the corpus has not, leaves them empty, and fails', async () => {
    const pairs = await written('unknown.csv', ['message_a,message_b', '0-0,0-1', '0-0,nobody', 'x,y']);
    const { code, said } = await score(pairs);
    expect(said).toContain('已打分 1 对');
    expect(said).toContain('2 对没有打分：其中的 message_id 不在语料里，结果中留空');
    expect(code).toBe(1);
    expect(await readFile(join(folder, 'scores.csv'), 'utf8')).toContain('\n0-0,nobody,,,,,\nx,y,,,,,\n');
  });

  it('is wrong use with a file that holds no pairs, and with a place that cannot be written', async () => {
    const none = await score(await written('none.csv', ['first,second', '1,2']));
    expect([none.code, none.said]).toEqual([2, '']);
    expect(none.complained).toContain('message_a 是空的，或者没有这一列');
    const pairs = await written('good.csv', ['message_a,message_b', '0-0,0-1']);
    const nowhere = await score(pairs, join(folder, 'nowhere', 'scores.csv'));
    expect(nowhere.code).toBe(2);
    expect(nowhere.complained).toContain('请给出已有文件夹里可以写的文件');
  });
});
