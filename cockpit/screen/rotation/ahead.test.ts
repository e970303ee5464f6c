import { describe, expect, it } from 'vitest';
import { nextAhead } from './ahead.ts';

const turns = ['a', 'b', 'c', 'd'].map((id) => ({ id }));
const ahead = (shown: string, played: Readonly<Record<string, string>>): string | null =>
  nextAhead(shown, turns, new Map(Object.entries(played)), 'B2')?.id ?? null;

describe('the scene played ahead', () => {
  it('is the next one, around the end', () => {
    expect(ahead('a', { a: 'B2' })).toBe('b');
    expect(ahead('d', { d: 'B2' })).toBe('a');
  });

  it('is the next one again under another build', () => {
    expect(ahead('a', { a: 'B2', b: 'B1', c: 'B1', d: 'B1' })).toBe('b');
  });

  it('is else the nearest that was never played, and none when all were', () => {
    expect(ahead('a', { a: 'B2', b: 'B2' })).toBe('c');
    expect(ahead('c', { c: 'B2', d: 'B2', a: 'B1' })).toBe('b');
    expect(ahead('a', { a: 'B2', b: 'B2', c: 'B1', d: 'B1' })).toBeNull();
  });

  it('is none where there is one scene', () => {
    expect(nextAhead('a', turns.slice(0, 1), new Map(), 'B')).toBeNull();
  });
});
