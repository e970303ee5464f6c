import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { expect, test } from 'vitest';
import { unitsOf } from './normalise.ts';
import { cutWords, hashOf, namedWords } from './words.ts';

const cut = (text: string): string => {
  const words: string[] = [];
  cutWords(unitsOf(text), (start, end) => words.push(text.slice(start, end)));
  return words.join('/');
};

const jieba = Jieba.withDict(dict);

test.each([
  '建议在鹿城区规范燃放烟花爆竹',
  '未管所路口至加油站路段 人行道包括路灯杆被圈在施工围墙内',
  '老旧小区加装电梯 审批手续繁琐 居民意见难统一',
  '关于完善378路公交站 a3区 配套设施的建议',
  '小微企业融资难融资贵',
])('%s is cut as jieba cuts it', (text) => {
  expect(cut(text)).toBe(jieba.cut(text, false).join('/'));
});

test('what is in no dictionary is cut into characters, and letters stay together', () => {
  expect(cut('𠮷 etc')).toBe('\ud842/\udfb7/ /etc');
  expect(cut('')).toBe('');
});

test('a word is known by the hash of its characters, wherever it stands', () => {
  expect(namedWords(unitsOf('关于加油站')).get(hashOf('加油站'))).toBe('加油站');
});
