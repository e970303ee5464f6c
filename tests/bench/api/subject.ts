import { parseMetricParameters } from '../../../api/parameters/metric-parameters.ts';
import { metricOf } from '../../../api/asked-metric.ts';
import { currentSchema } from '../../../warehouse/build-report.ts';
import { DuckDbEngine } from '../../../warehouse/connection.ts';
import { Home, readJson } from '../../../warehouse/home.ts';
import { evaluateMetric, type MetricAnswer } from '../../../warehouse/metrics/evaluate.ts';

/** What is measured, and how often. */
export interface Subject {
  /** The folder of the home. */
  readonly root: string;
  readonly home: Home;
  readonly build: string;
  readonly rounds: number;
  /** How long a rate is measured. */
  readonly seconds: number;
  /** Seconds of the steady load. */
  readonly steady: number;
  /** Requests of the look at the memory. */
  readonly requests: number;
}

/** @throws when the home has no build. */
export async function subjectOf(
  root: string,
  often: Pick<Subject, 'rounds' | 'seconds' | 'steady' | 'requests'>,
): Promise<Subject> {
  const home = new Home(root);
  const read = await readJson(home.currentBuild);
  if (read === null)
    throw new Error(`${root} has no build; make one: COCKPIT_HOME=${root} npx cockpit sample`);
  return { root, home, ...currentSchema.parse(read), ...often };
}

/** The build as the server opens it. */
export const openBuild = ({ home, build }: Subject): Promise<DuckDbEngine> =>
  DuckDbEngine.open(home.buildFile(build), { readOnly: true, connections: 1, threads: 2 });

/** A question of the API, `general_revenue?by=period&period=2026`, asked of the engine. */
export function answerOn(engine: DuckDbEngine, query: string): Promise<MetricAnswer> {
  const [id = '', text = ''] = query.split('?');
  const metric = metricOf(id);
  const asked = parseMetricParameters(metric, Object.fromEntries(new URLSearchParams(text)));
  return evaluateMetric(engine, { metric, ...asked });
}
