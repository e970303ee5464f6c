import { Router } from 'express';
import { rowsInForce, type BuildReport, type LastAttempt } from '../../warehouse/build-report.ts';
import { listBuilds } from '../../warehouse/builds.ts';
import { isComparable, movedBatches, movedValues } from '../../warehouse/differences/between-builds.ts';
import type { Home } from '../../warehouse/home.ts';
import { metrics } from '../../warehouse/metrics/registry.ts';
import type { PublishedBuild } from '../../warehouse/opened-build.ts';
import { answer, refuseBuild, type BuildAnswers } from '../answer.ts';
import type { BuildDiff, BuildList, CurrentBuild } from '../contracts/builds.ts';
import { originsOf } from '../provenance.ts';
import { noBuild, unknownBuild } from '../problem.ts';
import { interruptible } from '../query-limit.ts';

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
      rows: rowsInForce(report),
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

function toBuildList(served: string | null, reports: readonly BuildReport[]): BuildList {
  return {
    served,
    builds: reports.map(({ id, builtAt, datasets }) => ({
      id,
      builtAt,
      rows: rowsInForce({ datasets }),
      asOf:
        datasets
          .flatMap(({ asOf }) => (asOf === null ? [] : [asOf]))
          .sort()
          .at(-1) ?? null,
      batches: datasets.reduce((sum, dataset) => sum + dataset.batches, 0),
    })),
  };
}

async function diffOf(before: PublishedBuild, after: PublishedBuild): Promise<BuildDiff> {
  const batches = await movedBatches(before, after);
  const all = [...metrics.values()];
  const moved: BuildDiff['metrics'] = [];
  const notCompared = all.filter((metric) => !isComparable(metric)).map(({ id }) => id);
  for (const metric of all.filter(isComparable)) {
    const found = await movedValues(metric, before, after, batches);
    if (found === null) notCompared.push(metric.id);
    for (const { key, label, ...values } of found ?? [])
      moved.push({
        ...values,
        metric: metric.id,
        name: metric.name,
        key: { ...key },
        label: { ...label },
        batches: [...values.batches],
      });
  }
  return {
    before: before.id,
    after: after.id,
    compared: all.length - notCompared.length,
    notCompared,
    metrics: moved,
    batches: batches.map((batch) => ({ ...batch, partitions: [...batch.partitions] })),
  };
}

/** `/builds`: what is kept and how it differs; `/builds/current`: what is served, up to when it speaks, and what the last attempt to renew it came to. */
export function buildRoutes({ warehouse, store, gate, hot }: BuildAnswers, home: Home): Router {
  const router = Router();
  router.get('/builds', async (req, res) => {
    refuseBuild(req);
    const remember = hot.remembers(req, res);
    const reports = await listBuilds(home);
    const served = warehouse.buildId;
    const state = { served, kept: reports.map(({ id }) => id) };
    const question = { route: 'builds', state, parameters: {}, format: 'json' } as const;
    const answered = () => toBuildList(served, reports);
    await answer(store, req, res, question, answered, remember);
  });
  router.get('/builds/:before/diff/:after', async (req, res) => {
    const { before: a, after: b } = req.params;
    const question = { route: 'builds/diff', state: [a, b], parameters: {}, format: 'json' } as const;
    const missing = new Set<string>([a, b]);
    const compared = await warehouse.useBuild(a, (before) => {
      missing.delete(a);
      return warehouse.useBuild(b, async (after) => {
        missing.delete(b);
        await answer(store, req, res, question, (given) =>
          gate.run(given, (signal) =>
            diffOf(
              { ...before, engine: interruptible(before.engine, signal) },
              { ...after, engine: interruptible(after.engine, signal) },
            ),
          ),
        );
        return true;
      });
    });
    if (compared === null) throw unknownBuild([...missing].join('、'));
  });
  router.get('/builds/current', async (req, res) => {
    refuseBuild(req);
    const remember = hot.remembers(req, res);
    const lastAttempt = await warehouse.lastAttempt();
    const answered = await warehouse.use(async ({ id, report }) => {
      // A failed attempt leaves the build as it is and is news all the same.
      const state = { build: id, lastAttempt };
      const question = { route: 'builds/current', state, parameters: {}, format: 'json' } as const;
      const made = () => toCurrentBuild(report, lastAttempt);
      await answer(store, req, res, question, made, remember);
      return true;
    });
    if (answered === null) throw noBuild(lastAttempt);
  });
  return router;
}
