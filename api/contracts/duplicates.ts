import { z } from 'zod';

/** Longest title and body a draft may have, characters. */
export const longestTitle = 200;
export const longestBody = 20_000;

const day = z.iso.date();

const filterValue = z.string().trim().min(1, '不能为空；请填写值，或去掉该参数').max(80);

/** Which earlier suggestions are looked through: those that all filters admit. */
export const duplicateFiltersSchema = z
  .strictObject({
    /** Handed in on or after, on or before. */
    from: day.optional(),
    to: day.optional(),
    /** Not to be found: the draft itself, when it is in the register already. */
    except: z.array(z.string().max(80)).max(20).optional(),
    /** Code of an area, with its townships, or of a township. */
    area: filterValue.optional(),
    category: filterValue.optional(),
    /** Code or name of a department that handles it, lead or not. */
    handler: filterValue.optional(),
    /** Name of the session, as the register has it. */
    session: filterValue.optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['from'],
    message: '晚于 to，这样的日期一天也没有；请把两个日期对调',
  });

/** So little text tells nothing of what it is about. */
const fewestCharacters = 4;
const hasEnoughText = ({ title, body }: { title: string; body: string }): boolean =>
  (title + body).trim().length >= fewestCharacters;
const tooLittleText = (purpose: string) => ({
  path: ['title'],
  message: `标题和正文一共至少 ${fewestCharacters} 个字，才能${purpose}`,
});
const titleText = z.string().max(longestTitle, `标题最多 ${longestTitle} 字`);
const bodyText = z.string().max(longestBody, `正文最多 ${longestBody} 字`);

/** `POST /api/v1/suggestions/duplicates`: a draft, as far as it is written. */
export const draftSchema = z
  .strictObject({
    title: titleText.default(''),
    body: bodyText.default(''),
    filters: duplicateFiltersSchema.default({}),
    /** Most matches to answer with. */
    limit: z.int().min(1).max(50).default(10),
  })
  .refine(hasEnoughText, tooLittleText('查重'));
export type Draft = z.input<typeof draftSchema>;

const satisfactionSchema = z.enum(['satisfied', 'fairly', 'dissatisfied', 'unstated']).nullable();

/** A suggestion of the register, with what became of it. */
export const suggestionEntrySchema = z.object({
  id: z.string(),
  title: z.string(),
  body: z.string(),
  sessionYear: z.int(),
  session: z.string(),
  category: z.string(),
  leadSigner: z.string(),
  cosigners: z.int().nonnegative(),
  area: z.string().nullable(),
  areaName: z.string().nullable(),
  townshipName: z.string().nullable(),
  leadHandler: z.string().nullable(),
  leadHandlerName: z.string().nullable(),
  coHandlerNames: z.string().nullable(),
  resultClass: z.enum(['A', 'B', 'C', 'D']).nullable(),
  satisfactionHandling: satisfactionSchema,
  satisfactionResult: satisfactionSchema,
  mergedInto: z.string().nullable(),
  keySupervised: z.boolean(),
  answeredInTime: z.boolean().nullable(),
  /** Whether what was promised was done by the day promised; null while it is too early to say. */
  promiseKept: z.boolean().nullable(),
  submittedOn: day,
  handedOverOn: day.nullable(),
  answeredOn: day.nullable(),
  closedOn: day.nullable(),
  promisedBy: day.nullable(),
  fulfilledOn: day.nullable(),
  /** The batch and the row of its sheet it came in. */
  batch: z.string(),
  row: z.int().positive(),
});
export type SuggestionEntry = z.infer<typeof suggestionEntrySchema>;

/** Characters `[start, end)`, UTF-16 code units, of `title + '\\n' + body`. */
export const spanSchema = z.object({ start: z.int().nonnegative(), end: z.int().nonnegative() });
export type Span = z.infer<typeof spanSchema>;

/** A part of a passage: word for word the same, or what stands between two such parts. */
export const passagePartSchema = z.object({
  kind: z.enum(['verbatim', 'bridged']),
  draft: spanSchema,
  earlier: spanSchema,
});

/** A passage that both texts share. */
export const passageSchema = z.object({ parts: z.array(passagePartSchema).min(1) });
export type Passage = z.infer<typeof passageSchema>;

/** Why a pair is thought to be about one matter, and why not. */
export const reasonsSchema = z.object({
  /** Why a likeness is not believed: another place, or the opposite stance. */
  guards: z.array(z.enum(['other_place', 'opposite_stance'])),
  /** How the areas named in both lie to each other. */
  areas: z.enum(['unknown', 'same', 'nested', 'apart']),
  /** Places named in both. */
  places: z.array(z.string()),
  /** Words of both, the rarest first. */
  words: z.array(z.string()),
  /** Characters of the longest run word for word. */
  longestRun: z.int().nonnegative(),
});

/** ≥ 0.8 高度疑似 · 0.5–0.8 疑似 · 0.3–0.5 相关 · below: shown only when asked for. */
export const bandSchema = z.enum(['high', 'likely', 'related', 'below']);
export type Band = z.infer<typeof bandSchema>;

