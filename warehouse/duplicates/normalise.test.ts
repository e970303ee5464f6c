import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold, foldForWords, normalise, unitsOf } from './normalise.ts';

const textOf = (codes: Uint16Array): string => String.fromCharCode(...codes);

test.each([
  ['關於３７８路公交站的建議。', '关于378路公交站的建议'],
  ['第①條 ㎡ Café', '第1条m2cafe'],
  ['Ａ３區　臺灣', 'a3区台湾'],
  ['“加强”——管理！', '加强管理'],
])('%s is compared as %s', (text, compared) => {
  expect(textOf(normalise(text).codes)).toBe(compared);
});

test('words do not run across punctuation', () => {
  expect(foldForWords('加强。管理，电动车')).toBe('加强 管理 电动车');
});

test('every compared character knows where it came from', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
      const { codes, starts, ends } = normalise(text);
      const isSound = Array.from(codes).every((code, index) => {
        const [start = 0, end = 0] = [starts[index], ends[index]];
        // The character alone folds to something that holds the code unit.
        const folded = textOf(normalise(text.slice(start, end)).codes);
        return start < end && end <= text.length && folded.includes(String.fromCharCode(code));
      });
      expect(isSound).toBe(true);
      expect(Array.from(starts)).toEqual(Array.from(starts).sort((a, b) => a - b));
    }),
  );
});

test('folding twice changes nothing, and with or without the map it is the same', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('關', '于', 'Ａ', '3', '，', ' ', 'é', '㎡', '𠮷', 'x') }),
      (text) => {
        const { codes } = normalise(text);
        expect(fold(unitsOf(text), 0, text.length)).toEqual(codes);
        expect(normalise(textOf(codes)).codes).toEqual(codes);
      },
    ),
  );
});
