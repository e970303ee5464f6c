import { randomUUID } from 'node:crypto';
import { createChannel, createSession } from 'better-sse';
import type { Request, RequestHandler, Response } from 'express';
import type { ServerEvent } from './contracts/events.ts';
import { overloaded } from './problem.ts';

/** Listeners at a time: every wall, desk and phone of a congress, with room. */
const mostListeners = 500;
/** Events that are told again to who was away; more would be history, which the lists have. */
const mostKept = 200;
const keepAliveMs = 15_000;
/** How soon a browser that lost the stream asks for it again. */
const retryMs = 3_000;

/** How streams are kept open: the events of everyone, and the line of a wall. */
export const streamOptions = { keepAlive: keepAliveMs, retry: retryMs } as const;

/** Answers HEAD, which wants to know what a stream is and not to listen. @returns whether it did */
export function answeredHead(req: Request, res: Response): boolean {
  if (req.method !== 'HEAD') return false;
  // Not `set`, which would add a charset that the stream itself does not name.
  res.setHeader('Content-Type', 'text/event-stream');
  res.set('Cache-Control', 'no-cache, no-store').end();
  return true;
}

/** What the server tells of its own accord, to everyone who listens. */
export interface EventStream {
  tell(event: ServerEvent): void;
  /** Has something done before each event is told. */
  onTell(first: () => void): void;
  /**
   * Answers with the stream, beginning with what was told since the client was last there, if it says when that was
   * (`Last-Event-ID`), and with what `greeting` says now.
   */
  handler(greeting: () => ServerEvent): RequestHandler;
  /** Ends every stream, so that the server can close. */
  close(): void;
}

interface Told {
  readonly id: string;
  readonly event: ServerEvent;
}

/** @param boot names this process in the events' ids: an id of another one was given before all that is kept */
export function createEventStream(boot: string = randomUUID()): EventStream {
  const channel = createChannel();
  const open = new Set<Response>();
  const firsts: (() => void)[] = [];
  const kept: Told[] = [];
  let count = 0;
  const newestId = (): string => `${boot}-${count}`;
  /** The builds that were served in between are no news: the greeting names the one that is. */
  const missed = (lastId: string): readonly Told[] =>
    lastId === ''
      ? []
      : kept
          .slice(kept.findIndex(({ id }) => id === lastId) + 1)
          .filter(({ event }) => event.event !== 'build');
  return {
    tell: (event) => {
      for (const first of firsts) first();
      count += 1;
      kept.push({ id: newestId(), event });
      if (kept.length > mostKept) kept.shift();
      const { event: name, ...data } = event;
      channel.broadcast(data, name, { eventId: newestId() });
    },
    onTell: (first) => {
      firsts.push(first);
    },
    handler: (greeting) => async (req, res) => {
      if (answeredHead(req, res)) return;
      if (open.size >= mostListeners) throw overloaded();
      open.add(res);
      res.once('close', () => open.delete(res));
      const session = await createSession(req, res, streamOptions);
      const since = missed(session.lastId);
      channel.register(session);
      for (const { id, event } of since) {
        const { event: name, ...data } = event;
        session.push(data, name, id);
      }
      const { event, ...data } = greeting();
      session.push(data, event, newestId());
    },
    close: () => {
      for (const res of open) res.end();
    },
  };
}