export const matchSchema = z.object({
  suggestion: suggestionEntrySchema,
  /** 同一事项概率: calibrated, that one reply would answer both. */
  probability: z.number().min(0).max(1),
  band: bandSchema,
  /** 文字重合率: the share of the draft's characters that passages of this one suggestion cover. */
  overlap: z.number().min(0).max(1),
  passages: z.array(passageSchema),
  reasons: reasonsSchema,
});
export type Match = z.infer<typeof matchSchema>;

/** Whether meaning took part in the search; if not, why, and if so, what to know of it (no model of its own yet). */
export const denseStatusSchema = z.object({ took: z.boolean(), reason: z.string().nullable() });

/** The model that judges, and how well it is calibrated. */
export const duplicateModelSchema = z.object({
  version: z.string(),
  /** Expected calibration error on its judged pairs, cross-validated; null when it was not measured. */
  calibrationError: z.number().nullable(),
  judgedPairs: z.int().nonnegative(),
  /** Refitted from this office's own judgements; null while there are too few. */
  calibration: z
    .object({
      version: z.int().positive(),
      made: z.iso.datetime(),
      judgements: z.int().nonnegative(),
      errorBefore: z.number(),
      errorAfter: z.number(),
    })
    .nullable(),
});

export const duplicatesSchema = z.object({
  matches: z.array(matchSchema),
  /** 文字重合率 of the draft: the share that passages of all matches cover together, and the largest of one. */
  overlap: z.object({
    covered: z.number().min(0).max(1),
    largest: z.object({ id: z.string(), share: z.number().min(0).max(1) }).nullable(),
  }),
  register: z.object({
    suggestions: z.int().nonnegative(),
    receivedAt: z.iso.datetime().nullable(),
    asOf: day.nullable(),
  }),
  model: duplicateModelSchema,
  dense: denseStatusSchema,
});
export type Duplicates = z.infer<typeof duplicatesSchema>;

/** `GET /api/v1/suggestions/{id}/similar` */
export const similarSchema = duplicatesSchema.extend({ suggestion: suggestionEntrySchema });
export type Similar = z.infer<typeof similarSchema>;

/** `POST /api/v1/suggestions/judgements`: what a member of staff says of a draft and one match. */
export const verdictSchema = z
  .strictObject({
    draft: z.union(
      [
        z.strictObject({ id: z.string().min(1).max(80) }),
        z.strictObject({ title: titleText, body: bodyText }).refine(hasEnoughText, tooLittleText('判定')),
      ],
      '应为 {"id": 建议编号}，或 {"title": 标题, "body": 正文}',
    ),
    match: z.string().min(1, '请指明是哪一件').max(80),
    verdict: z.enum(['重复', '相关', '无关'], '应为“重复”“相关”或“无关”'),
    /** 并案: the two are handled as one case. */
    joined: z.boolean().default(false),
    by: z.string().trim().min(1, '请填写判定人').max(40),
  })
  .refine(({ draft, match }) => !('id' in draft && draft.id === match), {
    path: ['match'],
    message: '就是 draft 本身；一件建议不能与自己作比较，请另选一件',
  })
  .refine(({ joined, verdict }) => !(joined && verdict === '无关'), {
    path: ['joined'],
    message: '与判定不符：“无关”的两件建议不能并案；请改判，或去掉并案',
  });
export type Verdict = z.input<typeof verdictSchema>;

/** A judgement as it was put on record. */
export const keptVerdictSchema = z.object({
  at: z.iso.datetime(),
  draft: z.string(),
  match: z.string(),
  verdict: z.enum(['重复', '相关', '无关']),
  joined: z.boolean(),
  probability: z.number(),
});

/**
 * `GET /api/v1/suggestions/matters?years=&limit=&format=`: matters that were raised again (反复提出), most years first,
 * then most often, then the latest. `years` (2 by default) is the least number of sessions' years, `limit` (200 by
 * default) how many matters are answered. What a tile shows of one: `title`; how often it was raised,
 * `suggestions.length`; in which years, `years`; and how it stands, the `resultClass` and `promiseKept` of the last of
 * `suggestions`. The answer is kept until the register or a link between suggestions changes: asking again is cheap.
 */
export const mattersSchema = z.object({
  /**
   * The build served while this was answered; null while none is. Matters are of the register of this moment, which
   * may hold deliveries that the build does not: `register.receivedAt` says up to when.
   */
  build: z.string().nullable(),
  /** Matters that were raised in so many sessions' years at least, in all. */
  total: z.int().nonnegative(),
  /** The whole register is compared in the background; until done equals total, matters may be missing. */
  progress: z.object({ done: z.int().nonnegative(), total: z.int().nonnegative() }),
  register: duplicatesSchema.shape.register,
  matters: z.array(
    z.object({
      /** The oldest suggestion's title stands for the matter. */
      title: z.string(),
      /** The sessions' years, each once, oldest first. */
      years: z.array(z.int()),
      /** The lowest of the probabilities by which a suggestion was joined to the rest. */
      probability: z.number().min(0).max(1),
      /** By the day they were handed in, oldest first: the last tells how the matter stands. */
      suggestions: z.array(suggestionEntrySchema),
    }),
  ),
});
export type Matters = z.infer<typeof mattersSchema>;
