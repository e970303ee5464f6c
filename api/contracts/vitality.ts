import { z } from 'zod';

/** What a set of scores was made with: equal in all of it, equal to the last digit. */
export const vitalityRunSchema = z.object({
  version: z.string(),
  /** SHA-256 of the definition's canonical JSON. */
  hash: z.string(),
  build: z.string(),
  engine: z.string(),
  seed: z.int(),
  draws: z.int(),
});

export const vitalityIndicatorSchema = z.object({
  code: z.string(),
  name: z.string(),
  unit: z.string(),
  parent: z.string(),
  weight: z.number(),
  /** −1: less is better. */
  direction: z.union([z.literal(1), z.literal(-1)]),
  /** x / (x + half) before the goalposts; null where the value is taken as it is. */
  half: z.number().nullable(),
  cap: z.number().nullable(),
  lower: z.number(),
  upper: z.number(),
  meaning: z.string(),
  formula: z.string(),
  source: z.string(),
});

export const vitalityDefinitionSchema = z.object({
  version: z.string(),
  hash: z.string(),
  inForce: z.boolean(),
  title: z.string(),
  description: z.string(),
  effectiveFrom: z.iso.date(),
  backCast: z.array(z.string()),
  changelog: z.array(z.object({ version: z.string(), text: z.string() })),
  pillars: z.array(z.object({ code: z.string(), name: z.string(), weight: z.number() })),
  indicators: z.array(vitalityIndicatorSchema),
  bands: z.array(z.object({ name: z.string(), from: z.number() })),
  /** The least score of an indicator that lies below its post. */
  floor: z.number(),
  rules: z.array(z.object({ code: z.string(), meaning: z.string(), value: z.number() })),
  /** What is drawn for the intervals. */
  uncertainty: z.object({ interval: z.number(), weightNoise: z.number(), counts: z.boolean() }),
});
export type VitalityDefinition = z.infer<typeof vitalityDefinitionSchema>;

/** `GET /api/v1/vitality/definitions` */
export const vitalityDefinitionsSchema = z.object({
  build: z.string(),
  definitions: z.array(vitalityDefinitionSchema),
});

export const vitalityPeriodSchema = z.object({
  code: z.string(),
  name: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
});

const intervalSchema = z.object({
  scoreLow: z.number(),
  scoreHigh: z.number(),
  rankLow: z.number(),
  rankHigh: z.number(),
  bandLow: z.int(),
  bandHigh: z.int(),
});

export const stationScoreSchema = z.object({
  station: z.string(),
  name: z.string(),
  area: z.string().nullable(),
  areaName: z.string().nullable(),
  township: z.string().nullable(),
  peerGroup: z.string(),
  kind: z.string(),
  /** unrated: open for less than half of the period, or nothing was recorded. */
  status: z.enum(['rated', 'unrated']),
  /** No record of any kind in the last six months of the period. */
  silent: z.boolean(),
  /** Months of the period marked 待核. */
  markedMonths: z.int(),
  score: z.number().nullable(),
  /** 1 the highest. */
  band: z.int().nullable(),
  rank: z.int().nullable(),
  peerRank: z.int().nullable(),
  interval: intervalSchema.nullable(),
  /** The score and rank with the marked months left out. */
  scoreUnmarked: z.number().nullable(),
  rankUnmarked: z.int().nullable(),
});
export type StationScore = z.infer<typeof stationScoreSchema>;

/** `GET /api/v1/vitality/scores?period=&version=` */
export const vitalityScoresSchema = z.object({
  run: vitalityRunSchema,
  period: vitalityPeriodSchema,
  periods: z.array(vitalityPeriodSchema),
  bands: z.array(z.object({ name: z.string(), from: z.number() })),
  origins: z.array(z.string()),
  stations: z.array(stationScoreSchema),
});
export type VitalityScores = z.infer<typeof vitalityScoresSchema>;

export const stationPartSchema = z.object({
  code: z.string(),
  level: z.int(),
  parent: z.string().nullable(),
  /** In the indicator's unit, after shrinking; null for pillars and the index. */
  value: z.number().nullable(),
  /** 0–100. */
  score: z.number(),
  /** Points of the index; those of one level add up to it. */
  contribution: z.number(),
  /** Counted events and their exposure before shrinking; null for pillars and the index. */
  events: z.number().nullable(),
  exposure: z.number().nullable(),
  /** How much of the value is the peers' (0–1). */
  priorShare: z.number().nullable(),
  /** Median score of the peer group. */
  peerScore: z.number().nullable(),
  /** Score in the period compared with. */
  before: z.number().nullable(),
});

