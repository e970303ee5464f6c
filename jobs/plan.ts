import { validate } from 'node-cron';
import { z } from 'zod';
import { readJson } from '../warehouse/home.ts';
import type { JobPlan } from './job.ts';

const whole = (low: number, high: number) => z.int().min(low).max(high);

const planSchema = z.strictObject({
  schedule: z
    .string()
    .refine((text) => text.trim().split(/\s+/).length === 5 && validate(text), {
      message: '应为五段的 cron 时间（分 时 日 月 星期），如 "30 1 * * *"',
    })
    .nullable(),
  enabled: z.boolean(),
  missed: z.enum(['catch-up', 'skip']),
  limitSeconds: whole(1, 86_400),
  retries: whole(0, 10),
  retryAfterSeconds: whole(1, 3_600),
});

/** The office's own plans cannot be used; the message says where and what was expected. */
export class JobPlanError extends Error {
  override readonly name = 'JobPlanError';
}

/**
 * The plans that come with the house, changed by the office's own (`jobs.json`): for each job only what is different.
 * @throws JobPlanError
 */
export async function loadPlans<Id extends string>(
  file: string,
  own: Readonly<Record<Id, JobPlan>>,
): Promise<Readonly<Record<Id, JobPlan>>> {
  const read = await readJson(file).catch((cause: unknown) => {
    throw new JobPlanError(`${file} 不是有效的 JSON；请改正，或移走以使用默认的时间表`, { cause });
  });
  if (read === null) return own;
  const ids = Object.keys(own);
  const schema = z.partialRecord(z.enum(ids), planSchema.partial());
  const parsed = schema.safeParse(read);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new JobPlanError(
      `${file} 的 ${issue?.path.join('.') ?? ''} 无法使用：${issue?.message ?? ''}（任务有：${ids.join('、')}）`,
    );
  }
  const changed = Object.fromEntries(
    Object.entries<JobPlan>(own).map(([id, plan]) => {
      const given = Object.entries(parsed.data[id] ?? {}).filter(([, value]) => value !== undefined);
      return [id, planSchema.parse({ ...plan, ...Object.fromEntries(given) })];
    }),
  );
  return { ...own, ...changed };
}
