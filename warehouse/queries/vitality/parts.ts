import { z } from 'zod';
import type { Engine } from '../../engine.ts';
import { sqlBeside } from '../sql-beside.ts';

const sql = sqlBeside(import.meta.dirname, 'parts');

const rowSchema = z.object({
  code: z.string(),
  level: z.int(),
  parent: z.string().nullable(),
  value: z.number().nullable(),
  score: z.number(),
  contribution: z.number(),
  events: z.number().nullable(),
  exposure: z.number().nullable(),
  priorShare: z.number().nullable(),
  peerScore: z.number().nullable(),
  before: z.number().nullable(),
});
export type PartRow = z.output<typeof rowSchema>;

/** A station's index taken apart, the index first. */
export async function vitalityParts(
  engine: Engine,
  asked: {
    readonly version: string;
    readonly period: string;
    readonly against: string;
    readonly againstVersion: string;
    readonly station: string;
  },
): Promise<PartRow[]> {
  const { againstVersion, ...rest } = asked;
  return (await engine.rows(sql, { ...rest, against_version: againstVersion })).map((row) =>
    rowSchema.parse(row),
  );
}
