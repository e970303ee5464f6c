import { analyse } from './analysis/analyse.ts';
import { ranksOf } from './results.ts';
import { engineVersion, type IndexRun } from './run.ts';
import { statusOf, type Status } from './status.ts';
import type { Stage } from './table.ts';

/** One stage: a list of values by code, in the order of `units`; null where there is none. */
type StageOutput = Readonly<Record<string, readonly (number | null)[]>>;

/** What a run says, as JSON: no NaN, no Infinity; every null has its reason in `status`. */
export interface IndexOutput {
  readonly engine: string;
  readonly definition: { readonly id: string; readonly version: string; readonly hash: string };
  readonly units: readonly string[];
  readonly names: readonly string[];
  /** Time of each row; null when there is only one. */
  readonly times: readonly number[] | null;
  readonly indicators: readonly string[];
  readonly aggregates: readonly {
    readonly code: string;
    readonly level: number;
    readonly children: readonly string[];
  }[];
  readonly stages: Readonly<Record<string, StageOutput>>;
  /** Status of every cell, by stage and code, in the order of `units`; columns that are all `ok` are left out. */
  readonly status: Readonly<Record<string, Readonly<Record<string, readonly Status[]>>>>;
  /** Rank of every indicator and aggregate, by code, in the order of `units`. */
  readonly ranks: StageOutput;
  readonly [further: string]: unknown;
}

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

function valuesOf(stage: Stage): StageOutput {
  return Object.fromEntries([...stage].map(([code, { values }]) => [code, Array.from(values, orNull)]));
}

/** Columns in which every cell is `ok` are left out. */
function statusesOf(stage: Stage): Readonly<Record<string, readonly Status[]>> {
  return Object.fromEntries(
    [...stage].flatMap(([code, { status }]) =>
      status.some((each) => each !== 0) ? [[code, Array.from(status, statusOf)] as const] : [],
    ),
  );
}

/** The whole run as JSON. */
export function outputOf(done: IndexRun): IndexOutput {
  const { index, hierarchy, prepared, weighing } = done;
  const { frame } = prepared;
  const stages = new Map<string, Stage>([...prepared.stages, ['aggregated', done.aggregated]]);
  const { decimals, peers } = index.definition;
  const groups =
    peers === undefined ? null : frame.cells(peers, '同组排名').map((cell) => String(cell ?? ''));
  const ranks = (options: { groups?: readonly string[] }): StageOutput =>
    Object.fromEntries(
      [...done.aggregated].map(([code, column]) => [
        code,
        Array.from(ranksOf(column, frame, { ...options, decimals }), orNull),
      ]),
    );
  return {
    engine: engineVersion,
    definition: { id: index.definition.id, version: index.definition.version, hash: index.hash },
    units: frame.units,
    names: frame.names,
    times: frame.times,
    indicators: hierarchy.indicators.map(({ code }) => code),
    aggregates: hierarchy.nodes.map(({ code, level, children }) => ({ code, level, children })),
    stages: Object.fromEntries([...stages].map(([name, stage]) => [name, valuesOf(stage)])),
    status: Object.fromEntries([...stages].map(([name, stage]) => [name, statusesOf(stage)])),
    ranks: ranks({}),
    ...(groups !== null && { peers: groups, peerRanks: ranks({ groups }) }),
    weights: Object.fromEntries(
      Array.from(weighing.weights.byCode, ([code, weight]) => [code, orNull(weight)]),
    ),
    weighing: weighing.reports,
    ...analyse(done),
    treatments: prepared.treatments,
    ...(Object.keys(prepared.goalposts).length > 0 && { goalposts: prepared.goalposts }),
    ...(prepared.screened && {
      screening: prepared.screened.frame.units.map((unit, row) => ({
        unit,
        ...prepared.screened?.availability[row],
      })),
    }),
  };
}
