import { setImmediate } from 'node:timers/promises';
import { Router } from 'express';
import { gainsOf } from '../../warehouse/stations/advice.ts';
import {
  definitionAt,
  stationDefinitions,
  type StationDefinition,
} from '../../warehouse/stations/definition.ts';
import { readInputs } from '../../warehouse/stations/inputs.ts';
import { rankChange } from '../../warehouse/stations/rank-change.ts';
import { whatIf } from '../../warehouse/stations/what-if.ts';
import { run } from '../../warehouse/vitality/run.ts';
import { DefinitionError } from '../../warehouse/vitality/definition.ts';
import type { Engine } from '../../warehouse/engine.ts';
import type { PublishedBuild } from '../../warehouse/opened-build.ts';
import { vitalityParts } from '../../warehouse/queries/vitality/parts.ts';
import {
  vitalityPeriods,
  vitalityRuns,
  vitalityStanding,
  type VitalityPeriod,
  type VitalityRun,
} from '../../warehouse/queries/vitality/runs.ts';
import { vitalityScores } from '../../warehouse/queries/vitality/scores.ts';
import { answerFromBuild, answerTabular, ownQuery, type BuildAnswers } from '../answer.ts';
import {
  stationScoreSchema,
  type StationVitality,
  type VitalityScores,
  type VitalityWhatIf,
} from '../contracts/vitality.ts';
import { vitalityTable } from '../faces/vitality-table.ts';
import { parseVitalityParameters } from '../parameters/vitality-parameters.ts';
import { invalidParameters, ProblemError } from '../problem.ts';
import { originsOf } from '../provenance.ts';
import { compared } from './vitality-comparison.ts';
import { definitionAnswer } from './vitality-definition.ts';

/** After what is waiting now: requests are answered between two slices of a simulation. */
const nextTurn = (): Promise<unknown> => setImmediate();

/** Draws of a what-if: enough to see rank intervals, few enough to be answered while somebody waits. */
const whatIfDraws = 100;

function definitionOf(version: string | undefined): StationDefinition {
  const all = stationDefinitions();
  const found = version === undefined ? all[0] : all.find((each) => each.version === version);
  if (found) return found;
  throw new ProblemError(
    'not_found',
    `没有版本为“${version ?? ''}”的指数定义。可用的版本：${all.map((each) => each.version).join('、')}`,
  );
}

interface Asked {
  readonly definition: StationDefinition;
  readonly run: VitalityRun;
  readonly periods: readonly VitalityPeriod[];
  readonly period: VitalityPeriod;
}

async function asked(engine: Engine, version: string | undefined, code: string | undefined): Promise<Asked> {
  const definition = definitionOf(version);
  const runs = await vitalityRuns(engine);
  const made = runs.find((each) => each.version === definition.version && each.hash === definition.hash);
  const periods = await vitalityPeriods(engine);
  const period = code === undefined ? periods[0] : periods.find((each) => each.code === code);
  if (made === undefined)
    throw new ProblemError(
      'not_found',
      `当前数据不是用定义 ${definition.version} 的现行文本计算的。请重新构建（cockpit build）后再试`,
    );
  if (period === undefined)
    throw new ProblemError(
      'not_found',
      periods.length === 0
        ? '还没有可以评价的时期：意见、活动、值班三本台账须有至少十二个整月。请补报台账后重新构建'
        : `没有“${code ?? ''}”这个时期的指数。可用的时期：${periods.map((each) => each.code).join('、')}`,
    );
  return { definition, run: made, periods, period };
}

/** The definition of the other side: the one asked for, or that of the time. */
function comparedWith(
  earlier: VitalityPeriod | undefined,
  version: string | undefined,
  definition: StationDefinition,
): StationDefinition {
  if (version !== undefined) return definitionOf(version);
  return (earlier === undefined ? undefined : definitionAt(earlier.to)) ?? definition;
}

const originsIn = (build: PublishedBuild): string[] =>
  originsOf(build.report.datasets.filter(({ contract }) => contract.startsWith('stations.')));

async function stationAnswer(
  build: PublishedBuild,
  code: string,
  query: ReturnType<typeof parseVitalityParameters<'station'>>,
): Promise<StationVitality> {
  const { engine } = build;
  const { definition, run: made, periods, period } = await asked(engine, query.version, query.period);
  const earlier = periods.find((each) =>
    query.against === undefined ? each.to < period.from || each.to < period.to : each.code === query.against,
  );
  if (query.against !== undefined && earlier === undefined)
    throw new ProblemError(
      'not_found',
      `没有“${query.against}”这个时期可供比较。可用的时期：${periods.map((each) => each.code).join('、')}`,
    );
  const { version } = definition;
  const [row] = await vitalityScores(engine, version, period.code, code);
  if (row === undefined)
    throw new ProblemError('not_found', `名册中没有编码为“${code.slice(0, 80)}”的联络站。请核对站点编码`);
  const key = { version, period: period.code, station: code };
  const against = earlier?.code ?? '';
  const then = comparedWith(earlier, query.againstVersion, definition);
  const parts = await vitalityParts(engine, { ...key, against, againstVersion: then.version });
  const [before] = earlier === undefined ? [] : await vitalityScores(engine, then.version, against, code);
  const rows = (sql: string, parameters: Readonly<Record<string, string>>) => engine.rows(sql, parameters);
  const now = row.score === null ? null : await readInputs(rows, version, period.code);
  const change =
    now === null || before?.score == null
      ? null
      : await rankChange(
          rows,
          code,
          { definition: then, period: against },
          { definition, period: period.code },
        );
  const gains = now === null ? [] : gainsOf(run(definition.engine, { table: now }), code);
  const { opinions, online, repeats, overCap, persons, activities, ...station } = row;
  return {
    run: made,
    period,
    against: earlier ?? null,
    againstVersion: earlier === undefined ? null : then.version,
    station,
    before:
      before?.score == null || before.rank === null || before.band === null
        ? null
        : { score: before.score, rank: before.rank, band: before.band },
    parts,
    change:
      change === null
        ? null
        : {
            before: change.before,
            after: change.after,
            own: change.own,
            others: change.others,
            definition: change.definition,
            revision: change.revision,
            revised: change.revised,
          },
    standing: await vitalityStanding(engine, key),
    advice: gains.slice(0, 3).map(({ code: indicator, gain }) => ({
      code: indicator,
      gain,
      text: definition.wording[indicator]?.advice ?? '',
    })),
    facts: { opinions, online, repeats, overCap, persons, activities },
  };
}

