import { z } from 'zod';
import { metricValuesSchema, type Metric, type MetricValues } from '../../../api/contracts/metrics.ts';
import { isChartMark } from './chart-marks.ts';
import { withoutNames } from './names.ts';
import { isTime, noFigures } from './no-figures.ts';
import { withoutPeriods } from './periods.ts';
import { toldAt, type Ask, type Told } from './sources.ts';
import { writtenAs } from './ways.ts';
import type { Written } from './written-on-page.mjs';

/** What a text is held against. */
export interface Known {
  readonly ask: Ask;
  /** The build whose numbers the wall shows. */
  readonly build: string;
  /** Names that the API gave, the longest first. */
  readonly names: readonly string[];
  /** Months and years that answers speak of. */
  readonly periods: ReadonlySet<string>;
  /** What else is drawn on the page, for the scales of charts. */
  readonly drawn: readonly Written[];
}

/** Of the moment, not of a build: what was sent back, and what is owed. */
const withoutBuild = /^\/api\/v1\/(?:rejects|deliveries)(?:\?|$)/u;
const builtSchema = z.object({
  build: z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]),
});
const metricPath = '/api/v1/metrics/';
const digit = /\p{Nd}/u;

/** @throws when the answer is of another build than the wall shows */
const askedOfBuild =
  ({ ask, build }: Known): Ask =>
  async (address) => {
    const answer = await ask(address);
    if (withoutBuild.test(address)) return answer;
    const of = builtSchema.safeParse(answer).data?.build;
    if (of !== build) throw new Error(`${address} is of build ${of ?? 'none'}`);
    return answer;
  };

const valuesOf = async (question: string, ask: Ask): Promise<MetricValues> =>
  metricValuesSchema.parse(await ask(`${metricPath}${question}`));

/** What the API says at one source, and in which unit where it names one. */
interface Sourced {
  readonly told: Told;
  readonly unit: Metric['unit'] | null;
}

const isValue = (figure: string): boolean =>
  figure.startsWith(metricPath) && figure.endsWith('#/rows/0/value') && !figure.includes(' ');

async function sourcesOf({ from, question, listed }: Written, ask: Ask): Promise<readonly Sourced[]> {
  if (question !== null) {
    const { rows, metric } = await valuesOf(question, ask);
    if (rows.length !== 1) throw new Error(`${question} has ${rows.length} answers`);
    return [{ told: rows[0]?.value ?? null, unit: metric.unit }];
  }
  const figures = from === null ? [] : from.split('; ');
  return Promise.all(
    figures.map(async (figure): Promise<Sourced> => {
      const told = await toldAt(figure, ask, listed);
      if (!isValue(figure)) return { told, unit: null };
      const { metric } = await valuesOf(figure.slice(metricPath.length, figure.indexOf('#')), ask);
      return { told, unit: metric.unit };
    }),
  );
}

/** What is left of a text when the numbers that the sources told are taken out, in their order. */
function withoutFigures(text: string, sources: readonly Sourced[]): string {
  let [rest, left] = [text, ''];
  for (const { told, unit } of sources) {
    const found = writtenAs(rest, told, unit);
    if (found === null) continue;
    left += `${rest.slice(0, found.start)} `;
    rest = rest.slice(found.start + found.length);
  }
  return `${left}${rest}`;
}

const withoutNoFigures = (text: string, scopes: readonly string[]): string =>
  noFigures
    .filter(({ scope }) => scopes.includes(scope))
    .reduce((rest, { pattern }) => rest.replaceAll(pattern, ' '), text);

/**
 * Takes what is written back to where it is from.
 * @returns what is wrong; null where every digit is of a metric or another answer of the build shown, of a name that
 * the API gave, of a chart's scale, of the periods spoken of, or on the list of what is no figure
 */
export async function faultOf(written: Written, known: Known): Promise<string | null> {
  const { text, where, time, chart, kind } = written;
  const ask = askedOfBuild(known);
  try {
    if (time !== null && isTime(text, time)) return null;
    if (kind === 'drawn') {
      const drawn = known.drawn.filter((other) => other.chart?.at === chart?.at);
      const isMark = chart?.draws && isChartMark(written, drawn, await valuesOf(chart.draws, ask));
      return isMark ? null : `${where}: “${text}” is nothing of what is drawn`;
    }
    const sources = await sourcesOf(written, ask);
    const unnamed = withoutNoFigures(withoutNames(text, known.names), written.scopes);
    // A day of its own is no period of another answer.
    const isDay = sources.some(({ told }) => typeof told === 'string');
    const rest = withoutFigures(isDay ? unnamed : withoutPeriods(unnamed, known.periods), sources);
    return digit.test(rest) ? `${where}: “${text}”: where is “${rest.trim()}” from?` : null;
  } catch (error) {
    return `${where}: “${text}”: ${error instanceof Error ? error.message : String(error)}`;
  }
}
