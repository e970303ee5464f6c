import type { RequestListener } from 'node:http';
import express, { Router, type Express, type RequestHandler } from 'express';
import { openAccess } from './access/access.ts';
import { endWhenRevoked } from './access/end-when-revoked.ts';
import { requireToken } from './access/require-token.ts';
import { AnswerStore } from './answer-store.ts';
import { HotAnswers } from './hot-answers.ts';
import { KnownAnswerLog } from './known-answer-log.ts';
import type { BuildAnswers } from './answer.ts';
import type { ApiDependencies } from './dependencies.ts';
import { compress } from './middleware/compress.ts';
import { problemAnswer } from './middleware/problem-answer.ts';
import { limitRate } from './middleware/rate-limit.ts';
import { limitMethods } from './middleware/methods.ts';
import { requestLog } from './middleware/request-log.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { limitUrlLength } from './middleware/url-length.ts';
import { ProblemError } from './problem.ts';
import { createQueryGate } from './query-limit.ts';
import { buildRoutes } from './routes/builds.ts';
import { cockpitFiles } from './routes/cockpit-files.ts';
import { deliveryRoutes } from './routes/deliveries.ts';
import { exploreRoutes } from './routes/explore.ts';
import { healthRoutes, probes } from './routes/health.ts';
import { jobRoutes } from './routes/jobs.ts';
import { mapRoutes } from './routes/map.ts';
import { metricRowRoutes } from './routes/metric-rows.ts';
import { metricRoutes } from './routes/metrics.ts';
import { openApiRoutes } from './routes/openapi.ts';
import { placeRoutes } from './routes/places.ts';
import { rejectRoutes } from './routes/rejects.ts';
import { reportRoutes } from './routes/reports.ts';
import { returnedFileRoutes } from './routes/returned-file.ts';
import { postedPaths, suggestionRoutes } from './routes/suggestions.ts';
import { vitalityRoutes } from './routes/vitality.ts';
import { remotePostedPaths, remoteRoutes } from './routes/remote.ts';
import { warningRoutes } from './routes/warnings.ts';

const defaultConcurrentQueries = 64;
/** A third of the connections each at most: what the wall asks is never kept waiting by an analyst or an export. */
const concurrentExports = 2;
const defaultConcurrentAnalyses = 2;
const defaultWaitingAnalyses = 32;
const defaultExportTimeoutMs = 600_000;
const defaultExportRows = 3_000_000;

const notFound: RequestHandler = (req) => {
  throw new ProblemError('not_found', `没有 ${req.originalUrl.slice(0, 200)} 这个地址。请核对网址`);
};

function apiRoutes(dependencies: ApiDependencies, answers: BuildAnswers): Router {
  const { warehouse, home, limits, events, returnedFile, jobs, reports } = dependencies;
  const exports = {
    gate: createQueryGate(limits.exportTimeoutMs ?? defaultExportTimeoutMs, concurrentExports),
    mostRows: limits.exportRows ?? defaultExportRows,
  };
  const analyses: BuildAnswers = {
    ...answers,
    gate: createQueryGate(
      limits.queryTimeoutMs,
      limits.concurrentAnalyses ?? defaultConcurrentAnalyses,
      limits.waitingAnalyses ?? defaultWaitingAnalyses,
    ),
  };
  const router = Router();
  router.use(limitRate(limits.requestsPerMinute));
  const whileAdmitted = endWhenRevoked(dependencies.access ?? openAccess);
  router.get(
    '/events',
    whileAdmitted,
    events.handler(() => ({ event: 'build', build: warehouse.buildId })),
  );
  // These compress their own answers, once, for the store.
  router.use(buildRoutes(analyses, home), metricRoutes(answers), rejectRoutes(home, answers));
  router.use(metricRowRoutes(analyses, exports), exploreRoutes(analyses, home), vitalityRoutes(answers));
  router.use(deliveryRoutes(dependencies, answers), placeRoutes(answers), warningRoutes(answers));
  router.use(mapRoutes(dependencies, answers), jobRoutes(answers, jobs), openApiRoutes(answers));
  router.use(compress());
  router.use(suggestionRoutes(dependencies), returnedFileRoutes(returnedFile));
  router.use(reportRoutes(answers, reports));
  if (dependencies.remote !== undefined) router.use(remoteRoutes(dependencies.remote, whileAdmitted));
  return router;
}

function answersOf({ warehouse, limits, events }: ApiDependencies): BuildAnswers {
  const store = new AnswerStore();
  const gate = createQueryGate(limits.queryTimeoutMs, limits.concurrentQueries ?? defaultConcurrentQueries);
  const hot = new HotAnswers(store, () => warehouse.buildId);
  events.onTell(() => hot.lookAgain());
  return { warehouse, gate, store, hot };
}

/** The server's one application: the API, the probes and, when it is built, the cockpit itself. */
export function createApp(dependencies: ApiDependencies, answers = answersOf(dependencies)): Express {
  const { logger, assetsFolder } = dependencies;
  const app = express();
  app.disable('x-powered-by');
  // Validators are made from the question (etag.ts), not by hashing the answer.
  app.set('etag', false);
  app.set('query parser', 'simple');

  app.use(
    requestLog(logger),
    securityHeaders(),
    requireToken(dependencies.access ?? openAccess),
    limitUrlLength(),
    limitMethods(new Set([...postedPaths, ...remotePostedPaths].map((path) => `/api/v1${path}`))),
  );
  app.use(healthRoutes(dependencies));
  app.use('/api/v1', apiRoutes(dependencies, answers));
  // What Prometheus reads is on the internal address alone (telemetry.ts): here is no page of that name either.
  app.use(['/api', '/metrics'], notFound);
  if (assetsFolder !== null) app.use(compress(), cockpitFiles(assetsFolder));
  app.use(notFound);
  app.use(problemAnswer(logger));
  return app;
}

/** The application with the probes and what it answered lately in front of it: they go out without asking it. */
export interface Handler {
  readonly listener: RequestListener;
  /** Writes what is still to be logged. */
  readonly close: () => void;
}

export function createHandler(dependencies: ApiDependencies): Handler {
  const answers = answersOf(dependencies);
  const app = createApp(dependencies, answers);
  const { logger, access = openAccess } = dependencies;
  const isProbe = probes(dependencies);
  const log = new KnownAnswerLog(logger);
  return {
    listener: (req, res) => {
      if (!isProbe(req, res) && !answers.hot.answer(req, res, access, log)) app(req, res);
    },
    close: () => log.write(),
  };
}
