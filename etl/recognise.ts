import { isDeepStrictEqual } from 'node:util';
import { fold } from './cells/fold.ts';
import type { ColumnType, Contract } from './contract.ts';
import { effectiveContract } from './effective-contract.ts';
import { columnLetters, type HeaderName } from './header-names.ts';
import { hitsOf, type Attempt, type Place } from './layout-fit.ts';
import type { Layout, LayoutColumn } from './layout.ts';
import { plainReading, unitWords, type Reading, type SignReading } from './reading.ts';
import type { Sheet } from './readers/sheet.ts';
import { SheetUnits, titleOf, titleRows, unitRow } from './sheet-unit.ts';

/** Where a contract's column comes from in this sheet. */
export type ColumnOrigin =
  | {
      readonly kind: 'cell';
      readonly index: number;
      readonly header: string;
      readonly unit: number;
      /** Null where the cells are written as cells/*.sql expects. */
      readonly reading: Reading | null;
    }
  | { readonly kind: 'constant'; readonly text: string }
  | { readonly kind: 'absent' };

/** A sheet understood: which layout, where the table begins, and where each column of the contract is. */
export interface Recognised {
  readonly layout: Layout;
  /** What is asked of this file: the contract, less what the layout of a foreign ledger waives. */
  readonly contract: Contract;
  readonly firstRow: number;
  readonly width: number;
  readonly numeric: ReadonlySet<number>;
  /** Columns whose numbers are written with a decimal comma. */
  readonly commas: ReadonlySet<number>;
  readonly origins: ReadonlyMap<string, ColumnOrigin>;
  /** A row that holds these texts is the header again, at the top of a printed page. */
  readonly repeatedHeader: readonly { readonly index: number; readonly text: string }[];
  /** Rows in which the column's text matches are skipped. */
  readonly skipped: readonly { readonly index: number; readonly match: string }[];
  /** Columns that no column of the contract takes and that are kept as they are. */
  readonly kept: readonly Place[];
  /** Headers of the file that no column of the contract takes. */
  readonly ignored: readonly string[];
  /** Columns without a header, by their letters: they are not read. */
  readonly nameless: readonly string[];
}

export interface NotRecognised {
  readonly code:
    | 'unknown_layout'
    | 'package_descriptor'
    | 'duplicate_header'
    | 'ambiguous_layout'
    | 'missing_constant'
    | 'unit_conflict'
    | 'unknown_unit'
    | 'faulty_layout'
    | 'currency_conflict';
  readonly message: string;
  /** Share of the nearest layout's required columns that were found, 0–1. */
  readonly resemblance: number;
}

/** A constant's text: given, or found in the title rows or the file's name; null when it is not there. */
function constantText(constant: Layout['constants'][string], title: string, fileName: string): string | null {
  if (typeof constant === 'string') return constant;
  const [rule, text] = 'title' in constant ? [constant.title, title] : [constant.file, fileName];
  const found = new RegExp(rule.match).exec(text.normalize('NFKC'));
  return found ? found[0].replace(new RegExp(rule.match), rule.value) : null;
}

export const refusal = (code: NotRecognised['code'], message: string): NotRecognised => ({
  code,
  resemblance: 1,
  message,
});

function signOf(sign: LayoutColumn['sign'], at: (aliases: readonly string[]) => Place): SignReading | null {
  if (sign === undefined) return null;
  if (typeof sign === 'string') return { kind: sign };
  if ('minus' in sign) return { kind: 'minus', index: at(sign.minus).index };
  const folded = (texts: readonly string[]) => texts.map((text) => fold(text).toLowerCase());
  return {
    kind: 'column',
    ...at(sign.headers),
    positive: folded(sign.positive),
    negative: folded(sign.negative),
  };
}

/** What a column of the layout asks beyond its cells as they are; null for a plain one. */
function readingOf(
  layout: Layout,
  column: LayoutColumn,
  type: ColumnType,
  headers: readonly HeaderName[],
  isKey: boolean,
): Reading | null {
  const at = (aliases: readonly string[]) => hitsOf(headers, aliases)[0] ?? { index: 0, header: '' };
  const isNumeric = type === 'amount' || type === 'number' || type === 'integer';
  const style = isNumeric ? (column.numbers ?? layout.numbers) : undefined;
  const decimal = style?.decimal ?? '.';
  const dates = type === 'date' || type === 'month' ? (column.dates ?? layout.dates) : undefined;
  const reading: Reading = {
    joined: (column.join?.headers ?? []).map(at),
    separator: column.join?.separator ?? '',
    isWhole: isKey && column.join !== undefined,
    values: Object.entries(column.values ?? {}).map(([from, to]) => [fold(from).toLowerCase(), to]),
    blank: column.blank ?? null,
    numbers: { decimal, thousands: style?.thousands ?? (decimal === ',' ? '.' : ',') },
    currency: type === 'amount' && layout.currency !== 'CNY' ? layout.currency : null,
    sign: signOf(column.sign, at),
    dates: dates === 'year-first' ? null : (dates ?? null),
    unit:
      typeof column.unit === 'object'
        ? { ...at(column.unit.headers), words: unitWords(layout.currency) }
        : null,
  };
  return isDeepStrictEqual(reading, plainReading) ? null : reading;
}

