import { Router } from 'express';
import { evaluateMetric, metricStatement } from '../../warehouse/metrics/evaluate.ts';
import { metrics } from '../../warehouse/metrics/registry.ts';
import { metricUpstream } from '../../warehouse/metrics/upstream.ts';
import type { PublishedBuild } from '../../warehouse/opened-build.ts';
import { batchScope } from '../../warehouse/queries/lineage/batch-scope.ts';
import { lineageBatches } from '../../warehouse/queries/lineage/batches.ts';
import { lineagePages } from '../../warehouse/queries/lineage/pages.ts';
import { metricsAsJudged } from '../../warehouse/queries/warnings/metric-thresholds.ts';
import { metricOf } from '../asked-metric.ts';
import { answerFromBuild, answerTabular, ownQuery, type BuildAnswers } from '../answer.ts';
import type { Lineage, MetricList, MetricValues } from '../contracts/metrics.ts';
import { metricTable } from '../faces/metric-table.ts';
import { registryTable } from '../faces/registry-table.ts';
import { parseMetricParameters } from '../parameters/metric-parameters.ts';
import { provenance } from '../provenance.ts';

/** `/metrics`: every number there is, its values, and how each came about. */
export function metricRoutes(answers: BuildAnswers): Router {
  const router = Router();

  router.get('/metrics', async (req, res) => {
    const all = [...metrics.values()];
    const judged = (build: PublishedBuild) => metricsAsJudged(build.engine, all);
    await answerTabular<MetricList>(
      answers,
      req,
      res,
      { route: 'metrics', parameters: { all } },
      {
        json: async (build) => ({ build: build.id, metrics: await judged(build) }),
        rowsOf: () => all.length,
        table: async (build) => registryTable(await judged(build)),
      },
    );
  });

  router.get('/metrics/:id', async (req, res) => {
    const metric = metricOf(req.params.id);
    const asked = parseMetricParameters(metric, ownQuery(req, true));
    const request = { metric, ...asked };
    const question = { route: 'metrics/values', parameters: { metric, asked } };
    await answerTabular<MetricValues>(answers, req, res, question, {
      json: async (build) => {
        const { period, rows } = await evaluateMetric(build.engine, request);
        const [judged = metric] = await metricsAsJudged(build.engine, [metric]);
        return {
          metric: judged,
          build: build.id,
          period,
          by: asked.by,
          filters: asked.filters,
          ...provenance(metric.sources, build.report.datasets, period),
          rows,
        };
      },
      rowsOf: ({ rows }) => rows.length,
      table: async ({ engine }) => {
        const { sql, parameters } = await metricStatement(engine, request);
        return { table: metricTable(metric, asked.by), sql, parameters };
      },
    });
  });

  router.get('/metrics/:id/lineage', async (req, res) => {
    const metric = metricOf(req.params.id);
    const asked = parseMetricParameters(metric, ownQuery(req));
    const question = { route: 'metrics/lineage', parameters: { metric, asked } };
    await answerFromBuild(answers, req, res, question, async (build): Promise<Lineage> => {
      const { period, sql, parameters } = await evaluateMetric(build.engine, { metric, ...asked });
      const { models } = await metricUpstream(build.engine, metric);
      const scope = batchScope(metric, { period, filters: asked.filters });
      const [judged = metric] = await metricsAsJudged(build.engine, [metric]);
      return {
        metric: judged,
        build: build.id,
        sql,
        parameters,
        models: models.map(({ name, purpose, sql: text }) => ({ name, purpose, sql: text })),
        batches: await lineageBatches(build.engine, metric.sources, scope),
        pages: metric.sources.includes('published') ? await lineagePages(build.engine, asked.filters) : [],
      };
    });
  });

  return router;
}
