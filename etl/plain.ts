import type { Recognised } from './recognise.ts';

/**
 * Whether a sheet can be read as it stands: every column is one cell, written as cells/*.sql expects, and no row asks
 * for its neighbours. What is not plain takes the general path.
 */
export function isPlain({ layout, contract, origins, skipped, kept }: Recognised): boolean {
  return (
    layout.currency === 'CNY' &&
    layout.fillDown.length === 0 &&
    skipped.length === 0 &&
    kept.length === 0 &&
    contract.columns.every(({ checksum }) => checksum === undefined) &&
    [...origins.values()].every((origin) => origin.kind !== 'cell' || origin.reading === null)
  );
}
