import { expect, test } from 'vitest';
import { fold, unitsOf } from './normalise.ts';
import { bigramKey } from './segment.ts';
import { CorpusStatistics } from './statistics.ts';
import { TitleReader } from './title-signs.ts';

const folded = (text: string): Uint16Array => fold(unitsOf(text), 0, text.length);
const statistics = new CorpusStatistics(null);
statistics.documents = 1000;
const read = (title: string, text: string) => new TitleReader(folded(title), statistics).read(folded(text));

test('a text that holds the title at its beginning has all of its signs', () => {
  const title = '小区经常停水';
  expect(read(title, `${title}，请尽快解决`)).toMatchObject({ characters: 1, near: 1, lead: 1 });
});

test('two characters that stand a few steps apart are near, and not in the lead as they are', () => {
  const { near, lead, characters } = read('停水', '停了三天水');
  expect([near, lead, characters]).toEqual([1, 0, 1]);
  expect(read('停水', '停了整整三天水').near).toBe(0);
});

test('what comes after the first lines is no lead', () => {
  const late = `${'张'.repeat(130)}停水`;
  expect(read('停水', late)).toMatchObject({ near: 1, lead: 0 });
});

test('a text with nothing of the title has no sign but its length', () => {
  expect(read('停水', '公交改线')).toEqual({ characters: 0, near: 0, lead: 0, length: Math.log(24) });
});

test('rare bigrams weigh more than frequent ones', () => {
  const known = new CorpusStatistics(null);
  known.documents = 1000;
  const [frequent] = [folded('小区')];
  known.bigrams.add(bigramKey(frequent[0] ?? 0, frequent[1] ?? 0), 900);
  const reader = new TitleReader(folded('小区停水'), known);
  expect(reader.read(folded('停水')).near).toBeGreaterThan(reader.read(folded('小区')).near);
});

test('an empty title, and one too long to be one, are read all the same', () => {
  expect(read('', '停水').characters).toBe(0);
  const long = Array.from({ length: 400 }, (_, at) => String.fromCharCode(0x4e00 + at)).join('');
  expect(read(long, long).characters).toBeCloseTo(1);
});
