import { describe, expect, it } from 'vitest';
import { areasOf, gridStyle, layoutFaults } from './scene-layout.ts';
import type { SceneLayout, SceneLayouts } from './scene-layout.ts';
import { sceneOf, scenes } from './scene-list.ts';

const modules = import.meta.glob<Record<string, SceneLayouts>>('./**/*-layouts.ts', { eager: true });
const all = Object.entries(modules).flatMap(([file, module]) =>
  Object.values(module).map((layouts) => ({ file, layouts })),
);

describe('the scenes', () => {
  it('each have an id of their own, a question and a dwell one can read in', () => {
    expect(new Set(scenes.map(({ id }) => id)).size).toBe(scenes.length);
    for (const { question, dwellSeconds } of scenes) {
      expect(question).toMatch(/？$/);
      expect(dwellSeconds).toBeGreaterThanOrEqual(15);
    }
  });

  it('begin with the first where the address names none that is known', () => {
    expect(sceneOf('nowhere')).toBe(scenes[0]);
  });

  it.each(all)('$file places the same tiles on every shape of screen', ({ layouts }) => {
    const names = areasOf(layouts.wall).toSorted();
    expect(names.length).toBeGreaterThan(1);
    for (const [shape, layout] of Object.entries(layouts)) {
      expect([shape, layoutFaults(layout)]).toEqual([shape, []]);
      expect([shape, areasOf(layout).toSorted()]).toEqual([shape, names]);
    }
  });
});

describe('a layout', () => {
  const layout: SceneLayout = { areas: ['a a b', 'a a c'], rows: [1, 2] };

  it('becomes a grid', () => {
    expect(layoutFaults(layout)).toEqual([]);
    expect(gridStyle(layout)).toEqual({
      gridTemplateAreas: "'a a b' 'a a c'",
      gridTemplateRows: 'minmax(0, 1fr) minmax(0, 2fr)',
      gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr) minmax(0, 1fr)',
    });
  });

  it.each([
    [{ areas: ['a b', 'a'], rows: [1, 1] }, 'rows of different lengths'],
    [{ areas: ['a b', 'b a'], rows: [1, 1] }, 'a is no rectangle'],
    [{ areas: ['a b'], rows: [1, 1] }, '2 shares for 1 rows'],
    [{ areas: ['a b'], rows: [1], columns: [1] }, '1 shares for 2 columns'],
  ])('that cannot be drawn is found out: %j', (wrong, fault) => {
    expect(layoutFaults(wrong)).toContain(fault);
  });
});