/** `GET /api/v1/vitality/stations/{code}?period=&against=&version=&againstVersion=` */
export const stationVitalitySchema = z.object({
  run: vitalityRunSchema,
  period: vitalityPeriodSchema,
  against: vitalityPeriodSchema.nullable(),
  /** The definition the period compared with is told under: the one in force when it ended, unless asked otherwise. */
  againstVersion: z.string().nullable(),
  station: stationScoreSchema.extend({
    residents: z.int(),
    deputies: z.int(),
    openedOn: z.iso.date(),
  }),
  before: z.object({ score: z.number(), rank: z.int(), band: z.int() }).nullable(),
  parts: z.array(stationPartSchema),
  /**
   * Why the rank changed: its own records, the other stations', the definition, and records of the earlier period that
   * were revised since it was first published. The effects add up to after − before; a negative one is a rise.
   */
  change: z
    .object({
      before: z.number(),
      after: z.number(),
      own: z.number(),
      others: z.number(),
      definition: z.number(),
      revision: z.number(),
      /** Records of the earlier period were revised: its rank was first published otherwise than it is known now. */
      revised: z.boolean(),
    })
    .nullable(),
  /** Of the rated stations: surely above this one (P ≥ 0.9), surely below, and neither; null where not drawn. */
  standing: z.object({ above: z.int(), below: z.int(), alike: z.int() }).nullable(),
  /** What would raise the index most, best first. */
  advice: z.array(z.object({ code: z.string(), gain: z.number(), text: z.string() })),
  /** Counts people ask about. */
  facts: z.object({
    opinions: z.int(),
    online: z.int(),
    repeats: z.int(),
    overCap: z.int(),
    persons: z.int(),
    activities: z.int(),
  }),
});
export type StationVitality = z.infer<typeof stationVitalitySchema>;

/** `GET /api/v1/vitality/comparison?from=2025&to=R2026-10&fromVersion=&toVersion=` */
export const vitalityComparisonSchema = z.object({
  build: z.string(),
  from: z.object({ period: vitalityPeriodSchema, version: z.string() }),
  to: z.object({ period: vitalityPeriodSchema, version: z.string() }),
  /** Of the stations rated on both sides. */
  summary: z.object({
    stations: z.int(),
    /** Spearman's correlation of the two rankings; null where it is not defined. */
    ranks: z.number().nullable(),
    bandsUp: z.int(),
    bandsSame: z.int(),
    bandsDown: z.int(),
  }),
  stations: z.array(
    z.object({
      station: z.string(),
      name: z.string(),
      scoreBefore: z.number().nullable(),
      scoreAfter: z.number().nullable(),
      rankBefore: z.int().nullable(),
      rankAfter: z.int().nullable(),
      bandBefore: z.int().nullable(),
      bandAfter: z.int().nullable(),
      /** Null where that side was not drawn: only the two latest periods of the definition in force are. */
      intervalBefore: intervalSchema.nullable(),
      intervalAfter: intervalSchema.nullable(),
    }),
  ),
});

export type VitalityComparison = z.infer<typeof vitalityComparisonSchema>;

/** `GET /api/v1/vitality/what-if?weights=legislation:0.3,opinion:0.3,duty:0.2,response:0.2`; nothing is saved. */
export const vitalityWhatIfSchema = z.object({
  build: z.string(),
  version: z.string(),
  period: vitalityPeriodSchema,
  /** As given; weights are relative among siblings, and what is not named keeps that of the definition. */
  weights: z.record(z.string(), z.number()),
  draws: z.int(),
  stations: z.array(
    z.object({
      station: z.string(),
      name: z.string(),
      rankNow: z.int(),
      rankThen: z.int(),
      rankLow: z.number(),
      rankHigh: z.number(),
      score: z.number(),
      bandNow: z.int(),
      bandThen: z.int(),
    }),
  ),
});
export type VitalityWhatIf = z.infer<typeof vitalityWhatIfSchema>;
