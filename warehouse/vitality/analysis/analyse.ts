import { explain } from '../explain.ts';
import { DefinitionError } from '../definition.ts';
import type { StageName } from '../pipeline.ts';
import type { IndexRun } from '../run.ts';
import { sensitivity } from '../sobol.ts';
import type { Stage } from '../table.ts';
import { uncertainty } from '../uncertainty.ts';
import { correlationFlags, correlations } from './correlations.ts';
import { effectiveWeights, removals } from './influence.ts';
import { cronbachByParent } from './reliability.ts';
import { statistics } from './statistics.ts';

function stageOf(done: IndexRun, name: StageName): Stage {
  return name === 'aggregated' ? done.aggregated : (done.prepared.stages.get(name) ?? done.aggregated);
}

function explanations(done: IndexRun, units: readonly string[] | undefined, target: string | undefined) {
  const { frame } = done.prepared;
  for (const unit of units ?? [])
    if (!frame.units.includes(unit))
      throw new DefinitionError(`analysis.explanations.units：没有单位 ${unit}`);
  return frame.units.flatMap((unit, row) =>
    units === undefined || units.includes(unit) ? (explain(done, row, target) ?? []) : [],
  );
}

/** Everything a definition asks about its index, by name. */
export function analyse(done: IndexRun): Readonly<Record<string, unknown>> {
  const { definition } = done.index;
  const { hierarchy, weighing } = done;
  const asked = definition.analysis ?? {};
  return {
    effectiveWeights: effectiveWeights(hierarchy, weighing.weights.byCode),
    ...(asked.correlations && {
      correlations: correlations(stageOf(done, asked.correlations.dset), hierarchy, asked.correlations),
    }),
    ...(asked.flags && { flags: correlationFlags(stageOf(done, asked.flags.dset), hierarchy, asked.flags) }),
    ...(asked.cronbach && {
      cronbach: cronbachByParent(stageOf(done, asked.cronbach.dset), hierarchy, {
        parents: asked.cronbach.parents,
        level: asked.cronbach.level,
      }),
    }),
    ...(asked.removal && { removal: removals(done, asked.removal) }),
    ...(asked.statistics && { statistics: statistics(stageOf(done, asked.statistics.dset)) }),
    ...(asked.explanations && {
      explanations: explanations(done, asked.explanations.units, asked.explanations.target),
    }),
    ...(definition.uncertainty && { uncertainty: uncertainty(done, definition.uncertainty) }),
    ...(definition.sensitivity && { sensitivity: sensitivity(done, definition.sensitivity) }),
  };
}
