import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Boilerplate } from './boilerplate.ts';
import { findPassages, type Passage } from './highlight.ts';
import { normalise } from './normalise.ts';

const plain = new Boilerplate(['尊敬的各位领导您好', '希望有关部门能够引起重视']);
const passages = (draft: string, earlier: string): readonly Passage[] =>
  findPassages(normalise(draft), normalise(earlier), (codes) => plain.mark(codes));

test('the same words are one passage, marked in the original of both', () => {
  const draft = '一、“378路”公交车每四十分钟才有一班，上下班极不方便。';
  const earlier = '我住城西。378路公交车每四十分钟才有一班!上下班极不方便';
  const [passage] = passages(draft, earlier);
  expect(draft.slice(passage?.draft.start, passage?.draft.end)).toBe(
    '378路”公交车每四十分钟才有一班，上下班极不方便',
  );
  expect(earlier.slice(passage?.earlier.start, passage?.earlier.end)).toBe(
    '378路公交车每四十分钟才有一班!上下班极不方便',
  );
  expect(passage?.parts.map(({ kind }) => kind)).toEqual(['verbatim']);
});

test('a few other characters are bridged, and told apart', () => {
  const draft = '小区门口的人行道被占用停车，行人只能走机动车道';
  const earlier = '小区门口的人行道长期被占用停车，路人只能走机动车道';
  const [passage, ...others] = passages(draft, earlier);
  expect(others).toEqual([]);
  expect(passage?.parts.map(({ kind, draft: { start, end } }) => [kind, draft.slice(start, end)])).toEqual([
    ['verbatim', '小区门口的人行道'],
    ['bridged', ''],
    ['verbatim', '被占用停车'],
    ['bridged', '行'],
    ['verbatim', '人只能走机动车道'],
  ]);
});

test('boilerplate alone is no passage, and neither are nine characters', () => {
  const ending = '希望有关部门能够引起重视';
  expect(
    passages(`尊敬的各位领导您好，路灯不亮，${ending}`, `尊敬的各位领导您好，自来水浑浊，${ending}`),
  ).toEqual([]);
  expect(passages('城东菜场路口积水深', '城东菜场路口积水深')).toEqual([]);
});

test('spans lie within their texts, in order on the side of the draft, and verbatim parts are the same', () => {
  const text = fc.string({ unit: fc.constantFrom('甲', '乙', '丙', '，', 'Ａ', 'a', ' '), maxLength: 80 });
  fc.assert(
    fc.property(text, text, text, (before, shared, after) => {
      const [draft, earlier] = [before + shared, shared + after];
      let reached = 0;
      for (const passage of passages(draft, earlier)) {
        expect(passage.draft.start).toBeGreaterThanOrEqual(reached);
        reached = passage.draft.end;
        expect(passage.draft.end).toBeLessThanOrEqual(draft.length);
        expect(passage.earlier.end).toBeLessThanOrEqual(earlier.length);
        for (const part of passage.parts)
          if (part.kind === 'verbatim')
            expect(normalise(draft.slice(part.draft.start, part.draft.end)).codes).toEqual(
              normalise(earlier.slice(part.earlier.start, part.earlier.end)).codes,
            );
      }
    }),
  );
});