/** @throws ProblemError saying which weight is not one of the definition's */
async function tried<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    throw invalidParameters(
      [{ parameter: 'weights', message: `参数 weights ${error.message}` }],
      'invalid_parameter',
    );
  }
}

async function whatIfAnswer(
  build: PublishedBuild,
  query: ReturnType<typeof parseVitalityParameters<'whatIf'>>,
): Promise<VitalityWhatIf> {
  const { engine } = build;
  const { definition, period } = await asked(engine, query.version, query.period);
  const table = await readInputs(
    (sql, parameters) => engine.rows(sql, parameters),
    definition.version,
    period.code,
  );
  const now = await vitalityScores(engine, definition.version, period.code);
  const known = new Map(now.map((row) => [row.station, row]));
  const scores =
    table === null ? [] : await tried(() => whatIf(definition, table, query.weights, whatIfDraws, nextTurn));
  return {
    build: build.id,
    version: definition.version,
    period,
    weights: Object.fromEntries(query.weights),
    draws: whatIfDraws,
    stations: scores
      .map(({ station, score, rank, band, interval }) => ({
        station,
        name: known.get(station)?.name ?? station,
        rankNow: known.get(station)?.rank ?? rank,
        rankThen: rank,
        rankLow: interval?.rankLow ?? rank,
        rankHigh: interval?.rankHigh ?? rank,
        score,
        bandNow: known.get(station)?.band ?? band,
        bandThen: band,
      }))
      .sort((a, b) => a.rankThen - b.rankThen || (a.station < b.station ? -1 : 1)),
  };
}

/** `/vitality`: the stations' index: its definitions, scores, explanations, comparisons, and what other weights would do. */
export function vitalityRoutes(answers: BuildAnswers): Router {
  const router = Router();

  router.get('/vitality/definitions', async (req, res) => {
    const question = {
      route: 'vitality/definitions',
      parameters: stationDefinitions().map(({ hash }) => hash),
    };
    await answerFromBuild(answers, req, res, question, (build) =>
      Promise.resolve({ build: build.id, definitions: stationDefinitions().map(definitionAnswer) }),
    );
  });

  router.get('/vitality/scores', async (req, res) => {
    const query = parseVitalityParameters('scores', ownQuery(req, true));
    const question = { route: 'vitality/scores', parameters: query };
    const scores = async (build: PublishedBuild): Promise<VitalityScores> => {
      const {
        definition,
        run: made,
        periods,
        period,
      } = await asked(build.engine, query.version, query.period);
      const stations = await vitalityScores(build.engine, definition.version, period.code);
      return {
        run: made,
        period,
        periods: [...periods],
        bands: definition.bands,
        origins: originsIn(build),
        stations: stations.map((station) => stationScoreSchema.parse(station)),
      };
    };
    await answerTabular<VitalityScores>(answers, req, res, question, {
      json: scores,
      rowsOf: ({ stations }) => stations.length,
      table: async (build) => {
        const { period, stations } = await scores(build);
        return vitalityTable(period.name, stations);
      },
    });
  });

  router.get('/vitality/stations/:code', async (req, res) => {
    const query = parseVitalityParameters('station', ownQuery(req));
    const { code } = req.params;
    const question = { route: 'vitality/station', parameters: { code, query } };
    await answerFromBuild(answers, req, res, question, (build) => stationAnswer(build, code, query));
  });

  router.get('/vitality/comparison', async (req, res) => {
    const query = parseVitalityParameters('comparison', ownQuery(req));
    const question = { route: 'vitality/comparison', parameters: query };
    await answerFromBuild(answers, req, res, question, async ({ id, engine }) => {
      const to = await asked(engine, query.toVersion, query.to);
      const before = query.from ?? to.periods.find((each) => each.to < to.period.to)?.code;
      const from = await asked(engine, query.fromVersion ?? query.toVersion, before);
      const earlier = await vitalityScores(engine, from.definition.version, from.period.code);
      const later = await vitalityScores(engine, to.definition.version, to.period.code);
      return {
        build: id,
        from: { period: from.period, version: from.definition.version },
        to: { period: to.period, version: to.definition.version },
        ...compared(earlier, later),
      };
    });
  });

  router.get('/vitality/what-if', async (req, res) => {
    const query = parseVitalityParameters('whatIf', ownQuery(req));
    const question = { route: 'vitality/what-if', parameters: { ...query, weights: [...query.weights] } };
    await answerFromBuild(answers, req, res, question, (build) => whatIfAnswer(build, query));
  });

  return router;
}
