import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { problemSchema } from '../../api/contracts/problem.ts';
import {
  heldSchema,
  pairedSchema,
  remoteEventSchema,
  type RemoteEvent,
  type WallView,
} from '../../api/contracts/remote.ts';
import { codeLasts, lostAfter, RemoteWalls } from '../../api/remote/remote-walls.ts';
import { ApiBench } from '../fixtures/api-bench.ts';

let bench: ApiBench;
let walls: RemoteWalls;
let server: Server;
let base: string;
let now: number;
beforeAll(async () => {
  bench = await ApiBench.open();
});
afterAll(() => bench.close());
beforeEach(async () => {
  now = Date.parse('2026-11-03T02:00:00Z');
  walls = new RemoteWalls({ clock: () => new Date(now), randomBytes });
  // A server of its own for each test: tries to pair are counted by address.
  server = createServer(bench.app({ remote: walls })).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  base = `http://127.0.0.1:${port}/api/v1/remote`;
  return async () => {
    walls.close();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
});

/** A wall that listens: what it was told, as it comes. */
class ListeningWall {
  readonly id = randomUUID();
  readonly #reader: ReadableStreamDefaultReader<string>;
  #text = '';

  private constructor(body: ReadableStream<Uint8Array>) {
    this.#reader = body.pipeThrough(new TextDecoderStream()).getReader();
  }

  static async open(): Promise<ListeningWall> {
    const id = randomUUID();
    const response = await fetch(`${base}/walls/${id}/events`);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    if (response.body === null) throw new Error('no stream');
    return Object.assign(new ListeningWall(response.body), { id });
  }

  async next(): Promise<RemoteEvent> {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      const event = end < 0 ? '' : this.#text.slice(0, end);
      if (end >= 0) this.#text = this.#text.slice(end + 2);
      const data = /^data:(.*)$/m.exec(event)?.[1];
      if (data !== undefined) return remoteEventSchema.parse(JSON.parse(data));
      if (end >= 0) continue;
      const { value, done } = await this.#reader.read();
      if (done) throw new Error('the stream has ended');
      this.#text += value;
    }
  }

  async code(): Promise<string> {
    const event = await this.next();
    if (event.kind !== 'free') throw new Error(`no code: ${JSON.stringify(event)}`);
    return event.code;
  }
}

interface Posted {
  readonly type: string;
  readonly status: number;
  readonly body: unknown;
}

