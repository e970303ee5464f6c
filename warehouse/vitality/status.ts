/**
 * Why a cell has no value, or how it came by one. The number is what a column stores; a cell without a value holds
 * NaN in memory, null in JSON, and never 0 or Infinity.
 */
export const statuses = [
  /** The value is as it was given or computed. */
  'ok',
  /** Filled by imputation. */
  'imputed',
  /** Moved by winsorisation. */
  'winsorised',
  /** No value was given. */
  'missing',
  /** The text is no number, or is NaN. */
  'not_a_number',
  /** ±Infinity was given, or came out. */
  'infinite',
  /** Divided by nothing: the denominator is 0. */
  'zero_denominator',
  /** The denominator is missing. */
  'missing_denominator',
  /** All values are equal, so that no scale can be laid over them. */
  'zero_range',
  /** Fewer values than the statistic needs (4 for skew and kurtosis, 2 for a standard deviation). */
  'too_few_values',
  /** The column has no value at all. */
  'all_missing',
  /** The reference or target equals the least value: its distance to it is 0. */
  'reference_at_minimum',
  /** The reference unit has no value. */
  'reference_missing',
  /** The target or the goalposts are not given, or are equal. */
  'no_goalposts',
  /** Geometric and harmonic means and logarithms need values above 0. */
  'not_positive',
  /** Fewer children have a value than the threshold asks. */
  'below_threshold',
  /** No child has a value, or their weights add up to 0. */
  'no_children',
  /** The weights of the children cannot be computed from the data. */
  'undefined_weight',
  /** More successes than trials: no share. */
  'more_than_trials',
  /** The linear program has no solution within the bounds on shares. */
  'infeasible',
] as const;
export type Status = (typeof statuses)[number];

const codes = new Map<Status, number>(statuses.map((status, at) => [status, at]));

/** The number a column stores for a status. */
export function statusCode(status: Status): number {
  return codes.get(status) ?? 0;
}

/** The status a number stands for. */
export function statusOf(code: number): Status {
  return statuses[code] ?? 'missing';
}
