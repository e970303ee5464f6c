import { createHash } from 'node:crypto';
import type { Face } from './faces/face.ts';
import { contractVersion } from './contracts/version.ts';

/** What an answer depends on. Two requests that agree on all of it get the same answer. */
export interface Question {
  readonly route: string;
  /** The build, or whatever else the answer is made from. */
  readonly state: unknown;
  /** Normalised: defaults filled in, values sorted, names in a fixed order. */
  readonly parameters: unknown;
  /** The media type the answer is written in. */
  readonly format: Face | 'auto';
}

/** A strong validator that is known before the answer is. */
export function etagOf(question: Question): string {
  const { route, state, parameters, format } = question;
  const text = JSON.stringify([contractVersion, route, state, parameters, format]);
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 32)}"`;
}
