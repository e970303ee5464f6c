import { z } from 'zod';

export const reportSchema = z.object({
  /** `<template>.<period>.<build>` */
  id: z.string(),
  template: z.string(),
  title: z.string(),
  period: z.string(),
  build: z.string(),
  /** 草稿 → 已审 → 已发布; a published report never changes. */
  state: z.enum(['draft', 'reviewed', 'published']),
  files: z.array(z.object({ name: z.string(), sha256: z.string(), bytes: z.int().nonnegative() })),
  history: z.array(
    z.object({ at: z.iso.datetime(), by: z.string(), action: z.enum(['made', 'reviewed', 'published']) }),
  ),
});
export type Report = z.infer<typeof reportSchema>;

/** `GET /api/v1/reports`: the newest first. Their files: `GET /api/v1/reports/{id}/{name}`. */
export const reportsSchema = z.object({ reports: z.array(reportSchema) });
export type Reports = z.infer<typeof reportsSchema>;
