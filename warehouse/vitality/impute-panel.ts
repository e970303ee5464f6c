import type { ImputeSpec } from './definition/impute-spec.ts';
import { DefinitionError } from './definition.ts';
import type { Frame } from './frame.ts';
import { copyOf, hasValue, isGap, put, type Column, type Stage } from './table.ts';

type PanelSpec = ImputeSpec & { kind: 'panel' };

interface Series {
  readonly times: readonly number[];
  /** Row of the unit at each time. */
  readonly rows: readonly number[];
}

function seriesOf(frame: Frame, times: readonly number[]): readonly Series[] {
  const units = new Map<string, { times: number[]; rows: number[] }>();
  frame.units.forEach((unit, row) => {
    const series = units.get(unit) ?? { times: [], rows: [] };
    series.times.push(times[row] ?? NaN);
    series.rows.push(row);
    units.set(unit, series);
  });
  return [...units.values()];
}

/** Places of the values of one series, in order of time. */
function present(column: Column, { rows }: Series): readonly number[] {
  return rows.flatMap((row, place) => (hasValue(column, row) ? [place] : []));
}

/** The last earlier value, looking back over at most `maxTime` of the panel's time points. */
function latest(
  column: Column,
  series: Series,
  place: number,
  allTimes: readonly number[],
  maxTime: number | null,
) {
  const time = series.times[place] ?? NaN;
  const earlier = allTimes.filter((each) => each < time).sort((a, b) => b - a);
  const from = earlier.slice(0, maxTime ?? earlier.length).at(-1) ?? Infinity;
  const found = present(column, series).filter((each) => each < place && (series.times[each] ?? NaN) >= from);
  const last = found.at(-1);
  return last === undefined ? NaN : (column.values[series.rows[last] ?? -1] ?? NaN);
}

/** Between two values, as R's approx() with rule 2: the nearest value outside the range of what is known. */
function interpolated(column: Column, series: Series, place: number, type: 'constant' | 'linear'): number {
  const known = present(column, series);
  const value = (at: number | undefined) =>
    at === undefined ? NaN : (column.values[series.rows[at] ?? -1] ?? NaN);
  const time = (at: number) => series.times[at] ?? NaN;
  const left = known.filter((each) => each < place).at(-1);
  const right = known.find((each) => each > place);
  if (left === undefined || right === undefined) return value(left ?? right);
  if (type === 'constant') return value(left);
  const part = (time(place) - time(left)) / (time(right) - time(left));
  return value(left) + (value(right) - value(left)) * part;
}

/**
 * Fills the gaps of each unit from its own values at other times: the latest earlier one, or by interpolation.
 * @throws DefinitionError when there is only one time
 */
export function imputePanel(stage: Stage, frame: Frame, spec: PanelSpec): Stage {
  const { times } = frame;
  if (times === null) throw new DefinitionError('impute：数据只有一个时点，不能用面板填补');
  const series = seriesOf(frame, times);
  const allTimes = [...new Set(times)];
  return new Map(
    [...stage].map(([code, column]): [string, Column] => {
      const out = copyOf(column);
      for (const unit of series)
        unit.rows.forEach((row, place) => {
          if (!isGap(column, row)) return;
          const filling =
            spec.type === 'latest'
              ? latest(column, unit, place, allTimes, spec.maxTime)
              : interpolated(column, unit, place, spec.type);
          if (!Number.isNaN(filling)) put(out, row, filling, 'imputed');
        });
      return [code, out];
    }),
  );
}
