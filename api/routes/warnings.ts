import { Router } from 'express';
import type { DatasetReport } from '../../warehouse/build-report.ts';
import type { Engine } from '../../warehouse/engine.ts';
import type { PublishedBuild } from '../../warehouse/opened-build.ts';
import type { MetricDefinition } from '../../warehouse/metrics/definition.ts';
import { evaluateMetric, type MetricRow } from '../../warehouse/metrics/evaluate.ts';
import { metrics } from '../../warehouse/metrics/registry.ts';
import type { MetricRequest } from '../../warehouse/metrics/request.ts';
import {
  judgedMonths,
  leafAreas,
  latestWarningMonth,
  listWarnings,
} from '../../warehouse/queries/warnings/list.ts';
import {
  findWarning,
  pastWarnings,
  ruleThresholds,
  warningProof,
} from '../../warehouse/queries/warnings/one.ts';
import { warningRules } from '../../warehouse/warnings/registry.ts';
import { answerTabular, ownQuery, type BuildAnswers } from '../answer.ts';
import {
  severitySchema,
  warningSchema,
  type WarningDetail,
  type WarningList,
} from '../contracts/warnings.ts';
import { wantedFace } from '../faces/face.ts';
import { proofTable, warningsTable } from '../faces/warnings-table.ts';
import { checkWhole, rowsToRead } from '../parameters/list-page.ts';
import {
  parseProofPage,
  parseWarningParameters,
  type WarningParameters,
} from '../parameters/warning-parameters.ts';
import { ProblemError } from '../problem.ts';
import { lastDay, provenance } from '../provenance.ts';

type Counts = WarningList['counts'];

function warningsMetric(): MetricDefinition {
  const metric = metrics.get('warnings');
  if (!metric) throw new Error('the registry has lost the metric warnings');
  return metric;
}

function checkRules(rules: readonly string[]): void {
  const unknown = rules.find((rule) => !warningRules.has(rule));
  if (unknown !== undefined)
    throw new ProblemError(
      'not_found',
      `没有编号为“${unknown.slice(0, 80)}”的预警规则。可用的规则：${[...warningRules.keys()].join('、')}`,
    );
}

const none: Counts = { red: 0, yellow: 0, look: 0 };

function countsOf(rows: readonly MetricRow[]): Counts {
  const counts = { ...none };
  for (const { key, value } of rows) {
    const severity = severitySchema.safeParse(key.severity);
    if (severity.success) counts[severity.data] += value ?? 0;
  }
  return counts;
}

/** The registry's own numbers, by severity and by rule: the screen and the list never disagree. */
async function counted(
  engine: Engine,
  month: string,
  asked: WarningParameters,
): Promise<Pick<WarningList, 'counts' | 'rules'>> {
  const filters: MetricRequest['filters'] = {
    ...(asked.rule.length > 0 ? { warning_rule: asked.rule } : {}),
    ...(asked.area.length > 0 ? { area: asked.area } : {}),
    ...(asked.department.length > 0 ? { department: asked.department } : {}),
  };
  const { rows } = await evaluateMetric(engine, {
    metric: warningsMetric(),
    by: ['warning_rule', 'severity'],
    period: month,
    filters,
  });
  const byRule = new Map<string, MetricRow[]>();
  for (const row of rows) {
    const rule = row.key.warning_rule ?? '';
    byRule.set(rule, [...(byRule.get(rule) ?? []), row]);
  }
  const judged = await judgedMonths(engine);
  return {
    counts: countsOf(rows),
    rules: [...byRule]
      .map(([rule, found]) => ({
        rule,
        name: warningRules.get(rule)?.name ?? rule,
        counts: countsOf(found),
        judgedTo: judged.get(rule) ?? null,
      }))
      .filter(({ counts }) => counts.red + counts.yellow + counts.look > 0),
  };
}

/**
 * Up to which day the rules were judged: the oldest of them, each up to its last month, not later than the month
 * listed or the newest of its own datasets. What a rule also reads once a year does not make its months older.
 */
function judgedUpTo(
  rules: WarningList['rules'],
  datasets: readonly DatasetReport[],
  month: string,
): string | null {
  const days = rules.flatMap(({ rule, judgedTo }) => {
    const sources = warningRules.get(rule)?.sources ?? [];
    const newest = datasets
      .flatMap(({ contract, asOf }) => (asOf !== null && sources.includes(contract) ? [asOf] : []))
      .sort()
      .at(-1);
    const judged = judgedTo !== null && judgedTo < month ? judgedTo : month;
    return [lastDay(judged), ...(newest === undefined ? [] : [newest])].sort().slice(0, 1);
  });
  return days.sort()[0] ?? null;
}

