import { dayOf } from './suggestion.ts';

/** Which documents may be found. */
export interface SearchFilters {
  /** ISO dates, both included; a document without a date is found unless `from` is given. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Ids that may not be found: the draft's own, when it is in the register already. */
  readonly except?: ReadonlySet<string> | undefined;
  /** Anything else the register knows: area, handler, session. */
  readonly accepts?: ((id: string) => boolean) | undefined;
}

export function isWithin({ from, to, except, accepts }: SearchFilters, id: string, day: number): boolean {
  if (from !== undefined && day < dayOf(from)) return false;
  if (to !== undefined && day > dayOf(to)) return false;
  return !(except?.has(id) ?? false) && (accepts?.(id) ?? true);
}
