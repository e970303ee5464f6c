import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextSurveyor } from './text-survey.ts';

function survey(bytes: Buffer, size: number) {
  const surveyor = new TextSurveyor();
  for (let at = 0; at < bytes.length; at += size) surveyor.add(bytes.subarray(at, at + size));
  return surveyor.done();
}

function decodes(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

const text = fc.string({ unit: fc.constantFrom('a', ',', '\n', 'é', '市', '𠮷', '\u{10ffff}') });
const odd = fc
  .array(fc.constantFrom(0x0a, 0x41, 0x80, 0xbf, 0xc2, 0xe5, 0xed, 0xa0, 0xf0, 0x9f, 0xff), { maxLength: 8 })
  .map((bytes) => Buffer.from(bytes));

test('parts of any size come to what the whole is', () => {
  fc.assert(
    fc.property(text, odd, text, fc.integer({ min: 1, max: 9 }), (before, torn, after, size) => {
      const bytes = Buffer.concat([Buffer.from(before), torn, Buffer.from(after)]);
      const lines = bytes.toString('latin1').split('\n');
      expect(survey(bytes, size)).toEqual({
        isUtf8: decodes(bytes),
        lines: lines.at(-1) === '' ? lines.length - 1 : lines.length,
        longestLine: Math.max(...lines.map((line) => line.length)),
      });
    }),
    { numRuns: 1_000 },
  );
});
