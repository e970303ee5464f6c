import type { z } from 'zod';
import type { denominateSchema } from './definition/structure-spec.ts';
import { DefinitionError } from './definition.ts';
import type { Frame } from './frame.ts';
import type { Indicator } from './hierarchy.ts';
import { copyOf, emptyColumn, hasValue, numbers, put, type Column, type Stage } from './table.ts';

export type DenominateSpec = z.output<typeof denominateSchema>;

interface Denominator {
  readonly column: string;
  readonly scale: number;
}

function denominatorsOf(spec: DenominateSpec, indicators: readonly Indicator[]): Map<string, Denominator> {
  if (spec === false) return new Map();
  const found = new Map<string, Denominator>();
  const listed = typeof spec === 'object' && (spec.by !== undefined || spec.denomby !== undefined);
  if (!listed)
    for (const { code, denominator } of indicators)
      if (denominator !== undefined) found.set(code, { column: denominator, scale: 1 });
  if (typeof spec === 'object') {
    for (const [code, column] of Object.entries(spec.by ?? {})) found.set(code, { column, scale: 1 });
    for (const entry of spec.denomby ?? [])
      found.set(entry.iCode, { column: entry.Denominator, scale: entry.ScaleFactor ?? 1 });
    for (const [code, scale] of Object.entries(spec.scale ?? {})) {
      const denominator = found.get(code);
      if (denominator === undefined) throw new DefinitionError(`denominate.scale：${code} 没有分母`);
      found.set(code, { ...denominator, scale });
    }
  }
  const codes = new Set(indicators.map(({ code }) => code));
  for (const code of found.keys())
    if (!codes.has(code)) throw new DefinitionError(`denominate：没有指标 ${code}`);
  return found;
}

/** x / (d / scale), in COINr's order of operations; `*` multiplies instead. */
function divided(x: Column, by: Column, scale: number, operation: '/' | '*'): Column {
  const out = copyOf(x);
  for (let row = 0; row < x.values.length; row++) {
    if (!hasValue(x, row)) continue;
    const value = x.values[row] ?? NaN;
    const denominator = (by.values[row] ?? NaN) / scale;
    if (!hasValue(by, row)) put(out, row, NaN, 'missing_denominator');
    else if (operation === '/' && denominator === 0) put(out, row, NaN, 'zero_denominator');
    else put(out, row, operation === '/' ? value / denominator : value * denominator);
  }
  return out;
}

/** The stage `denominated`: indicators divided by what they are measured against. */
export function denominate(
  stage: Stage,
  frame: Frame,
  indicators: readonly Indicator[],
  spec: DenominateSpec,
): Stage {
  const denominators = denominatorsOf(spec, indicators);
  const operation = typeof spec === 'object' ? spec.f_denom : '/';
  return new Map(
    [...stage].map(([code, column]): [string, Column] => {
      const denominator = denominators.get(code);
      if (denominator === undefined) return [code, column];
      const by = numbers(frame.cells(denominator.column, `${code} 的分母`));
      return [code, divided(column, by, denominator.scale, operation)];
    }),
  );
}

/** Caps, saturation and logarithms of single indicators, in this order. Values that allow none keep a reason. */
export function bent(stage: Stage, indicators: readonly Indicator[]): Stage {
  const out = new Map(stage);
  for (const { code, cap, saturate } of indicators) {
    const column = stage.get(code);
    if (column === undefined || (cap === undefined && saturate === undefined)) continue;
    const changed = copyOf(column);
    for (let row = 0; row < column.values.length; row++) {
      if (!hasValue(column, row)) continue;
      const value = Math.min(column.values[row] ?? NaN, cap ?? Infinity);
      if (saturate === undefined) put(changed, row, value);
      else
        put(
          changed,
          row,
          value < 0 ? NaN : value / (value + saturate.half),
          value < 0 ? 'not_positive' : 'ok',
        );
    }
    out.set(code, changed);
  }
  return out;
}

/** A column of nothing, for indicators that are not there. */
export const absentColumn = (frame: Frame): Column => emptyColumn(frame.units.length);
