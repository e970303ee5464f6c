/** One suggestion as the search knows it: what was written, and when. The rest of the register stays in the warehouse. */
export interface SuggestionText {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  /** ISO date (yyyy-mm-dd); null when it is not known. */
  readonly submittedOn: string | null;
}

/** What a search begins with: the text as it is written. */
export interface Draft {
  readonly title: string;
  readonly body: string;
}

/** Stands for an unknown date: earlier than every date. */
export const noDay = -0x80000000;
const dayInMs = 86_400_000;

/** Days since 1970-01-01. */
export function dayOf(date: string | null): number {
  if (date === null) return noDay;
  const time = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(time) ? noDay : Math.floor(time / dayInMs);
}

export function dateOf(day: number): string | null {
  return day === noDay ? null : new Date(day * dayInMs).toISOString().slice(0, 10);
}

/** Of documents with the same id, the last. */
export function lastOfEach(documents: readonly SuggestionText[]): readonly SuggestionText[] {
  return [...new Map(documents.map((document) => [document.id, document])).values()];
}
