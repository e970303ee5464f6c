import { z } from 'zod';

/** What a report is written in: `report.<format>`. */
export const reportFormats = ['docx', 'pdf', 'xlsx', 'html'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** The format of one of a report's files; undefined: none of ours. */
export const reportFormatOf = (fileName: string): ReportFormat | undefined =>
  reportFormats.find((format) => fileName === `report.${format}`);

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

/** A report whose record cannot be read, and why; its files are not shown. */
export const unreadableReportSchema = z.object({ id: z.string(), why: z.string() });

/** A report that is being made: `done` steps of `total`. */
export const reportMakingSchema = z.object({
  template: z.string(),
  title: z.string(),
  period: z.string(),
  by: z.string(),
  done: z.int().nonnegative(),
  total: z.int().positive(),
  at: z.iso.datetime(),
});
export type ReportMaking = z.infer<typeof reportMakingSchema>;

/** `GET /api/v1/reports`: the newest first. Their files: `GET /api/v1/reports/{id}/{name}`. */
export const reportsSchema = z.object({
  reports: z.array(reportSchema),
  unreadable: z.array(unreadableReportSchema),
  making: z.array(reportMakingSchema),
});
export type Reports = z.infer<typeof reportsSchema>;

export const sha256Schema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[0-9a-f]{64}$/);

/** `GET /api/v1/reports/verify?sha256=…`: the reports that have a file of that content; none: it is none of ours. */
export const reportVerificationSchema = z.object({
  sha256: z.string(),
  matches: z.array(z.object({ report: reportSchema, name: z.string() })),
});
export type ReportVerification = z.infer<typeof reportVerificationSchema>;
