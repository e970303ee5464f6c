import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { Logger } from 'pino';
import { HeldDeliveries } from './held-deliveries.ts';
import { OpenedBuilds } from './opened-builds.ts';
import { returnedFileOf } from './returned-file.ts';
import { serverLog } from './server-log.ts';
import { createHandler } from './api/app.ts';
import { WatchedTokens } from './api/access/watched-tokens.ts';
import { createEventStream } from './api/event-stream.ts';
import { RemoteWalls } from './api/remote/remote-walls.ts';
import { bundleCockpit } from './bundle.ts';
import { Clockwork } from './clockwork.ts';
import { embeddingProvider } from './embedding-provider.ts';
import { datasetShapes } from './etl/dataset-shapes.ts';
import { contracts } from './etl/sources/registry.ts';
import { build, homeOf, rebuild, sample, sampleSeed, type HousekeepingDeps } from './housekeeping.ts';
import { reportsKnown } from './reports-known.ts';
import { JobPlanError } from './jobs/plan.ts';
import type { BuildOutcome } from './warehouse/build.ts';
import { checkAccess, SettingsError, readSettings, type Settings } from './settings.ts';
import { Telemetry } from './telemetry.ts';
import { readReceipts } from './warehouse/deliveries.ts';
import { unbuiltChange } from './warehouse/unbuilt-change.ts';
import { diskFault } from './warehouse/disk-fault.ts';
import { readDenseModel } from './warehouse/duplicates/dense-model-files.ts';
import { loadModel } from './warehouse/duplicates/load-model.ts';
import type { EmbeddingProvider } from './warehouse/duplicates/dense.ts';
import { SegmentThread } from './warehouse/duplicates/segment-maker.ts';
import type { Home } from './warehouse/home.ts';
import { RegisterVectors } from './warehouse/register/register-vectors.ts';
import { DuplicateRegister } from './warehouse/register/duplicate-register.ts';
import { LiveWarehouse } from './warehouse/live.ts';
import { HomeBusy, HomeNotWritable } from './warehouse/writer-lock.ts';

const lookEveryMs = 1_000;
const sweepRemoteEveryMs = 2_000;
const closeWithinMs = 10_000;

const clock = () => new Date();
const say = (line: string) => {
  process.stdout.write(`${line}\n`);
};

/**
 * Makes sure that there is something to serve: the sample city in a new home, a build where one is due or where
 * the published one cannot be opened.
 */
async function prepare(settings: Settings, warehouse: LiveWarehouse): Promise<void> {
  const deps = { settings, clock, say };
  const home = homeOf(deps);
  await warehouse.refresh();
  const isServed = warehouse.buildId !== null;
  const receipts = await readReceipts(home);
  const isOwn = receipts.some(({ origin }) => origin === 'delivered');
  if (!isServed && !isOwn) {
    say(`首次运行：正在生成示例城市（${settings.COCKPIT_PAYMENTS} 笔支付），约需半分钟 …`);
    await orFromArchive(deps, await sample(deps, { payments: settings.COCKPIT_PAYMENTS, seed: sampleSeed }));
    return;
  }
  const attempt = await warehouse.lastAttempt().catch(() => null);
  if (!warehouse.isCurrent) await orFromArchive(deps, await build(deps));
  else if (unbuiltChange(receipts, attempt) !== null) await build(deps);
}

/** A build that broke off (not one whose checks failed) lacks its batches: they are in the archive. */
async function orFromArchive(deps: HousekeepingDeps, outcome: BuildOutcome): Promise<void> {
  if (outcome.kind !== 'failed' || outcome.failedChecks.length > 0) return;
  say('正在从归档重做全部批次 …');
  await rebuild(deps);
}

/** Says at once, not after the first run's work, that the address cannot be had. */
async function tryAddress(settings: Settings): Promise<void> {
  const server = createServer().listen(settings.PORT, settings.HOST);
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}

/** The vectors of the register, where an embedding service or a local model is set up. */
async function vectorsOf(
  provider: EmbeddingProvider | null,
  budgetMs: number,
  home: Home,
  onError: (error: unknown) => void,
): Promise<RegisterVectors | null> {
  if (provider === null) return null;
  const chosen = await readDenseModel(home, provider.name, loadModel().version);
  say(`语义检索：${provider.name}${chosen.withoutModel === null ? '' : `；${chosen.withoutModel}`}`);
  return new RegisterVectors(provider, chosen, budgetMs, onError);
}