/** What a layout takes from the title rows or the file's name and is not there; null when all of it is. */
export function missingConstant(
  { layout, contract }: Attempt,
  title: string,
  fileName: string,
): NotRecognised | null {
  const { replaces } = layout;
  if (replaces !== undefined && constantText(replaces, title, fileName) === null)
    return refusal(
      'missing_constant',
      `没有在${'file' in replaces ? '文件名' : '标题行'}里找到这份文件取代的是哪一期（布局 ${layout.id} 的 replaces）`,
    );
  for (const { name, title: label, optional } of contract.columns) {
    const constant = Object.hasOwn(layout.constants, name) ? layout.constants[name] : undefined;
    if (optional || constant === undefined || constantText(constant, title, fileName) !== null) continue;
    return refusal(
      'missing_constant',
      `没有在${typeof constant === 'object' && 'file' in constant ? '文件名' : '标题行'}里找到“${label}”；请按布局 ${layout.id} 的要求补上后重新报送`,
    );
  }
  return null;
}

/** Completes an attempt: constants, units and readings. */
export function complete(
  found: Attempt,
  contract: Contract,
  sheet: Sheet,
  fileName: string,
): Recognised | NotRecognised {
  const { layout, headers, lowerIndex, matched } = found;
  const title = titleOf(titleRows(sheet, found));
  const asked =
    typeof layout.unit === 'string' ? null : constantText({ title: layout.unit.title }, title, fileName);
  const units = new SheetUnits(sheet, found, asked);
  const fault = units.fault();
  if (fault) return refusal(fault.code, fault.message);
  const { replaces } = layout;
  const missing = missingConstant(found, title, fileName);
  if (missing) return missing;
  const period = replaces === undefined ? null : constantText(replaces, title, fileName);
  const effective = effectiveContract(contract, layout, period);
  const origins = new Map<string, ColumnOrigin>();
  for (const { name, type } of effective.columns) {
    const cell = matched.get(name);
    const column = Object.hasOwn(layout.columns, name) ? layout.columns[name] : undefined;
    const constant = Object.hasOwn(layout.constants, name) ? layout.constants[name] : undefined;
    if (cell && column) {
      const unit = type === 'amount' ? units.of(name, cell.index, cell.header) : 1;
      if (typeof unit === 'object') return refusal(unit.code, unit.message);
      const reading = readingOf(layout, column, type, headers, effective.key.includes(name));
      origins.set(name, { kind: 'cell', ...cell, unit, reading });
    } else if (constant !== undefined) {
      const text = constantText(constant, title, fileName);
      origins.set(name, text === null ? { kind: 'absent' } : { kind: 'constant', text });
    } else origins.set(name, { kind: 'absent' });
  }
  return {
    layout,
    contract: effective,
    firstRow: firstRowOf(sheet, found),
    width: found.width,
    ...placesOf(origins, effective, matched),
    origins,
    repeatedHeader: [...matched.values()].slice(0, 3).flatMap(({ index }) => {
      const text = sheet.head[lowerIndex]?.cells[index]?.trim() ?? '';
      return text === '' ? [] : [{ index, text }];
    }),
    skipped: layout.skip.where.flatMap(({ headers: aliases, match }) =>
      hitsOf(headers, aliases)
        .slice(0, 1)
        .map(({ index }) => ({ index, match })),
    ),
    kept: layout.keep.flatMap((header) => hitsOf(headers, [header]).slice(0, 1)),
    ignored: found.ignored,
    nameless: headers.flatMap(({ names }, index) => (names.length === 0 ? [columnLetters(index)] : [])),
  };
}

/** The first row of data; a cell of the header over several lines makes it more than one further down in a text. */
function firstRowOf(sheet: Sheet, found: Attempt): number {
  const { layout, lowerIndex } = found;
  const { head } = sheet;
  const last = lowerIndex + (unitRow(sheet, found) === null ? 0 : 1 + layout.skip.afterHeader);
  const next = layout.format === 'delimited' ? head[last + 1]?.row : undefined;
  const below = next ?? (head[last]?.row ?? 0) + 1;
  return last === lowerIndex ? below + layout.skip.afterHeader : below;
}

function placesOf(
  origins: ReadonlyMap<string, ColumnOrigin>,
  { columns }: Contract,
  matched: ReadonlyMap<string, Place>,
) {
  return {
    numeric: new Set(
      columns.flatMap(({ name, type }) => {
        const cell = matched.get(name);
        return cell && ['amount', 'number', 'integer'].includes(type) ? [cell.index] : [];
      }),
    ),
    commas: new Set(
      [...origins.values()].flatMap((origin) =>
        origin.kind === 'cell' && origin.reading?.numbers.decimal === ',' ? [origin.index] : [],
      ),
    ),
  };
}
