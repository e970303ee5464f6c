import { expect, test } from 'vitest';
import { gazetteerOfSeeds } from './areas-of-seeds.ts';
import { areaRelation, kindsApart, placesOf } from './gazetteer.ts';
import { foldForWords } from './normalise.ts';

const gazetteer = await gazetteerOfSeeds();
const relation = (a: string, b: string): string =>
  areaRelation(gazetteer.areasOf(foldForWords(a)), gazetteer.areasOf(foldForWords(b)));
const kinds = (a: string, b: string): readonly string[] =>
  kindsApart(placesOf(foldForWords(a)), placesOf(foldForWords(b)));

test.each([
  ['鹿城区公交站', '瓯海区公交站', 'apart'],
  ['鹿城区五马街道停车难', '鹿城区停车难', 'nested'],
  ['鹿城区五马街道停车难', '五马街道的停车问题', 'same'],
  ['温州市垃圾分类', '龙湾区垃圾分类', 'nested'],
  ['A3区路灯', 'A市路灯', 'nested'],
  ['A3区路灯', 'K8县路灯', 'apart'],
  ['垃圾分类', 'K8县路灯', 'unknown'],
])('%s and %s are %s', (a, b, expected) => {
  expect(relation(a, b)).toBe(expected);
});

test('two villages, one bus route: the village is another, the road is not', () => {
  expect(kinds('建议在上岙村增设378路公交站', '建议在下岙村增设378路公交站')).toEqual(['village']);
});

test('what names nothing is no place', () => {
  expect(placesOf('我们小区门口的道路和这个村的公路')).toEqual([]);
});
