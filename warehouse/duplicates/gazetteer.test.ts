import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gazetteerOfSeeds } from './areas-of-seeds.ts';
import { areaRelation, kindsApart, placesOf } from './gazetteer.ts';
import { foldForWords, unitsOf } from './normalise.ts';

const gazetteer = await gazetteerOfSeeds();
const codes = (text: string): Uint16Array => unitsOf(foldForWords(text));
const relation = (a: string, b: string): string =>
  areaRelation(gazetteer.areasOf(codes(a)), gazetteer.areasOf(codes(b)));
const kinds = (a: string, b: string): readonly string[] => kindsApart(placesOf(codes(a)), placesOf(codes(b)));

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
  expect(placesOf(codes('我们小区门口的道路和这个村的公路'))).toEqual([]);
});

test('names are found as the expression says that defines them', () => {
  const definition = /(\d+|[\p{Script=Han}a-z\d]{2})(公交站|大道|路|村|小区|城)/gu;
  const parts = fc.constantFrom(
    '滨',
    '海',
    '大道',
    '378',
    '路',
    '8',
    '村',
    '上岙',
    ' ',
    'b',
    '城',
    '公交站',
    '小区',
  );
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 12 }), (given) => {
      const text = given.join('');
      const found = placesOf(unitsOf(text)).map(({ name }) => name);
      const all = [...text.matchAll(definition)].map(([name]) => name);
      // What is found and is no name (小区路) is passed over.
      expect(found).toEqual([...new Set(all)].filter((name) => found.includes(name)));
      const named = all.filter((name) => /^(?:\d+|上岙|滨海)/u.test(name));
      expect(named.filter((name) => !found.includes(name))).toEqual([]);
    }),
  );
});
