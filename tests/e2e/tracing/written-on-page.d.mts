/** One place of the page where a digit is written. */
export interface Written {
  /** The tile, the element and how it is written, for whoever has to look. */
  readonly where: string;
  /** `text`, `drawn` in a chart, the name of an attribute, or the side on which a style sheet puts it. */
  readonly kind: string;
  readonly text: string;
  /** `data-from` and `data-question` of what says where its numbers are from. */
  readonly from: string | null;
  readonly question: string | null;
  /** `datetime` of the time element that holds it. */
  readonly time: string | null;
  /** Lines of a list that its tile shows. */
  readonly listed: number;
  readonly scopes: readonly string[];
  /** The chart it is drawn in, by its place in the page, and the question that the chart draws. */
  readonly chart: { readonly at: number; readonly draws: string | null } | null;
  /** CSS pixels. */
  readonly box: { readonly right: number; readonly middle: number };
}

export function writtenOnPage(scopes: readonly string[]): Written[];
export function figuresWithoutDigits(): { question: string; text: string }[];
