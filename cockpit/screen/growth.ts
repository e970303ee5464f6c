/**
 * Change on the same months of the year before, as a ratio. Null where there is nothing to compare with or the
 * base is not above zero: a percentage of a refund says nothing.
 */
export const growthOf = (now: number | null, before: number | null): number | null =>
  now === null || before === null || before <= 0 ? null : now / before - 1;
