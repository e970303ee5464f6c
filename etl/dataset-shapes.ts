import type { DatasetShape } from '../warehouse/build.ts';
import { storedAs } from './column-sql.ts';
import type { Contract } from './contract.ts';

/** What the warehouse has to know of the contracts to open their batches. */
export function datasetShapes(contracts: ReadonlyMap<string, Contract>): readonly DatasetShape[] {
  return [...contracts.values()].map(({ id, title, owner, columns }) => ({
    contract: id,
    title,
    owner,
    columns: columns.map(({ name, type }) => ({ name, type: storedAs[type] })),
  }));
}
