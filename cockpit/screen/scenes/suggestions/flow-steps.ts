/** One step of a way that fewer and fewer come along. */
export interface FlowStep {
  readonly value: number | null;
  /** How many had come as far as the step before; null for the first. */
  readonly before: number | null;
  /** How many of those came no farther; null where there is nothing to compare, or where more came than before. */
  readonly lost: number | null;
}

/**
 * What is lost from step to step: each is the difference of two counts that stand beside it. Steps are counted by
 * different dates, so a step may hold more than the one before; nothing is then said to be lost. Pure.
 */
export const stepsOf = (values: readonly (number | null)[]): readonly FlowStep[] =>
  values.map((value, at) => {
    const before = at === 0 ? null : (values[at - 1] ?? null);
    const lost = value === null || before === null || value > before ? null : before - value;
    return { value, before, lost };
  });
