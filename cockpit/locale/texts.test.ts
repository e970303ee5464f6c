import { expect, it } from 'vitest';

const components = import.meta.glob<string>('../**/*.vue', { query: '?raw', import: 'default', eager: true });

it('components hold no words of their own', () => {
  expect(Object.keys(components).length).toBeGreaterThan(20);
  const speaking = Object.entries(components).flatMap(([path, source]) =>
    /[\p{Script=Han}，。：；！？（）「」]/u.test(source) ? [path] : [],
  );
  expect(speaking).toEqual([]);
});
