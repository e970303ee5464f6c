import { valuesPath } from '../wire/metric-query.ts';
import type { MetricQuery } from '../wire/metric-query.ts';

/**
 * Where a written number stands in what the API answers, as `data-from` says it: an address, `#`, and steps into the
 * answer. A step is a key, a place in a list, `*` for all members, or `?key`, `?key=value`, `?key!=value`, `?key>value`
 * for those whose key (dotted) is known, or is so. Several numbers are added up; a list, or members of one, are counted.
 * Elements with `data-question` write the value of the one row that answers it, and need no `data-from`.
 */
export type Source = string;

/** Counted in the page itself: the lines that the tile shows. */
export const listed: Source = 'listed';

export const inAnswer = (path: string, steps: string): Source => `${path}#/${steps}`;

/** In what the server says of the build whose numbers are shown. */
export const inBuild = (steps: string): Source => inAnswer('/api/v1/builds/current', steps);

/** In the answer to a question; the value of its first row unless steps say otherwise. */
export const inMetric = (query: MetricQuery, steps = 'rows/0/value'): Source =>
  inAnswer(valuesPath(query), steps);

export const sumOf = (...terms: readonly Source[]): Source => terms.join(' + ');
export const differenceOf = (whole: Source, ...terms: readonly Source[]): Source =>
  [whole, ...terms].join(' - ');

/** Of a text that writes several numbers, in the order in which it writes them. */
export const inOrder = (...sources: readonly Source[]): Source => sources.join('; ');
