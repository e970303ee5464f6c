import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultStyle, loadStyle, pitchOf } from './report-style.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cockpit-styles-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('the default is GB/T 9704-2012: A4, 37 and 28 mm, 22 lines of 28 characters of 三号', async () => {
  const style = await loadStyle(defaultStyle, folder);
  expect(style).toMatchObject({
    page: { width: 210, height: 297, top: 37, binding: 28, textWidth: 156, textHeight: 225 },
    text: { title: { face: 'xiaobiaosong', points: 22 }, body: { face: 'fangsong', points: 16 } },
  });
  expect(pitchOf(style).line).toBeCloseTo(28.99, 2);
  expect(pitchOf(style).character).toBeCloseTo(15.79, 2);
});

test('the office’s own takes its place by name; a mistake in it is told by its place', async () => {
  const style = await loadStyle(defaultStyle, folder);
  await writeFile(join(folder, 'own.json'), JSON.stringify({ ...style, name: '本办' }));
  expect((await loadStyle('own', folder)).name).toBe('本办');
  const narrow = {
    ...style,
    page: { ...style.page, textWidth: 190 },
    text: { ...style.text, body: { face: 'hei' } },
  };
  await writeFile(join(folder, 'own.json'), JSON.stringify(narrow));
  await expect(loadStyle('own', folder)).rejects.toThrow(/own\.json 不合要求：.*text\.body\.face/);
  await writeFile(join(folder, 'own.json'), '{');
  await expect(loadStyle('own', folder)).rejects.toThrow('own.json 无法读取');
  await expect(loadStyle('none', folder)).rejects.toThrow('没有版式“none”；可用的版式：gb-t-9704、own');
});