async function listen(settings: Settings): Promise<void> {
  checkAccess(settings);
  await tryAddress(settings);
  const provider = await embeddingProvider(settings);
  const logger = serverLog(settings.LOG_LEVEL);
  const home = homeOf({ settings, clock, say });
  const events = createEventStream();
  const warehouse = new LiveWarehouse(home, {
    connections: 6,
    threads: 2,
    onEvent: (told) => {
      const { event, error, ...details } = told;
      if (error !== undefined) logger.error({ event, err: error, ...details });
      else logger.info({ event, ...details });
      builds.opened(told);
    },
  });
  const builds = new OpenedBuilds(
    warehouse,
    (event) => events.tell(event),
    (error) => logger.error({ err: error }, 'warnings_not_counted'),
  );
  const [assetsFolder] = await Promise.all([
    bundleCockpit(say),
    prepare(settings, warehouse).catch((error: unknown) => {
      // Somebody else is writing to this home, or nobody can: what is published can be served all the same.
      const isServed = warehouse.buildId !== null;
      const why = diskFault(error) ?? (error instanceof HomeNotWritable ? error.message : null);
      if (error instanceof HomeBusy) say(error.message);
      else if (isServed && why !== null) say(why);
      else throw error;
    }),
  ]);
  await warehouse.refresh();
  warehouse.watch(lookEveryMs);
  const maker = new SegmentThread();
  const register = await DuplicateRegister.open({
    home,
    shapes: datasetShapes(contracts),
    clock,
    maker,
    vectors: await vectorsOf(provider, settings.COCKPIT_EMBEDDINGS_BUDGET_MS, home, (error) =>
      logger.warn({ err: error }, 'embeddings_failed'),
    ),
  });
  const follow = () =>
    register.follow().catch((error: unknown) => logger.error({ err: error }, 'register_not_read'));
  await follow();
  setInterval(() => void follow(), lookEveryMs).unref();
  const held = new HeldDeliveries(home, (event) => events.tell(event));
  const lookForHeld = () =>
    held.look().catch((error: unknown) => logger.error({ err: error }, 'receipts_not_read'));
  await lookForHeld();
  setInterval(() => void lookForHeld(), lookEveryMs).unref();
  const telemetry = new Telemetry();
  const clockwork = await openJobs({ settings, clock, say }, logger, telemetry);
  telemetry.watch({ home, warehouse, clockwork });
  const remote = new RemoteWalls({ clock, randomBytes });
  setInterval(() => remote.sweep(), sweepRemoteEveryMs).unref();
  const tokens = new WatchedTokens(home, (error) => logger.error({ err: error }, 'tokens_not_read'));
  if (settings.COCKPIT_ACCESS === 'token') {
    await tokens.look();
    setInterval(() => void tokens.look(), lookEveryMs).unref();
  }
  const handler = createHandler({
    warehouse,
    home,
    logger,
    clock,
    events,
    remote,
    ...(settings.COCKPIT_ACCESS === 'token' ? { access: tokens.access } : {}),
    register,
    assetsFolder,
    returnedFile: returnedFileOf(home),
    reports: reportsKnown(home, clock),
    jobs: { jobs: () => clockwork.known(), run: (id) => clockwork.runWithLog(id) },
    limits: {
      queryTimeoutMs: settings.COCKPIT_QUERY_TIMEOUT_MS,
      requestsPerMinute: settings.COCKPIT_REQUESTS_PER_MINUTE,
    },
  });
  const server = createServer((req, res) => {
    telemetry.follow(req, res);
    handler.listener(req, res);
  });
  server.listen(settings.PORT, settings.HOST);
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : settings.PORT;
  const shown = settings.HOST === '127.0.0.1' ? 'localhost' : settings.HOST;
  if (warehouse.buildId === null)
    say('还没有可用的构建：大屏会显示“暂无数据”，请看上面的说明，或运行 cockpit status');
  const { COCKPIT_METRICS_PORT: metricsPort, COCKPIT_METRICS_HOST: metricsHost } = settings;
  const metricsServer = metricsPort === undefined ? null : await telemetry.listen(metricsPort, metricsHost);
  let isClosing = false;
  const close = () => {
    if (isClosing) return;
    isClosing = true;
    events.close();
    remote.close();
    metricsServer?.close();
    const jobsEnded = clockwork.close();
    server.close(() => {
      handler.close();
      warehouse.close();
      register.close();
      void maker.close();
      void jobsEnded;
    });
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), closeWithinMs).unref();
  };
  process.once('SIGINT', close);
  process.once('SIGTERM', close);
  if (settings.COCKPIT_JOBS === 'on')
    await clockwork.start().catch((error: unknown) => {
      say(`后台任务没有启动：${diskFault(error) ?? String(error)}`);
      logger.error({ event: 'jobs_not_started', err: error });
    });
  say(`请打开 http://${shown}:${port}`);
}

/** The jobs, in the server's process; their heavy work is done in others. */
function openJobs(deps: HousekeepingDeps, logger: Logger, telemetry: Telemetry): Promise<Clockwork> {
  return Clockwork.open(deps, {
    onRun: (run) => {
      const { id, state, attempts, message } = run;
      logger.info({ event: 'job', id, state, attempts, message });
      telemetry.ended(run);
    },
    onError: (error, job) => logger.error({ event: 'job_not_run', job, err: error }),
  });
}

function explain(error: unknown, settings: Settings | null): string {
  if (error instanceof SettingsError || error instanceof HomeNotWritable || error instanceof JobPlanError)
    return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE')
    return `端口 ${settings?.PORT ?? ''} 已被占用；请先停止占用它的程序，或换一个端口：PORT=8081 npm start`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `本机没有地址 ${settings?.HOST ?? ''}；请检查环境变量 HOST（默认 127.0.0.1）`;
  if (code === 'EACCES') return `没有权限：${error instanceof Error ? error.message : ''}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

let settings: Settings | null = null;
try {
  settings = readSettings(process.env);
  await listen(settings);
} catch (error) {
  process.stderr.write(`${explain(error, settings)}\n`);
  process.exit(error instanceof SettingsError ? 2 : 1);
}
