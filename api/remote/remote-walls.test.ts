import { beforeEach, describe, expect, it } from 'vitest';
import type { RemoteEvent, WallView } from '../contracts/remote.ts';
import { codeLasts, lostAfter, RemoteWalls } from './remote-walls.ts';

const start = Date.parse('2026-11-03T00:00:00Z');
const view: WallView = {
  scene: 'overview',
  scenes: [{ id: 'overview', title: '总览' }],
  isMoving: true,
  spotlight: null,
  isOpen: false,
  tiles: [],
};

let now: number;
let drawn: number;
let walls: RemoteWalls;
let told: RemoteEvent[];
let leave: () => void;
beforeEach(() => {
  now = start;
  drawn = 0;
  walls = new RemoteWalls({
    clock: () => new Date(now),
    randomBytes: (count) => Uint8Array.from({ length: count }, () => (drawn += 7) % 256),
  });
  told = [];
  leave = walls.listen('wall', (event) => told.push(event));
});

const code = (): string => {
  const last = told.at(-1);
  if (last?.kind !== 'free') throw new Error(`no code on the wall: ${JSON.stringify(last)}`);
  return last.code;
};

describe('a wall', () => {
  it('shows a code that expires, and a new one then', () => {
    expect(told).toEqual([
      {
        kind: 'free',
        code: expect.stringMatching(/^[A-HJ-NP-Z2-9]{8}$/) as string,
        expiresAt: '2026-11-03T00:02:00.000Z',
      },
    ]);
    const first = code();
    now += codeLasts;
    expect(() => walls.pair(first, '甲')).toThrow('配对码不对、已过期');
    walls.sweep();
    expect(code()).not.toBe(first);
    expect(walls.pair(code(), '甲').token).toMatch(/./);
  });

  it('has one presenter, is told who it is, and gives no second one the same code', () => {
    const used = code();
    walls.report('wall', view);
    expect(walls.pair(used, '张主任').view).toEqual(view);
    expect(told.at(-1)).toEqual({ kind: 'held', by: '张主任', since: '2026-11-03T00:00:00.000Z' });
    expect(() => walls.pair(used, '李')).toThrow('已由别人遥控');
  });

  it('gets the presenter’s commands, and nobody else’s', () => {
    const { token } = walls.pair(code(), '甲');
    walls.command(token, { do: 'next' });
    expect(told.at(-1)).toEqual({ kind: 'command', command: { do: 'next' } });
    expect(() => walls.command('guessed', { do: 'next' })).toThrow('遥控已结束');
  });

  it('is let go after a minute without a word, and not before', () => {
    const { token } = walls.pair(code(), '甲');
    now += lostAfter;
    walls.command(token, null);
    now += lostAfter;
    walls.sweep();
    expect(told.at(-1)?.kind).toBe('held');
    now += 1;
    walls.sweep();
    expect(told.at(-1)?.kind).toBe('free');
    expect(() => walls.command(token, null)).toThrow('遥控已结束');
  });

  it('is free when the phone leaves, and when somebody at the wall takes it back', () => {
    const first = walls.pair(code(), '甲');
    walls.command(first.token, { do: 'leave' });
    const second = walls.pair(code(), '乙');
    walls.release('wall');
    expect(() => walls.command(second.token, null)).toThrow('遥控已结束');
    expect(told.at(-1)?.kind).toBe('free');
  });

  it('keeps its presenter over a reload, and is forgotten when it stays away', () => {
    const { token } = walls.pair(code(), '甲');
    leave();
    now += 30_000;
    walls.sweep();
    walls.listen('wall', (event) => told.push(event))();
    expect(told.at(-1)).toMatchObject({ kind: 'held', by: '甲' });
    walls.command(token, null);
    now += 60_001;
    walls.sweep();
    expect(() => walls.command(token, null)).toThrow('遥控已结束');
    expect(() => walls.report('wall', view)).toThrow('没有这块大屏');
  });

  it('does not pair while it is away', () => {
    const last = code();
    leave();
    expect(() => walls.pair(last, '甲')).toThrow('配对码不对');
  });
});
