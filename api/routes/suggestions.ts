import express, { Router } from 'express';
import type { SearchFilters } from '../../warehouse/duplicates/search-filters.ts';
import type { Band as FoundBand } from '../../warehouse/duplicates/model.ts';
import type { DuplicateAnswer } from '../../warehouse/register/duplicate-register.ts';
import {
  draftSchema,
  verdictSchema,
  type Band,
  type Duplicates,
  type Match,
  type Matters,
  type Similar,
} from '../contracts/duplicates.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { mediaTypes } from '../faces/face.ts';
import { sendMade } from '../made-answer.ts';
import { mattersWorkbook } from '../sheets/matters-workbook.ts';
import { readPosted } from '../parameters/posted-body.ts';
import { parameterErrors, wholeNumber } from '../parameters/query-text.ts';
import { invalidParameters, ProblemError } from '../problem.ts';
import { z } from 'zod';

const path = '/suggestions/duplicates';
const judgementsPath = '/suggestions/judgements';
/** The paths below /api/v1 that take a POST: a draft is too long for an address, and a judgement is put on record. */
export const postedPaths: readonly string[] = [path, judgementsPath];

const filterNames = {
  area: '编号为此的区域或乡镇街道：',
  category: '属于此类别的建议：',
  handler: '由此单位承办的建议：',
  session: '此次会议的建议：',
} as const;
const largestDraft = '256kb';
const possibleOfDraft = 'title、body、filters（from、to、except、area、category、handler、session）、limit';
const mostMatches = 50;
const bandOf: Readonly<Record<FoundBand, Band>> = {
  高度疑似: 'high',
  疑似: 'likely',
  相关: 'related',
  无关: 'below',
};

const figuresSchema = z.object({
  pairs: z.int().nonnegative(),
  calibration_error: z.object({ mean: z.number() }),
});

function toMatch({
  entry,
  probability,
  band,
  overlap,
  passages,
  reasons,
}: DuplicateAnswer['matches'][number]): Match {
  return {
    suggestion: entry,
    probability,
    band: bandOf[band],
    overlap,
    passages: passages.map(({ parts }) => ({ parts: parts.map((part) => ({ ...part })) })),
    reasons: {
      ...reasons,
      guards: [...reasons.guards],
      places: [...reasons.places],
      words: [...reasons.words],
    },
  };
}

function toDuplicates(answer: DuplicateAnswer): Duplicates {
  const { matches, overlap, register, model, calibration, dense } = answer;
  const figures = figuresSchema.safeParse(model.figures).data;
  return {
    matches: matches.map(toMatch),
    overlap: { covered: overlap.total, largest: overlap.largest },
    register,
    model: {
      version: model.version,
      calibrationError: figures?.calibration_error.mean ?? null,
      judgedPairs: figures?.pairs ?? 0,
      calibration:
        calibration === null
          ? null
          : {
              version: calibration.version,
              made: calibration.made,
              judgements: calibration.judgements,
              errorBefore: calibration.errorBefore,
              errorAfter: calibration.errorAfter,
            },
    },
    dense: { took: dense.took, reason: dense.took ? dense.note : dense.reason },
  };
}

const mostMatters = 2_000;
export const mattersParameters = z.strictObject({
  years: wholeNumber(1, 20).default(2),
  limit: wholeNumber(1, mostMatters).default(200),
  format: z.enum(['json', 'xlsx'], '应为 json 或 xlsx').default('json'),
});
export const similarParameters = z.strictObject({ limit: wholeNumber(1, mostMatches).default(10) });

/**
 * `/suggestions`: has anybody asked for this before, and what became of it? Answers of this moment, from the
 * register in force, so nothing is kept, and only the matters carry a validator, of what they say; the build beside which a wall shows them is named.
 */
export function suggestionRoutes({
  register,
  warehouse,
}: Pick<ApiDependencies, 'register' | 'warehouse'>): Router {
  const router = Router();

  router.post(path, express.json({ limit: largestDraft }), async (req, res) => {
    const { title, body, filters, limit } = readPosted(draftSchema, req.body, possibleOfDraft);
    const { area, category, handler, session, ...dated } = filters;
    const where = { area, category, handler, session };
    const unknown = await register.unknown(where);
    if (unknown.length > 0)
      throw invalidParameters(
        unknown.map((name) => ({
          parameter: `filters.${name}`,
          message: `没有${filterNames[name]}“${where[name] ?? ''}”（参数 filters.${name}）；请核对，或去掉该参数`,
        })),
        'invalid_parameter',
      );
    const wanted: SearchFilters = { ...dated, except: new Set(dated.except ?? []) };
    const answer = await register.search({ title, body }, { limit, filters: wanted, where });
    res.set('Cache-Control', 'no-store').json(toDuplicates(answer));
  });

  router.get('/suggestions/:id/similar', async (req, res) => {
    const parsed = similarParameters.safeParse(req.query);
    if (!parsed.success)
      throw invalidParameters(
        parameterErrors(parsed.error, `limit（1–${mostMatches}）`),
        'invalid_parameter',
      );
    const answer = await register.similar(req.params.id, parsed.data);
    if (answer === null)
      throw new ProblemError(
        'not_found',
        `登记簿里没有编号为“${req.params.id.slice(0, 80)}”的建议；请核对编号（也可能刚被撤回）`,
      );
    const body: Similar = { ...toDuplicates(answer), suggestion: answer.suggestion };
    res.set('Cache-Control', 'no-store').json(body);
  });

  router.get('/suggestions/matters', async (req, res) => {
    const parsed = mattersParameters.safeParse(req.query);
    if (!parsed.success)
      throw invalidParameters(
        parameterErrors(parsed.error, `years（1–20）、limit（1–${mostMatters}）、format（json、xlsx）`),
        'invalid_parameter',
      );
    const { years, limit, format } = parsed.data;
    const { matters, progress, register: state } = await register.repeated();
    const wanted = matters.filter((matter) => matter.years.length >= years);
    const body: Matters = {
      build: warehouse.buildId,
      total: wanted.length,
      progress,
      register: state,
      matters: wanted.slice(0, limit).map(({ probability, suggestions, years: raised }) => ({
        title: suggestions[0]?.title ?? '',
        years: [...raised],
        probability,
        suggestions: [...suggestions],
      })),
    };
    if (format === 'json') sendMade(req, res, 'application/json', JSON.stringify(body));
    else {
      res.attachment(`反复提出的事项-${state.asOf ?? ''}.xlsx`);
      sendMade(req, res, mediaTypes.xlsx, mattersWorkbook(body));
    }
  });

  router.post(judgementsPath, express.json({ limit: largestDraft }), async (req, res) => {
    const said = readPosted(verdictSchema, req.body, 'draft、match、verdict、joined、by');
    const kept = await register.judge(said);
    if ('unknown' in kept)
      throw new ProblemError(
        'not_found',
        `登记簿里没有编号为“${kept.unknown}”的建议，判定没有保存；请刷新后重试`,
      );
    const { at, draft, match, verdict, joined, probability } = kept;
    res.status(201).set('Cache-Control', 'no-store').json({ at, draft, match, verdict, joined, probability });
  });

  return router;
}
