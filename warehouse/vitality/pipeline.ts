import { aggregate, type Weights } from './aggregate/aggregate.ts';
import { withCounts } from './counts.ts';
import type { Definition, Step } from './definition/schema.ts';
import { bent, denominate } from './denominate.ts';
import type { Frame } from './frame.ts';
import type { Hierarchy } from './hierarchy.ts';
import { impute } from './impute.ts';
import { normalise, type Goalposts } from './normalise.ts';
import { screen, subFrame, subStage, type Availability } from './screen.ts';
import type { Stage } from './table.ts';
import { treat, type TreatmentReport } from './treat.ts';

const defaultOrder: readonly Step[] = ['denominate', 'impute', 'screen', 'treat', 'normalise'];

/** The stages of the output, in the order in which they are written. */
export const stageNames = ['raw', 'denominated', 'imputed', 'treated', 'normalised', 'aggregated'] as const;
export type StageName = (typeof stageNames)[number];

/** The steps before aggregation, with what they had to say. */
export interface Prepared {
  /** The units that are left after screening. */
  readonly frame: Frame;
  /** Of the units that are left. A stage whose step was not taken equals the one before it. */
  readonly stages: ReadonlyMap<Exclude<StageName, 'aggregated'>, Stage>;
  /** The data as they go into aggregation. */
  readonly final: Stage;
  readonly screened: { readonly frame: Frame; readonly availability: readonly Availability[] } | null;
  readonly treatments: readonly TreatmentReport[];
  readonly goalposts: Readonly<Record<string, Goalposts>>;
}

const stageOf: Readonly<Partial<Record<Step, Exclude<StageName, 'aggregated'>>>> = {
  denominate: 'denominated',
  impute: 'imputed',
  treat: 'treated',
  normalise: 'normalised',
};

function denominated(
  definition: Definition,
  { indicators }: Hierarchy,
  frame: Frame,
  stage: Stage,
  drawn: Stage | undefined,
): Stage {
  const counted = drawn === undefined ? withCounts(stage, frame, indicators) : new Map([...stage, ...drawn]);
  return bent(denominate(counted, frame, indicators, definition.denominate ?? false), indicators);
}

/**
 * Takes the steps of a definition one after the other, from the raw data to what is aggregated.
 * @param drawn rates and shares that stand in for those of the counts, in a draw of their sampling noise
 */
export function prepare(
  definition: Definition,
  hierarchy: Hierarchy,
  given: Frame,
  raw: Stage,
  drawn?: Stage,
): Prepared {
  let frame = given;
  let current = raw;
  let screened: Prepared['screened'] = null;
  let treatments: readonly TreatmentReport[] = [];
  let goalposts: Readonly<Record<string, Goalposts>> = {};
  const stages = new Map<Exclude<StageName, 'aggregated'>, Stage>([['raw', raw]]);
  const take = (step: Step): void => {
    if (step === 'denominate') current = denominated(definition, hierarchy, frame, current, drawn);
    else if (step === 'impute') {
      if (definition.impute) current = impute(current, frame, hierarchy, definition.impute);
    } else if (step === 'screen') {
      if (!definition.screen) return;
      const availability = screen(current, frame, definition.screen);
      screened = { frame, availability };
      const rows = availability.flatMap(({ included }, row) => (included ? [row] : []));
      frame = subFrame(frame, rows);
      current = subStage(current, rows);
      for (const [name, stage] of stages) stages.set(name, subStage(stage, rows));
    } else if (step === 'treat') {
      if (definition.treat)
        ({ stage: current, reports: treatments } = treat(current, frame, definition.treat));
    } else if (definition.normalise)
      ({ stage: current, goalposts } = normalise(current, frame, hierarchy.indicators, definition.normalise));
  };
  for (const step of definition.order ?? defaultOrder) {
    take(step);
    const name = stageOf[step];
    if (name) stages.set(name, current);
  }
  let before = raw;
  for (const name of stageNames) {
    if (name === 'aggregated') break;
    before = stages.get(name) ?? before;
    stages.set(name, before);
  }
  return { frame, stages, final: current, screened, treatments, goalposts };
}

/** The last step: from the indicators up to the index. */
export function aggregated(
  definition: Definition,
  hierarchy: Hierarchy,
  { frame, final }: Pick<Prepared, 'frame' | 'final'>,
  weights: Weights,
): Stage {
  return aggregate(final, hierarchy, definition.aggregate, weights, frame.slices);
}
