import type { Contract } from './contract.ts';
import { comparable, headerNames, type HeaderName } from './header-names.ts';
import type { Layout, LayoutColumn } from './layout.ts';
import type { Sheet } from './readers/sheet.ts';

/** A layout held against the header of a sheet: which of its columns are there, and how well it fits. */

/** A column of the sheet, by its index, and what its header says. */
export interface Place {
  readonly index: number;
  readonly header: string;
}

export interface Attempt {
  readonly layout: Layout;
  /** As the layout has it: waived columns ask nothing. */
  readonly contract: Contract;
  /** The row of the head that the header ends in. */
  readonly lowerIndex: number;
  readonly headers: readonly HeaderName[];
  readonly matched: ReadonlyMap<string, Place>;
  readonly duplicates: readonly string[];
  readonly missing: readonly string[];
  readonly ignored: readonly string[];
  readonly width: number;
  /** Every column is known by the lowest row of its header alone. */
  readonly standsAlone: boolean;
}

/** The columns of the sheet that any of the headers names. */
export function hitsOf(headers: readonly HeaderName[], aliases: readonly string[]): readonly Place[] {
  const wanted = new Set(aliases.map(comparable));
  return headers.flatMap(({ names, shown }, index) =>
    names.some((name) => wanted.has(name)) ? [{ index, header: shown }] : [],
  );
}

/** Every list of headers a column of a layout needs beside its own: signs, units, parts of a code. */
function helpersOf({ sign, unit, join }: LayoutColumn): readonly (readonly string[])[] {
  return [
    ...(typeof sign === 'object' ? ['minus' in sign ? sign.minus : sign.headers] : []),
    ...(typeof unit === 'object' ? [unit.headers] : []),
    ...(join?.headers ?? []),
  ];
}

/** The headers of a sheet by where they end and how many rows they have, each made once. */
export function headersOf({ head, filled }: Sheet): (lower: number, rows: number) => readonly HeaderName[] {
  const made = new Map<string, readonly HeaderName[]>();
  return (lower, rows) => {
    const key = `${lower}/${rows}`;
    const headers = made.get(key) ?? headerNames(head, lower, rows, filled);
    made.set(key, headers);
    return headers;
  };
}

/** Holds one layout against the header that ends in one row of the head. */
export function attempt(
  layout: Layout,
  contract: Contract,
  headers: readonly HeaderName[],
  lowerIndex: number,
): Attempt {
  const matched = new Map<string, Place>();
  const duplicates: string[] = [];
  const missing: string[] = [];
  const taken = new Set<number>();
  const take = (aliases: readonly string[], isRequired: boolean): Place | undefined => {
    const hits = hitsOf(headers, aliases);
    for (const { index } of hits) taken.add(index);
    if (hits[0] && hits.length > 1) duplicates.push(hits[0].header);
    if (!hits[0] && isRequired) missing.push(aliases[0] ?? '');
    return hits[0];
  };
  let standsAlone = true;
  for (const [name, column] of Object.entries(layout.columns)) {
    const place = take(column.headers, false);
    if (!place) continue;
    matched.set(name, place);
    const lowest = headers[place.index]?.names[0];
    standsAlone &&= column.headers.some((alias) => comparable(alias) === lowest);
    for (const aliases of helpersOf(column)) take(aliases, true);
  }
  for (const { headers: aliases } of layout.skip.where) take(aliases, true);
  for (const header of layout.keep) take([header], true);
  missing.push(
    ...contract.columns
      .filter(({ name, optional }) => !optional && Object.hasOwn(layout.columns, name) && !matched.has(name))
      .map(({ title }) => title),
  );
  const ignored = headers.flatMap(({ shown, names, levels }, index) =>
    names.length > 0 && !taken.has(index) ? [[...new Set(levels)].join('/') || shown] : [],
  );
  // Without a header, the number of columns is all there is to know a file by.
  if (layout.headerRows === 0) missing.push(...ignored.map((letter) => `（第 ${letter} 列不在布局里）`));
  return {
    layout,
    contract,
    lowerIndex,
    headers,
    matched,
    duplicates,
    missing,
    ignored,
    width: headers.length,
    standsAlone,
  };
}

/** Whether everything a layout needs is there. */
export const fits = ({ missing, matched }: Attempt) => missing.length === 0 && matched.size > 0;

/** How many of the file's name and the sheet's name a layout names. */
const namesOf = ({ file, sheet }: Layout) => [file, sheet].filter((pattern) => pattern !== undefined).length;

const stylesOf = ({ encoding, delimiter }: Layout) =>
  [encoding, delimiter].filter((style) => style !== undefined).length;

/** An office that names the very file or sheet has said which layout it is for. */
export const isNamedByOffice = ({ layout }: Attempt) => layout.own === true && namesOf(layout) > 0;

/**
 * How particular a fitting layout of a contract is, most telling first: the office's own; for this very file or sheet;
 * for this encoding and delimiter; how many columns it reads; how many it knows beforehand.
 */
function particularity({ layout, matched }: Attempt): readonly number[] {
  return [
    layout.own === true ? 1 : 0,
    namesOf(layout),
    stylesOf(layout),
    matched.size,
    Object.keys(layout.constants).length,
  ];
}

/** Negative where `a` is more particular, 0 where neither is. */
export function byParticularity(a: Attempt, b: Attempt): number {
  const own = particularity(a);
  const others = particularity(b);
  return own.map((value, index) => (others[index] ?? 0) - value).find((difference) => difference !== 0) ?? 0;
}

/** The best place of each layout's header, among those that fit. */
export function fittingOf<T extends { readonly attempt: Attempt }>(found: readonly T[]): readonly T[] {
  const best = new Map<Layout, T>();
  for (const one of found) {
    const { layout, matched } = one.attempt;
    const before = best.get(layout);
    if (fits(one.attempt) && (!before || matched.size > before.attempt.matched.size)) best.set(layout, one);
  }
  return [...best.values()];
}

/** Columns that a layout gives a constant for and that are columns of the file, as another layout reads them. */
export function overridden({ layout }: Attempt, others: readonly Attempt[]): readonly string[] {
  return Object.keys(layout.constants).filter((name) =>
    others.some((other) => other.contract.id === layout.contract && other.matched.has(name)),
  );
}
