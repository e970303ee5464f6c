import type { ScreenSpec } from './definition/structure-spec.ts';
import { DefinitionError } from './definition.ts';
import type { Frame } from './frame.ts';
import { hasValue, type Column, type Stage } from './table.ts';

/** How much of a unit is there. Shares are of the indicators, or of the values that are there. */
export interface Availability {
  readonly missing: number;
  readonly zeros: number;
  readonly available: number;
  /** Share of the values that are not 0; null without values. */
  readonly nonZero: number | null;
  readonly included: boolean;
}

function availabilityOf(columns: readonly Column[], row: number): Omit<Availability, 'included'> {
  const present = columns.filter((column) => hasValue(column, row));
  const zeros = present.filter((column) => column.values[row] === 0).length;
  const missing = columns.length - present.length;
  return {
    missing,
    zeros,
    available: 1 - missing / columns.length,
    nonZero: present.length === 0 ? null : 1 - zeros / present.length,
  };
}

/** Units with too little data, by COINr's rules; the last word is with `Force`. */
export function screen(stage: Stage, frame: Frame, spec: ScreenSpec): readonly Availability[] {
  for (const { uCode } of spec.Force ?? [])
    if (!frame.units.includes(uCode)) throw new DefinitionError(`screen.Force：没有单位 ${uCode}`);
  const columns = [...stage.values()];
  const forced = new Map((spec.Force ?? []).map(({ uCode, Include }) => [uCode, Include]));
  return frame.units.map((unit, row) => {
    const found = availabilityOf(columns, row);
    const lowData = found.available < spec.dat_thresh;
    const lowNonZero = found.nonZero !== null && found.nonZero < spec.nonzero_thresh;
    const low =
      spec.unit_screen === 'byNA'
        ? lowData
        : spec.unit_screen === 'byzeros'
          ? lowNonZero
          : lowData || lowNonZero;
    return { ...found, included: forced.get(unit) ?? !low };
  });
}

/** A frame of some of the rows only. */
export function subFrame(frame: Frame, rows: readonly number[]): Frame {
  const places = new Map(rows.map((row, place) => [row, place]));
  const pick = <T>(list: readonly T[]): T[] => rows.flatMap((row) => list.slice(row, row + 1));
  return {
    units: pick(frame.units),
    names: pick(frame.names),
    times: frame.times && pick(frame.times),
    slices: frame.slices
      .map((slice) => slice.flatMap((row) => places.get(row) ?? []))
      .filter((slice) => slice.length > 0),
    has: frame.has,
    cells: (name, wanted) => pick(frame.cells(name, wanted)),
  };
}

/** A stage of some of the rows only. */
export function subStage(stage: Stage, rows: readonly number[]): Stage {
  return new Map(
    [...stage].map(([code, { values, status }]): [string, Column] => [
      code,
      {
        values: Float64Array.from(rows, (row) => values[row] ?? NaN),
        status: Uint8Array.from(rows, (row) => status[row] ?? 0),
      },
    ]),
  );
}
