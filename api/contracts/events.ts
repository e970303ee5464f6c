import { z } from 'zod';

/**
 * `GET /api/v1/events`, server-sent: the event's name is `event`, its data the rest as JSON. The stream begins with
 * the build that is served, so nothing is missed between asking and listening. Who was away and says so by
 * `Last-Event-ID`, as browsers do, is told first what was held and warned of meanwhile (the last 200 events, since
 * the server began). A client that does not listen learns of builds from `builds/current`, later.
 */
export const serverEventSchema = z.discriminatedUnion('event', [
  /** Another build is served; null while there is none. */
  z.object({ event: z.literal('build'), build: z.string().nullable() }),
  /** A delivery is held for a person to look at: it is not in force. */
  z.object({
    event: z.literal('held'),
    delivery: z.string(),
    fileName: z.string(),
    doubts: z.array(z.string()),
  }),
  /** Red warnings came up with a build: how many stand now, and how many of them did not in the build before. */
  z.object({
    event: z.literal('warning'),
    build: z.string(),
    red: z.int().positive(),
    fresh: z.int().positive(),
  }),
]);
export type ServerEvent = z.infer<typeof serverEventSchema>;
