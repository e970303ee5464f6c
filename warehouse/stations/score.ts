import type { UncertaintySpec } from '../vitality/definition/analysis-spec.ts';
import { explain } from '../vitality/explain.ts';
import { ranksOf } from '../vitality/results.ts';
import { run, type IndexRun } from '../vitality/run.ts';
import { hasValue, type DataTable, type Stage } from '../vitality/table.ts';
import { uncertainty, type Uncertainty } from '../vitality/uncertainty.ts';
import type { StationDefinition } from './definition.ts';

/** A station's place in one period. Bands count from 1, the highest. */
export interface StationScore {
  readonly station: string;
  readonly score: number;
  readonly band: number;
  /** 1 the highest, ties getting the smaller number. */
  readonly rank: number;
  readonly peerRank: number;
  /** Null where the period was not drawn. */
  readonly interval: {
    readonly scoreLow: number;
    readonly scoreHigh: number;
    readonly rankLow: number;
    readonly rankHigh: number;
    readonly bandLow: number;
    readonly bandHigh: number;
  } | null;
}

/** One element of a station's index: an indicator (level 1), a pillar (2) or the index (3). */
export interface StationPart {
  readonly station: string;
  readonly code: string;
  readonly level: number;
  readonly parent: string | null;
  /** In the indicator's own unit, after shrinking; null for pillars and the index. */
  readonly value: number | null;
  /** On the common scale of 0–100. */
  readonly score: number;
  /** Points of the index; those of one level add up to it. */
  readonly contribution: number;
}

export interface PeriodScores {
  readonly run: IndexRun;
  readonly scores: readonly StationScore[];
  readonly parts: readonly StationPart[];
  readonly uncertainty: Uncertainty | null;
}

/** The band a score lies in, 1 the highest. */
export function bandOf(score: number, bands: StationDefinition['bands']): number {
  const at = bands.findIndex(({ from }) => score >= from);
  return at < 0 ? bands.length : at + 1;
}

const valueAt = (stage: Stage | undefined, code: string, row: number): number | null => {
  const column = stage?.get(code);
  return column !== undefined && hasValue(column, row) ? (column.values[row] ?? null) : null;
};

function partsOf(done: IndexRun, row: number): StationPart[] {
  const told = explain(done, row);
  if (told === null) return [];
  const { hierarchy, aggregated, prepared } = done;
  const { target } = told;
  const contributions = new Map(
    [...told.indicators, ...told.children, { code: target, contribution: told.score }].map((part) => [
      part.code,
      part.contribution,
    ]),
  );
  return [...hierarchy.levels].flatMap(([code, level]): StationPart[] => {
    const score = valueAt(aggregated, code, row);
    if (score === null) return [];
    return [
      {
        station: told.unit,
        code,
        level,
        parent: hierarchy.parents.get(code) ?? null,
        // Before saturation: what people can count, not the bent value.
        value: level === 1 ? rateOf(done, code, row) : null,
        score,
        contribution: contributions.get(code) ?? 0,
      },
    ];
  });

  function rateOf({ given }: IndexRun, code: string, at: number): number | null {
    const indicator = hierarchy.indicators.find((each) => each.code === code);
    const unit = prepared.frame.units[at];
    const source = given.units.indexOf(unit ?? '');
    const cell = (name: string): number => Number(given.cells(name, code)[source] ?? NaN);
    const { counts, column } = indicator ?? {};
    const value =
      counts === undefined
        ? cell(column ?? code)
        : counts.kind === 'rate'
          ? cell(counts.events) / cell(counts.exposure)
          : cell(counts.successes) / cell(counts.trials);
    return Number.isFinite(value) ? value : null;
  }
}

/** Each rated station's place in a finished run, with the interval its draws give. */
export function placesOf(
  done: IndexRun,
  bands: StationDefinition['bands'],
  drawn: Uncertainty | null,
): readonly StationScore[] {
  const { frame } = done.prepared;
  const column = done.aggregated.get(done.hierarchy.top ?? '');
  if (column === undefined) return [];
  const peers = frame.cells('peer_group', '同类组').map((cell) => String(cell ?? ''));
  const ranks = ranksOf(column, frame);
  const peerRanks = ranksOf(column, frame, { groups: peers });
  return ratedRows(done).map((row): StationScore => {
    const score = column.values[row] ?? NaN;
    const own = drawn?.units[row];
    return {
      station: frame.units[row] ?? '',
      score,
      band: bandOf(score, bands),
      rank: ranks[row] ?? NaN,
      peerRank: peerRanks[row] ?? NaN,
      interval:
        own?.scoreLow == null || own.scoreHigh === null || own.low === null || own.high === null
          ? null
          : {
              scoreLow: own.scoreLow,
              scoreHigh: own.scoreHigh,
              rankLow: own.low,
              rankHigh: own.high,
              bandLow: bandOf(own.scoreLow, bands),
              bandHigh: bandOf(own.scoreHigh, bands),
            },
    };
  });
}

/** The rows of the units that have a score. */
function ratedRows(done: IndexRun): readonly number[] {
  const column = done.aggregated.get(done.hierarchy.top ?? '');
  return done.prepared.frame.units.flatMap((_, row) =>
    column !== undefined && hasValue(column, row) ? [row] : [],
  );
}

/**
 * Scores the stations of one period: pure, the same for the same definition and inputs on every machine.
 * @param spec what is drawn for the intervals; null for none
 */
export function scorePeriod(
  definition: Pick<StationDefinition, 'engine' | 'bands'>,
  table: DataTable,
  spec: UncertaintySpec | null,
): PeriodScores {
  const done = run(definition.engine, { table });
  const rows = ratedRows(done);
  const drawn = spec === null || rows.length === 0 ? null : uncertainty(done, spec);
  return {
    run: done,
    uncertainty: drawn,
    parts: rows.flatMap((row) => partsOf(done, row)),
    scores: placesOf(done, definition.bands, drawn),
  };
}
