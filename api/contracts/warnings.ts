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
  /** Up to which day the rules listed were judged: the oldest of them. */
  asOf: z.iso.date().nullable(),
  origins: z.array(originSchema),
  /** The metric `warnings` by severity, with the same filters but the severity's own. */
  counts: countsSchema,
  /** The metric `warnings` by rule and severity, rules without any left out. */
  rules: z.array(
    z.object({
      rule: z.string(),
      name: z.string(),
      counts: countsSchema,
      /** The last month this build judged it for, `2026-10`. */
      judgedTo: z.string().nullable(),
    }),
  ),
  total: z.int().nonnegative(),
  limit: z.int(),
  offset: z.int(),
  warnings: z.array(warningSchema),
});
export type WarningList = z.infer<typeof warningListSchema>;

/** numerator, denominator: their amounts add up to it · record: what the finding is read from. */
export const proofPartSchema = z.enum(['numerator', 'denominator', 'record']);

/** One accepted row behind a warning, and the file it came in. */
export const proofRowSchema = z.object({
  part: proofPartSchema,
  /** Contract id of the dataset it is a row of. */
  contract: z.string(),
  what: z.string().nullable(),
  note: z.string().nullable(),
  /** Yuan, or one where things are counted. */
  amount: z.number().nullable(),
  day: z.iso.date().nullable(),
  batch: z.string(),
  /** The line of the file. */
  row: z.int(),
  fileName: z.string().nullable(),
  sheet: z.string().nullable(),
});
export type ProofRow = z.infer<typeof proofRowSchema>;

/** A number of a rule from a day on, and who set it, when and why. */
export const ruleThresholdSchema = z.object({
  name: z.string(),
  value: z.number(),
  unit: z.string(),
  who: z.string(),
  when: z.iso.date(),
  why: z.string(),
  source: z.string(),
  effectiveFrom: z.iso.date(),
  /** In force in the warning's month. */
  inForce: z.boolean(),
});
export type RuleThreshold = z.infer<typeof ruleThresholdSchema>;

/** `GET /api/v1/warnings/{id}?limit=&offset=` (of the rows) */
export const warningDetailSchema = z.object({
  build: z.string(),
  asOf: z.iso.date().nullable(),
  origins: z.array(originSchema),
  warning: warningSchema,
  rule: z.object({
    id: z.string(),
    name: z.string(),
    statement: z.string(),
    numerator: z.string(),
    denominator: z.string().nullable(),
    legalBasis: z.string().nullable(),
    sources: z.array(z.string()),
    /** The months this build judged. */
    judgedFrom: z.string().nullable(),
    judgedTo: z.string().nullable(),
    thresholds: z.array(ruleThresholdSchema),
  }),
  /** The statements: what the rule asks, and what the rows are. */
  sql: z.object({ rule: z.string(), proof: z.string() }),
  proof: z.object({
    sums: z.array(
      z.object({ part: proofPartSchema, rows: z.int().nonnegative(), amount: z.number().nullable() }),
    ),
    total: z.int().nonnegative(),
    limit: z.int(),
    offset: z.int(),
    rows: z.array(proofRowSchema),
  }),
  /** What the same rule found before, the same subject's own first. */
  past: z.array(
    z.object({
      id: z.string(),
      sameSubject: z.boolean(),
      severity: severitySchema,
      subjectName: z.string().nullable(),
      detail: z.string(),
      value: z.number().nullable(),
      threshold: z.number().nullable(),
      period: z.string(),
    }),
  ),
});
export type WarningDetail = z.infer<typeof warningDetailSchema>;
