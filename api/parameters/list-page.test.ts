import { expect, it } from 'vitest';
import { checkWhole, rowsToRead } from './list-page.ts';

it('reads a page for JSON, and the whole list for a file', () => {
  expect(rowsToRead({ limit: null, offset: 0 }, 'json')).toBe(100);
  expect(rowsToRead({ limit: null, offset: 0 }, 'auto')).toBe(100);
  expect(rowsToRead({ limit: null, offset: 0 }, 'csv')).toBe(20_000);
  expect(rowsToRead({ limit: 7, offset: 0 }, 'csv')).toBe(7);
});

it('refuses a file that would leave rows out, unless a part was asked for', () => {
  expect(() => checkWhole({ limit: null, offset: 0 }, 20_000)).not.toThrow();
  expect(() => checkWhole({ limit: null, offset: 1 }, 20_001)).not.toThrow();
  expect(() => checkWhole({ limit: 500, offset: 0 }, 90_000)).not.toThrow();
  expect(() => checkWhole({ limit: null, offset: 0 }, 20_001)).toThrow('共 20001 行');
});
