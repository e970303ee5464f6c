import type { RemoteCommand, RemoteEvent, WallView } from '../contracts/remote.ts';
import { ProblemError } from '../problem.ts';

/** A code is read off the wall and typed or scanned at once, milliseconds. */
export const codeLasts = 120_000;
/** A phone that says nothing for this long has let go, milliseconds. */
export const lostAfter = 60_000;
/** A wall that is away for this long is forgotten with its presenter, milliseconds. */
const goneAfter = 60_000;
const mostWalls = 300;

/** Without letters and digits that are taken for each other. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const codeLength = 8;

interface Presenter {
  readonly token: string;
  readonly name: string;
  readonly since: number;
  seenAt: number;
}

interface Wall {
  send: ((event: RemoteEvent) => void) | null;
  leftAt: number;
  code: string;
  codeUntil: number;
  presenter: Presenter | null;
  view: WallView | null;
}

export interface RemoteDependencies {
  readonly clock: () => Date;
  /** Bytes nobody can foresee. */
  readonly randomBytes: (count: number) => Uint8Array;
}

const iso = (at: number): string => new Date(at).toISOString();

/**
 * Walls and the phones that lead them, in memory: a wall has one presenter at a time, who is known by a token that
 * was given for a code read off that wall.
 */
export class RemoteWalls {
  readonly #walls = new Map<string, Wall>();
  readonly #lines = new Set<() => void>();
  readonly #clock: () => Date;
  readonly #randomBytes: (count: number) => Uint8Array;

  constructor({ clock, randomBytes }: RemoteDependencies) {
    this.#clock = clock;
    this.#randomBytes = randomBytes;
  }

  #now(): number {
    return this.#clock().getTime();
  }

  /**
   * A wall begins to listen; it is told where it stands. The answer ends it.
   * @param hangUp closes the wall's line when the server closes
   */
  listen(id: string, send: (event: RemoteEvent) => void, hangUp: () => void = () => undefined): () => void {
    const known = this.#walls.get(id);
    if (known === undefined && this.#walls.size >= mostWalls)
      throw new ProblemError('overloaded', `同时连接的大屏已达 ${mostWalls} 块。请先关闭不用的大屏页面`);
    const wall: Wall = known ?? { send, leftAt: 0, code: '', codeUntil: 0, presenter: null, view: null };
    wall.send = send;
    this.#walls.set(id, wall);
    this.#tell(wall);
    this.#lines.add(hangUp);
    return () => {
      this.#lines.delete(hangUp);
      if (wall.send !== send) return;
      wall.send = null;
      wall.leftAt = this.#now();
    };
  }

  /** What the wall shows now. */
  report(id: string, view: WallView): void {
    this.#wallOf(id).view = view;
  }

  /** Somebody at the wall takes it back. */
  release(id: string): void {
    this.#free(this.#wallOf(id));
  }

  /** A phone shows a code. @returns the token its commands carry, and what the wall shows */
  pair(code: string, name: string): { readonly token: string; readonly view: WallView | null } {
    const now = this.#now();
    const wall = [...this.#walls.values()].find(
      (one) => one.send !== null && one.presenter === null && one.code === code && now < one.codeUntil,
    );
    if (wall === undefined)
      throw new ProblemError(
        'remote_code_unknown',
        '配对码不对、已过期，或大屏已由别人遥控。请看大屏上的新码，重新扫描或输入',
      );
    const token = Buffer.from(this.#randomBytes(24)).toString('base64url');
    wall.presenter = { token, name, since: now, seenAt: now };
    this.#tell(wall);
    return { token, view: wall.view };
  }

  /** A phone is there, and may want something. @returns what the wall shows */
  command(token: string, command: RemoteCommand | { readonly do: 'leave' } | null): WallView | null {
    const wall = [...this.#walls.values()].find(({ presenter }) => presenter?.token === token);
    const presenter = wall?.presenter ?? null;
    if (wall === undefined || presenter === null || this.#now() - presenter.seenAt > lostAfter)
      throw new ProblemError('remote_released', '遥控已结束。要继续，请扫描大屏上的新码');
    presenter.seenAt = this.#now();
    if (command?.do === 'leave') this.#free(wall);
    else if (command !== null) wall.send?.({ kind: 'command', command });
    return wall.view;
  }

  /** Lets lost phones go, renews codes that have expired, forgets walls that are gone; to be called every few seconds. */
  sweep(): void {
    const now = this.#now();
    for (const [id, wall] of this.#walls) {
      if (wall.presenter !== null && now - wall.presenter.seenAt > lostAfter) this.#free(wall);
      else if (wall.presenter === null && wall.send !== null && now >= wall.codeUntil) this.#tell(wall);
      if (wall.send === null && now - wall.leftAt > goneAfter) this.#walls.delete(id);
    }
  }

  /** Ends every line, so that the server can close. */
  close(): void {
    for (const hangUp of this.#lines) hangUp();
  }

  #wallOf(id: string): Wall {
    const wall = this.#walls.get(id);
    if (wall === undefined) throw new ProblemError('not_found', '没有这块大屏，或它已离线。请刷新大屏页面');
    return wall;
  }

  #free(wall: Wall): void {
    if (wall.presenter === null) return;
    wall.presenter = null;
    wall.codeUntil = 0;
    this.#tell(wall);
  }

  /** Tells the wall who leads it, or which code pairs; a code that has expired or was used gives way to a new one. */
  #tell(wall: Wall): void {
    const { presenter } = wall;
    if (presenter !== null) {
      wall.codeUntil = 0;
      wall.send?.({ kind: 'held', by: presenter.name, since: iso(presenter.since) });
      return;
    }
    const now = this.#now();
    if (now >= wall.codeUntil) {
      wall.code = [...this.#randomBytes(codeLength)].map((byte) => alphabet[byte % alphabet.length]).join('');
      wall.codeUntil = now + codeLasts;
    }
    wall.send?.({ kind: 'free', code: wall.code, expiresAt: iso(wall.codeUntil) });
  }
}
