import { expect, test } from 'vitest';
import { backgroundCsv, learnBackground, loadBackground } from './background.ts';
import { bigramKey } from './segment.ts';
import { CorpusStatistics } from './statistics.ts';
import { hashOf } from './words.ts';

const key = (term: string): number => bigramKey(term.charCodeAt(0), term.charCodeAt(1));

test('a register of three documents knows that 问题 says little, and that a name it has not seen says much', () => {
  const statistics = new CorpusStatistics(loadBackground());
  for (const term of ['问题', '仰义']) statistics.bigrams.add(key(term), 3);
  statistics.words.add(hashOf('问题'), 3);
  statistics.addLengths(60, 900, 1);
  expect(statistics.rarity(statistics.bigrams, key('问题'))).toBeLessThan(0.25);
  expect(statistics.rarity(statistics.words, hashOf('问题'))).toBeLessThan(0.25);
  expect(statistics.rarity(statistics.bigrams, key('仰义'))).toBeGreaterThan(0.8);
});

test('learned from texts: each term once a text, numbers and rare terms left out', () => {
  const texts = Array.from({ length: 1000 }, (_, number) => ({
    title: number % 2 === 0 ? '路灯不亮' : '井盖破损',
    body: number === 7 ? '仰义街道378号' : '路灯，路灯！',
  }));
  const lines = backgroundCsv(learnBackground(texts)).split('\n');
  expect(lines[0]).toBe('kind,term,per_ten_thousand');
  expect(lines).toContain('bigram,路灯,9990');
  expect(lines).toContain('word,路灯,9990');
  expect(lines).toContain('bigram,井盖,5000');
  expect(lines.join('\n')).not.toMatch(/仰义|\d8/u);
});
