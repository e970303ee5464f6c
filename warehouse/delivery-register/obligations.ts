import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** Who owes what, and by when: data, since it differs from city to city. */
const obligationSchema = z
  .strictObject({
    contract: z.string().min(1),
    department: z.string().min(1),
    /** on-change: whenever something changes, so that it is never late. */
    rhythm: z.enum(['monthly', 'quarterly', 'yearly', 'on-change']),
    /** Days after the last day of a period by which it is due. */
    dueDays: z.int().min(0).max(400).optional(),
    /** The first period owed; absent: the first that was delivered. */
    since: z
      .string()
      .regex(/^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$/, '应为 2026、2026-01 或 2026-Q1')
      .optional(),
    /** A period counts as delivered only by rows of its last month, or by what came after its end. */
    whole: z.boolean().optional(),
    /** Months (1 to 12) whose end closes a period that is owed; absent: all. */
    months: z.array(z.int().min(1).max(12)).nonempty().optional(),
  })
  .refine(({ rhythm, dueDays }) => rhythm === 'on-change' || dueDays !== undefined, {
    path: ['dueDays'],
    message: '按期报送的须写明期末后多少天内报送',
  });
export type Obligation = z.infer<typeof obligationSchema>;

/** Obligations that cannot be used, with the file and the key at fault. */
export class ObligationsError extends Error {
  override readonly name = 'ObligationsError';
}

/** @throws ObligationsError naming the key */
export function parseObligations(text: string, place: string): readonly Obligation[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ObligationsError(`${place} 不是有效的 JSON：${error instanceof Error ? error.message : ''}`);
  }
  const parsed = z.array(obligationSchema).safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ObligationsError(
    `${place} 的 ${issue?.path.join('.') ?? ''} 有误：${issue?.message ?? ''}；请改正后重试`,
  );
}

/** The obligations that come with the house, in its order; the office's own replace one of the same contract, or follow. */
export async function loadObligations(ownFile: string): Promise<readonly Obligation[]> {
  const shipped = join(import.meta.dirname, 'obligations.json');
  const obligations = new Map(
    parseObligations(await readFile(shipped, 'utf8'), shipped).map((entry) => [entry.contract, entry]),
  );
  const own = await readFile(ownFile, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  if (own !== null)
    for (const entry of parseObligations(own, ownFile)) obligations.set(entry.contract, entry);
  return [...obligations.values()];
}
