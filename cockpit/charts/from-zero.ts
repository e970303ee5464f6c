/** An axis of amounts begins at zero; where one lies below, the axis finds its own end, and nothing is cut. Pure. */
export const fromZero = (values: readonly (number | null)[]): { readonly min?: 0 } =>
  values.some((value) => value !== null && value < 0) ? {} : { min: 0 };
