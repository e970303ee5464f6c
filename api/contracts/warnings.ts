import { z } from 'zod';
import { originSchema } from './builds.ts';

/** red: to be answered for · yellow: to be watched · look: a pattern listed for a look, no judgement. */
export const severitySchema = z.enum(['red', 'yellow', 'look']);
export type Severity = z.infer<typeof severitySchema>;

export const warningSchema = z.object({
  /** Stable over builds: rule, month and subject. */
  id: z.string(),
  rule: z.string(),
  ruleName: z.string(),
  severity: severitySchema,
  /** Whom or what it is about: a department, a project, an area. */
  subjectName: z.string().nullable(),
  /** The sentence a person reads. */
  detail: z.string(),
  area: z.string().nullable(),
  areaName: z.string().nullable(),
  department: z.string().nullable(),
  /** Who must explain. */
  explainedBy: z.string(),
  /** Of value and threshold. `points` and `ratio`: fractions. */
  unit: z.enum(['yuan', 'ratio', 'points', 'count', 'days']),
  /** Of numerator and denominator. */
  partUnit: z.enum(['yuan', 'count', 'days']),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  value: z.number().nullable(),
  threshold: z.number().nullable(),
  /** The month it speaks of. */
  period: z.string(),
  /** The first month of the unbroken run it ends. */
  since: z.string(),
  monthsRunning: z.int().positive(),
  standsUntil: z.string(),
});
export type Warning = z.infer<typeof warningSchema>;

const countsSchema = z.object({
  red: z.int().nonnegative(),
  yellow: z.int().nonnegative(),
  look: z.int().nonnegative(),
});

/** `GET /api/v1/warnings?period=&severity=&rule=&area=&department=&limit=&offset=` */
export const warningListSchema = z.object({
  build: z.string(),
  /** Those that stand at the end of this month; null where nothing could be judged. */
  period: z.string().nullable(),
  asOf: z.iso.date().nullable(),
  origins: z.array(originSchema),
  /** The metric `warnings` by severity, with the same filters but the severity's own. */
  counts: countsSchema,
  /** The metric `warnings` by rule and severity, rules without any left out. */
  rules: z.array(z.object({ rule: z.string(), name: z.string(), counts: countsSchema })),
  total: z.int().nonnegative(),
  limit: z.int(),
  offset: z.int(),
  warnings: z.array(warningSchema),
});
export type WarningList = z.infer<typeof warningListSchema>;
