import { createChannel, createSession } from 'better-sse';
import type { RequestHandler, Response } from 'express';
import type { ServerEvent } from './contracts/events.ts';
import { overloaded } from './problem.ts';

/** Listeners at a time: every wall, desk and phone of a congress, with room. */
const mostListeners = 500;
const keepAliveMs = 15_000;
/** How soon a browser that lost the stream asks for it again. */
const retryMs = 3_000;

/** What the server tells of its own accord, to everyone who listens. */
export interface EventStream {
  tell(event: ServerEvent): void;
  /** Has something done before each event is told. */
  onTell(first: () => void): void;
  /** Answers with the stream, beginning with what `greeting` says now. */
  handler(greeting: () => ServerEvent): RequestHandler;
  /** Ends every stream, so that the server can close. */
  close(): void;
}

export function createEventStream(): EventStream {
  const channel = createChannel();
  const open = new Set<Response>();
  const firsts: (() => void)[] = [];
  return {
    tell: ({ event, ...data }) => {
      for (const first of firsts) first();
      channel.broadcast(data, event);
    },
    onTell: (first) => {
      firsts.push(first);
    },
    handler: (greeting) => async (req, res) => {
      if (open.size >= mostListeners) throw overloaded();
      open.add(res);
      res.once('close', () => open.delete(res));
      const session = await createSession(req, res, { keepAlive: keepAliveMs, retry: retryMs });
      channel.register(session);
      const { event, ...data } = greeting();
      session.push(data, event);
    },
    close: () => {
      for (const res of open) res.end();
    },
  };
}