async function post(path: string, body: unknown, raw?: string): Promise<Posted> {
  const response = await fetch(`${base}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: raw ?? JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    body: text === '' ? null : (JSON.parse(text) as unknown),
  };
}

const pair = async (code: string, name = '张主任'): Promise<string> => {
  const { status, body } = await post('pairings', { code, name });
  expect(status).toBe(201);
  return pairedSchema.parse(body).token;
};

const view: WallView = {
  scene: 'overview',
  scenes: [{ id: 'overview', title: '总览' }],
  isMoving: true,
  spotlight: null,
  isOpen: false,
  tiles: [],
};

describe('pairing', () => {
  test('by the code on the wall, typed in small letters; the wall says who leads it', async () => {
    const wall = await ListeningWall.open();
    expect((await post('views', { wall: wall.id, view })).status).toBe(204);
    const { status, body } = await post('pairings', {
      code: ` ${(await wall.code()).toLowerCase()} `,
      name: '张主任',
    });
    expect(status).toBe(201);
    expect(pairedSchema.parse(body).view).toEqual(view);
    expect(await wall.next()).toEqual({ kind: 'held', by: '张主任', since: '2026-11-03T02:00:00.000Z' });
  });

  test('not by a wrong code, nor by one that has expired; the wall shows a new one', async () => {
    const wall = await ListeningWall.open();
    const first = await wall.code();
    expect((await post('pairings', { code: 'AAAAAAAA', name: '甲' })).status).toBe(404);
    now += codeLasts;
    const late = await post('pairings', { code: first, name: '甲' });
    expect(late.status).toBe(404);
    expect(problemSchema.parse(late.body)).toMatchObject({
      code: 'remote_code_unknown',
      detail: '配对码不对、已过期，或大屏已由别人遥控。请看大屏上的新码，重新扫描或输入',
    });
    walls.sweep();
    const second = await wall.code();
    expect(second).not.toBe(first);
    await pair(second);
  });

  test('refuses a second presenter while there is one', async () => {
    const wall = await ListeningWall.open();
    const code = await wall.code();
    const token = await pair(code, '甲');
    expect((await post('pairings', { code, name: '乙' })).status).toBe(404);
    expect((await post('commands', { token, command: { do: 'next' } })).status).toBe(200);
    expect((await wall.next()).kind).toBe('held');
    expect(await wall.next()).toEqual({ kind: 'command', command: { do: 'next' } });
  });

  test('is not to be guessed at: after a dozen tries a minute the address is turned away', async () => {
    const tries: Posted[] = [];
    for (let at = 0; at < 13; at += 1) tries.push(await post('pairings', { code: `X${at}`, name: '甲' }));
    expect(tries.map(({ status }) => status)).toEqual([...Array<number>(12).fill(404), 429]);
    expect(problemSchema.parse(tries.at(-1)?.body)).toMatchObject({ code: 'too_many_requests' });
  });
});

describe('a phone that leads', () => {
  test('is let go after a minute without a word, and told so', async () => {
    const wall = await ListeningWall.open();
    const token = await pair(await wall.code());
    expect((await wall.next()).kind).toBe('held');
    now += lostAfter;
    const there = await post('commands', { token, command: null });
    expect(heldSchema.parse(there.body)).toEqual({ view: null });
    now += lostAfter + 1;
    walls.sweep();
    expect((await wall.next()).kind).toBe('free');
    const gone = await post('commands', { token, command: { do: 'next' } });
    expect(gone.status).toBe(410);
    expect(problemSchema.parse(gone.body).code).toBe('remote_released');
  });

  test('loses the wall to somebody who stands before it', async () => {
    const wall = await ListeningWall.open();
    const token = await pair(await wall.code());
    expect((await wall.next()).kind).toBe('held');
    expect((await post('releases', { wall: wall.id })).status).toBe(204);
    expect((await wall.next()).kind).toBe('free');
    expect((await post('commands', { token, command: null })).status).toBe(410);
  });
});

describe('a body that is none', () => {
  test.each([
    ['pairings', { code: '', name: '甲' }, 'code', '应为大屏上的配对码'],
    ['pairings', { code: 'ABCD2345', name: '甲'.repeat(21) }, 'name', '最多 20 个字'],
    ['pairings', { name: '甲' }, 'code', '应为大屏上的配对码'],
    [
      'pairings',
      { code: 'ABCD2345', name: '甲', role: 'x' },
      'role',
      '不支持参数“role”；可用的参数：code、name',
    ],
    ['commands', { token: 'x', command: { do: 'format' } }, 'command', '应为 null 或一条指令'],
    ['commands', { token: 7, command: null }, 'token', '应为配对时得到的令牌'],
    ['releases', { wall: 'the one in the lobby' }, 'wall', '应为大屏自己的编号'],
    ['views', { wall: 'x', view }, 'wall', '应为大屏自己的编号'],
    ['views', [], '', '请求正文应为 JSON 对象，写明 wall、view'],
    ['views', { wall: randomUUID() }, 'view', '不能缺少'],
    ['views', { wall: randomUUID(), view: '总览' }, 'view', '应为对象'],
    ['views', { wall: randomUUID(), view: { ...view, scene: 7 } }, 'view.scene', '应为文字'],
    [
      'views',
      { wall: randomUUID(), view: { ...view, isMoving: 'yes' } },
      'view.isMoving',
      '应为 true 或 false',
    ],
    [
      'views',
      { wall: randomUUID(), view: { ...view, theme: 'dark' } },
      'view.theme',
      '不支持参数“view.theme”',
    ],
    [
      'views',
      { wall: randomUUID(), view: { ...view, scenes: [{ id: 'audit' }] } },
      'view.scenes.title',
      '不能缺少',
    ],
    [
      'views',
      {
        wall: randomUUID(),
        view: { ...view, tiles: [{ title: '甲', figures: [{ name: '', reading: '1', question: 'x' }] }] },
      },
      'view.tiles.figures.name',
      '至少 1 字',
    ],
    [
      'views',
      {
        wall: randomUUID(),
        view: { ...view, tiles: Array.from({ length: 61 }, () => ({ title: '甲', figures: [] })) },
      },
      'view.tiles',
      '最多 60 项',
    ],
  ])('is refused by %s with what it should be: %j', async (path, body, parameter, words) => {
    const { status, type, body: answered } = await post(path, body);
    expect(status).toBe(400);
    expect(type).toMatch(/^application\/problem\+json/);
    const { errors = [], detail } = problemSchema.parse(answered);
    expect(detail).toMatch(/\p{Script=Han}/u);
    expect(errors.find((error) => error.parameter === parameter)?.message).toContain(words);
  });

  test('is refused when it is no JSON, and when it is endless', async () => {
    const torn = await post('pairings', null, '{"code":');
    expect(torn.status).toBe(400);
    expect(problemSchema.parse(torn.body).detail).toContain('不是有效的 JSON');
    const endless = await post('views', null, JSON.stringify({ wall: 'x'.repeat(200_000) }));
    expect(endless.status).toBe(413);
  });

  test('of a wall nobody knows says so', async () => {
    const { status, body } = await post('views', { wall: randomUUID(), view });
    expect(status).toBe(404);
    expect(problemSchema.parse(body).detail).toContain('没有这块大屏');
  });

  test('a wall that names itself wrongly gets no line', async () => {
    const response = await fetch(`${base}/walls/lobby/events`);
    expect(response.status).toBe(400);
    expect(problemSchema.parse(await response.json()).errors?.[0]?.message).toContain('UUID');
  });
});
