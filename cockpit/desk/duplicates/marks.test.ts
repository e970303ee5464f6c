import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stretches } from './marks.ts';

const passage = (...parts: readonly ['verbatim' | 'bridged', number, number][]) => ({
  parts: parts.map(([kind, start, end]) => ({ kind, draft: { start, end }, earlier: { start, end } })),
});

describe('stretches', () => {
  it('cuts a text where passages begin and end', () => {
    expect(
      stretches(
        '零一二三四五六七八九',
        0,
        [passage(['verbatim', 2, 4], ['bridged', 4, 5], ['verbatim', 5, 7])],
        'draft',
      ),
    ).toEqual([
      { text: '零一', kind: 'plain', passage: null },
      { text: '二三', kind: 'verbatim', passage: 0 },
      { text: '四', kind: 'bridged', passage: 0 },
      { text: '五六', kind: 'verbatim', passage: 0 },
      { text: '七八九', kind: 'plain', passage: null },
    ]);
  });

  it('knows where the body begins, and leaves out what is in the title', () => {
    expect(
      stretches('正文在此', 3, [passage(['verbatim', 0, 2]), passage(['verbatim', 5, 9])], 'earlier'),
    ).toEqual([
      { text: '正文', kind: 'plain', passage: null },
      { text: '在此', kind: 'verbatim', passage: 1 },
    ]);
  });

  it('loses no character and adds none, however passages lie', () => {
    const part = fc.tuple(fc.constantFrom('verbatim' as const, 'bridged' as const), fc.nat(30), fc.nat(30));
    fc.assert(
      fc.property(
        fc.string({ maxLength: 24 }),
        fc.nat(5),
        fc.array(fc.array(part, { minLength: 1, maxLength: 3 }), { maxLength: 4 }),
        (text, offset, passages) => {
          const shown = stretches(
            text,
            offset,
            passages.map((parts) => passage(...parts)),
            'draft',
          );
          expect(shown.map((stretch) => stretch.text).join('')).toBe(text);
          expect(shown.every((stretch) => stretch.text.length > 0)).toBe(true);
        },
      ),
    );
  });
});
