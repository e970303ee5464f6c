import { Router } from 'express';
import type { BuildReport, LastAttempt } from '../../warehouse/build-report.ts';
import { answer } from '../answer.ts';
import type { CurrentBuild } from '../contracts/builds.ts';
import type { AnswerStore } from '../answer-store.ts';
import type { ServedWarehouse } from '../dependencies.ts';
import { originsOf } from '../provenance.ts';
import { noBuild } from '../problem.ts';

/** A build is published by an attempt that succeeded, should the note of that attempt be lost. */
const publishedAttempt = (report: BuildReport): LastAttempt => ({
  state: 'published',
  at: report.builtAt,
  message: `构建 ${report.id} 已发布`,
  failedChecks: [],
});

export function toCurrentBuild(report: BuildReport, lastAttempt: LastAttempt | null): CurrentBuild {
  const { id, builtAt, seconds, datasets } = report;
  const attempt = lastAttempt ?? publishedAttempt(report);
  const dates = datasets.flatMap(({ asOf }) => (asOf === null ? [] : [asOf])).sort();
  return {
    build: {
      id,
      builtAt,
      seconds,
      rows: datasets.reduce((sum, dataset) => sum + dataset.rows, 0),
      tables: report.tables.length,
      checksPassed: report.checks.length,
    },
    completeTo: dates[0] ?? null,
    asOf: dates.at(-1) ?? null,
    origins: originsOf(datasets),
    datasets,
    lastAttempt: { ...attempt, failedChecks: attempt.failedChecks.filter(({ offending }) => offending > 0) },
  };
}

/** `/builds/current`: what is served, up to when it speaks, and what the last attempt to renew it came to. */
export function buildRoutes(warehouse: ServedWarehouse, store: AnswerStore): Router {
  const router = Router();
  router.get('/builds/current', async (req, res) => {
    const lastAttempt = await warehouse.lastAttempt();
    const answered = await warehouse.use(async ({ id, report }) => {
      // A failed attempt leaves the build as it is and is news all the same.
      const state = { build: id, lastAttempt };
      await answer(store, req, res, { route: 'builds/current', state, parameters: {}, format: 'json' }, () =>
        toCurrentBuild(report, lastAttempt),
      );
      return true;
    });
    if (answered === null) throw noBuild(lastAttempt);
  });
  return router;
}
