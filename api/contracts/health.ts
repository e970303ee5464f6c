import { z } from 'zod';

/** `GET /healthz`: the process is up. */
export const healthSchema = z.object({
  status: z.literal('ok'),
  /** The server's clock, UTC. */
  at: z.iso.datetime(),
});
export type Health = z.infer<typeof healthSchema>;

/** `GET /readyz`: a build is open; otherwise the answer is the problem `no_build`. */
export const readinessSchema = z.object({ status: z.literal('ready'), build: z.string() });
export type Readiness = z.infer<typeof readinessSchema>;
