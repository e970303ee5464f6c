import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';

/**
 * Sends what is made anew each time it is asked for, or 304 when the client has the very same: what it depends on is
 * cheap to read and has no name of its own, so the validator is made of the bytes.
 */
export function sendMade(req: Request, res: Response, type: string, bytes: string | Buffer): void {
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 32)}"`;
  res.set({ 'Cache-Control': 'private, no-cache', ETag: etag }).type(type);
  if (req.fresh) res.status(304).end();
  else res.send(bytes);
}