async function warningList(
  build: PublishedBuild,
  asked: WarningParameters & { readonly limit: number },
): Promise<WarningList> {
  const { engine } = build;
  const month = asked.period ?? (await latestWarningMonth(engine));
  const { limit, offset } = asked;
  const shown = {
    build: build.id,
    period: month,
    ...provenance(
      warningsMetric().sources,
      build.report.datasets,
      month === null ? null : { from: month, to: month },
    ),
    limit,
    offset,
  };
  if (month === null) return { ...shown, counts: none, rules: [], total: 0, warnings: [] };
  const areas = await leafAreas(engine, asked.area);
  const { total, rows } = await listWarnings(engine, {
    month,
    severities: asked.severity,
    rules: asked.rule,
    areas: asked.area.length > 0 && areas.length === 0 ? asked.area : areas,
    departments: asked.department,
    limit,
    offset,
  });
  const found = await counted(engine, month, asked);
  const asOf = judgedUpTo(found.rules, build.report.datasets, month);
  return { ...shown, ...(asOf === null ? {} : { asOf }), ...found, total, warnings: rows };
}

/** Earlier findings shown beside a warning. */
const pastShown = 24;

async function warningDetail(
  build: PublishedBuild,
  id: string,
  page: { readonly limit: number; readonly offset: number },
): Promise<WarningDetail> {
  const { engine } = build;
  const found = await findWarning(engine, id);
  const rule = found === null ? undefined : warningRules.get(found.rule);
  if (found === null || rule === undefined)
    throw new ProblemError(
      'not_found',
      `当前构建中没有编号为“${id.slice(0, 80)}”的预警。数据更正后预警会消失；请从 /api/v1/warnings 重新选择`,
    );
  const { sql, judgedFrom, judgedTo } = found;
  const [proof, past, thresholds] = await Promise.all([
    warningProof(engine, found, rule, page),
    pastWarnings(engine, found, pastShown),
    ruleThresholds(engine, found.rule, found.period),
  ]);
  const { name, statement, numerator, denominator, legalBasis, sources } = rule;
  return {
    build: build.id,
    ...provenance(sources, build.report.datasets, { from: found.period, to: found.period }),
    warning: warningSchema.parse(found),
    rule: {
      id: rule.id,
      name,
      statement,
      numerator,
      denominator,
      legalBasis,
      sources,
      judgedFrom,
      judgedTo,
      thresholds,
    },
    sql: { rule: sql, proof: proof.sql },
    proof: {
      sums: [...proof.sums],
      total: proof.sums.reduce((sum, { rows }) => sum + rows, 0),
      ...page,
      rows: [...proof.rows],
    },
    past,
  };
}

/** `/warnings`: what the rules of supervision found, with its proof. */
export function warningRoutes(answers: BuildAnswers): Router {
  const router = Router();
  router.get('/warnings', async (req, res) => {
    const asked = parseWarningParameters(ownQuery(req, true));
    checkRules(asked.rule);
    const list = (build: PublishedBuild) =>
      warningList(build, { ...asked, limit: rowsToRead(asked, wantedFace(req)) });
    await answerTabular<WarningList>(
      answers,
      req,
      res,
      { route: 'warnings', parameters: { asked } },
      {
        json: list,
        rowsOf: ({ warnings }) => warnings.length,
        table: async (build, face) => {
          const { total, warnings } = await list(build);
          checkWhole(asked, total);
          return warningsTable(face, warnings);
        },
      },
    );
  });
  router.get('/warnings/:id', async (req, res) => {
    const { id } = req.params;
    const asked = parseProofPage(ownQuery(req, true));
    const question = { route: 'warnings/one', parameters: { id, asked } };
    const detail = (build: PublishedBuild) =>
      warningDetail(build, id, { limit: rowsToRead(asked, wantedFace(req)), offset: asked.offset });
    await answerTabular<WarningDetail>(answers, req, res, question, {
      json: detail,
      rowsOf: ({ proof }) => proof.rows.length,
      table: async (build, face) => {
        const body = await detail(build);
        checkWhole(asked, body.proof.total);
        return proofTable(face, body);
      },
    });
  });
  return router;
}
