import type { MetaRow } from './definition/structure-spec.ts';
import type { IndexDefinition } from './definition.ts';
import { frameOf, rawStage, type Frame } from './frame.ts';
import { hierarchyOf, type Hierarchy } from './hierarchy.ts';
import { aggregated, prepare, type Prepared } from './pipeline.ts';
import type { DataTable, Stage } from './table.ts';
import { weigh, type Weighing } from './weights/weights.ts';

/** Version of the engine's arithmetic: raised whenever a number may come out differently. */
export const engineVersion = '1.1.0';

/** What an index is computed from, beside its definition. */
export interface RunInputs {
  readonly table: DataTable;
  /** COINr's iMeta, for a definition that does not list its indicators. */
  readonly meta?: readonly MetaRow[] | undefined;
  /** Further columns by unit code, for denominators that are not in the table. */
  readonly denominators?: DataTable | undefined;
}

/** A finished run, with everything that led to it. */
export interface IndexRun {
  readonly index: IndexDefinition;
  readonly hierarchy: Hierarchy;
  /** The units that were given; those that are left after screening are in `prepared`. */
  readonly given: Frame;
  readonly prepared: Prepared;
  readonly weighing: Weighing;
  /** Indicators as they went into aggregation, and every node above them. */
  readonly aggregated: Stage;
}

/**
 * Computes an index: pure, the same for the same definition and data on every machine.
 * @throws DefinitionError when definition, metadata and table do not fit together
 */
export function run(index: IndexDefinition, inputs: RunInputs): IndexRun {
  const { definition } = index;
  const hierarchy = hierarchyOf(definition, inputs.meta);
  const given = frameOf(definition, inputs.table, inputs.denominators);
  const prepared = prepare(definition, hierarchy, given, rawStage(given, hierarchy.indicators));
  const weighing = weigh(definition, hierarchy, prepared);
  return {
    index,
    hierarchy,
    given,
    prepared,
    weighing,
    aggregated: aggregated(definition, hierarchy, prepared, weighing.weights),
  };
}
