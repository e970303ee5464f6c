import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueAt, pinFor, restAfterTouch, rotate, startRotation } from './rotation.ts';
import type { Rotation, RotationEvent } from './rotation.ts';

const turns = [
  { id: 'a', dwellSeconds: 30 },
  { id: 'b', dwellSeconds: 20 },
  { id: 'c', dwellSeconds: 10 },
];
const start = startRotation('a', 0, false);
const after = (
  state: Rotation,
  kind: 'tick' | 'next' | 'previous' | 'toggle' | 'touched' | 'held',
  now: number,
) => rotate(state, { kind }, now, turns);

describe('the round', () => {
  it('shows each scene for its own time, around the end', () => {
    expect(after(start, 'tick', 29_999)).toBe(start);
    const b = after(start, 'tick', 30_000);
    expect(b.scene).toBe('b');
    const c = after(b, 'tick', 50_000);
    expect(c.scene).toBe('c');
    expect(after(c, 'tick', 60_000).scene).toBe('a');
  });

  it('rests where there is one scene only', () => {
    expect(dueAt(start, turns.slice(0, 1))).toBeNull();
  });

  it('stops and goes on by hand', () => {
    const paused = after(start, 'toggle', 5_000);
    expect(after(paused, 'tick', 900_000).scene).toBe('a');
    const again = after(paused, 'toggle', 900_000);
    expect(dueAt(again, turns)).toBe(930_000);
  });

  it('waits for a minute after the last touch, and for as long as something is open', () => {
    const touched = after(start, 'touched', 29_000);
    expect(dueAt(touched, turns)).toBe(29_000 + restAfterTouch);
    expect(dueAt(after(start, 'held', 29_000), turns)).toBeNull();
  });

  it('goes forwards, backwards and to a scene by name, and to none that is not there', () => {
    expect(after(start, 'next', 1).scene).toBe('b');
    expect(after(start, 'previous', 1).scene).toBe('c');
    expect(rotate(start, { kind: 'go', scene: 'c' }, 1, turns).scene).toBe('c');
    expect(rotate(start, { kind: 'go', scene: 'z' }, 1, turns)).toBe(start);
  });
});

describe('a red alert', () => {
  const alert: RotationEvent = { kind: 'alert', alert: 'x', scene: 'c' };

  it('brings its scene and keeps it, but not for ever', () => {
    const pinned = rotate(start, alert, 1_000, turns);
    expect(pinned).toMatchObject({ scene: 'c', pin: { alert: 'x' } });
    expect(after(pinned, 'tick', 1_000 + pinFor - 1).scene).toBe('c');
    expect(after(pinned, 'tick', 1_000 + pinFor)).toMatchObject({ scene: 'a', pin: null });
  });

  it('ends when a person moves on', () => {
    const pinned = rotate(start, alert, 1_000, turns);
    expect(after(pinned, 'next', 2_000)).toMatchObject({ scene: 'a', pin: null });
    expect(after(pinned, 'toggle', 2_000)).toMatchObject({ scene: 'c', pin: null, paused: false });
  });

  it('does not pull the wall out of a hand', () => {
    expect(rotate(after(start, 'touched', 500), alert, 1_000, turns).scene).toBe('a');
    expect(rotate(after(start, 'toggle', 500), alert, 1_000, turns).scene).toBe('a');
  });
});

it('whatever happens, a scene that exists is shown, and what is due lies ahead of the last change', () => {
  const event = fc.oneof(
    fc.constantFrom<RotationEvent>(
      { kind: 'tick' },
      { kind: 'next' },
      { kind: 'previous' },
      { kind: 'toggle' },
      { kind: 'touched' },
      { kind: 'held' },
      { kind: 'alert', alert: 'x', scene: 'b' },
    ),
    fc.string().map((scene): RotationEvent => ({ kind: 'go', scene })),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(event, fc.nat(100_000))), (events) => {
      let state = start;
      let now = 0;
      for (const [next, wait] of events) {
        now += wait;
        state = rotate(state, next, now, turns);
        expect(turns.map(({ id }) => id)).toContain(state.scene);
        expect(state.since).toBeLessThanOrEqual(now);
        const due = dueAt(state, turns);
        if (due !== null) expect(rotate(state, { kind: 'tick' }, due, turns).scene).not.toBe(state.scene);
      }
    }),
  );
});
