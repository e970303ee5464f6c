import { expect, test } from 'vitest';
import { opposed, stanceOf } from './stance.ts';

test.each([
  ['关于规范燃放烟花爆竹的建议', 'allow'],
  ['关于禁止燃放烟花爆竹的建议', 'forbid'],
  ['关于取消限制小货车通行的建议', 'forbid'],
  ['关于禁止乱停车、规范停车秩序的建议', 'none'],
  ['关于烟花爆竹的建议', 'none'],
])('%s: %s', (title, stance) => {
  expect(stanceOf(title)).toBe(stance);
});

test('only opposite stances are opposed', () => {
  expect(opposed('allow', 'forbid')).toBe(true);
  expect(opposed('forbid', 'forbid')).toBe(false);
  expect(opposed('none', 'forbid')).toBe(false);
});
