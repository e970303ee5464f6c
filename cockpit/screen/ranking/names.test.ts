import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { widthOf } from '../../figures/text-width.ts';
import { namesIn, shortened } from './names.ts';

const long = '市人民政府金融工作办公室与市地方金融监督管理局联合设立的政府性融资担保服务中心（筹）';

describe('shortened', () => {
  it('leaves a name alone that fits', () => {
    expect(shortened('市教育局', 4)).toBe('市教育局');
  });

  it('keeps the beginning and the end of one that does not', () => {
    expect(shortened(long, 10)).toMatch(/^市人民政府.*….*（筹）$/);
  });

  it('never takes more room than there is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.integer({ min: 4, max: 40 }),
        (name, room) => {
          expect(widthOf(shortened(name, room))).toBeLessThanOrEqual(Math.max(room, 3));
        },
      ),
    );
  });
});

describe('namesIn', () => {
  it('writes names at full size while they leave room for the bars', () => {
    expect(namesIn(['市教育局', '市财政局'], 30)).toMatchObject({
      small: false,
      written: ['市教育局', '市财政局'],
    });
  });

  it('makes all of them small for one that does not', () => {
    const { small, room, written } = namesIn(['市教育局', long], 30);
    expect(small).toBe(true);
    expect(written[0]).toBe('市教育局');
    expect(widthOf(written[1] ?? '')).toBeLessThan(2 * room * (18.5 / 16));
  });

  it('takes a usual room before it knows the width', () => {
    expect(namesIn(['市教育局'], 0).small).toBe(false);
  });
});
