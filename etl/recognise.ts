import { isDeepStrictEqual } from 'node:util';
import { fold } from './cells/fold.ts';
import type { ColumnType, Contract } from './contract.ts';
import { effectiveContract } from './effective-contract.ts';
import { comparable, headerNames, type HeaderName } from './header-names.ts';
import { unitInYuan, type Layout, type LayoutColumn } from './layout.ts';
import { plainReading, type Reading, type SignReading } from './reading.ts';
import type { Sheet, TextRow } from './readers/sheet.ts';
import { currencyOfHeader, unitOfHeader, unitsInTitle } from './stated-unit.ts';

/** A column of the sheet, by its index, and what its header says. */
export interface Place {
  readonly index: number;
  readonly header: string;
}

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
}

export interface NotRecognised {
  readonly code:
    | 'unknown_layout'
    | 'package_descriptor'
    | 'duplicate_header'
    | 'ambiguous_layout'
    | 'missing_constant'
    | 'unit_conflict'
    | 'currency_conflict';
  readonly message: string;
  /** Share of the nearest layout's required columns that were found, 0–1. */
  readonly resemblance: number;
}

interface Attempt {
  readonly layout: Layout;
  /** As the layout has it: waived columns ask nothing. */
  readonly contract: Contract;
  readonly lowerIndex: number;
  readonly headers: readonly HeaderName[];
  readonly matched: ReadonlyMap<string, Place>;
  readonly duplicates: readonly string[];
  readonly missing: readonly string[];
  readonly ignored: readonly string[];
  readonly width: number;
}

/** The columns of the sheet that any of the headers names. */
function hitsOf(headers: readonly HeaderName[], aliases: readonly string[]): readonly Place[] {
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

/** Holds one layout against the header that ends in one row of the head. */
function attempt(layout: Layout, contract: Contract, sheet: Sheet, lowerIndex: number): Attempt {
  const headers = headerNames(sheet.head, lowerIndex, layout.headerRows, sheet.filled);
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
  for (const [name, column] of Object.entries(layout.columns)) {
    const place = take(column.headers, false);
    if (!place) continue;
    matched.set(name, place);
    for (const aliases of helpersOf(column)) take(aliases, true);
  }
  for (const { headers: aliases } of layout.skip.where) take(aliases, true);
  for (const header of layout.keep) take([header], true);
  missing.push(
    ...contract.columns
      .filter(({ name, optional }) => !optional && Object.hasOwn(layout.columns, name) && !matched.has(name))
      .map(({ title }) => title),
  );
  const ignored = headers.flatMap(({ shown, names }, index) =>
    names.length > 0 && !taken.has(index) ? [shown] : [],
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
  };
}

/** A constant's text: given, or found in the title rows or the file's name; null when it is not there. */
function constantText(constant: Layout['constants'][string], title: string, fileName: string): string | null {
  if (typeof constant === 'string') return constant;
  const [rule, text] = 'title' in constant ? [constant.title, title] : [constant.file, fileName];
  const found = new RegExp(rule.match).exec(text.normalize('NFKC'));
  return found ? found[0].replace(new RegExp(rule.match), rule.value) : null;
}

function titleOf(rows: readonly TextRow[]): string {
  return rows
    .map(({ cells }) => [...new Set(cells.filter((cell) => fold(cell) !== ''))].join(' '))
    .join('\n');
}

const refusal = (code: NotRecognised['code'], message: string): NotRecognised => ({
  code,
  resemblance: 1,
  message,
});

function currencyConflict({ id, currency }: Layout, found: string, where: string): NotRecognised {
  return refusal(
    'currency_conflict',
    `${where}写的币种是 ${found}，布局 ${id} 规定的是 ${currency}；外币不能当作人民币，请换用相应币种的布局（currency）`,
  );
}

/** The unit of the sheet's amounts, in yuan: what the title rows state, or else what the layout says. */
function sheetUnit(layout: Layout, title: string, fileName: string): number | NotRecognised {
  const statements = unitsInTitle(title);
  const stranger = statements.find(({ currency }) => currency !== layout.currency && currency !== 'CNY');
  if (stranger) return currencyConflict(layout, stranger.currency, '标题行');
  const stated = [...new Set(statements.flatMap(({ unit }) => (unit === null ? [] : [unit])))];
  if (stated.length > 1 && typeof layout.unit === 'string')
    return refusal(
      'unit_conflict',
      `标题行里写了不止一种金额单位：${stated.join('、')}；请只保留一种，或把单位写在各列的列名里`,
    );
  const unit =
    typeof layout.unit === 'string'
      ? (stated[0] ?? layout.unit)
      : constantText({ title: layout.unit.title }, title, fileName);
  if (unit === null)
    return refusal(
      'missing_constant',
      '标题行里没有找到金额单位（应写明“单位：万元”之类）；请补上后重新报送',
    );
  if (!Object.hasOwn(unitInYuan, unit))
    return refusal(
      'unit_conflict',
      `不认识的金额单位“${unit}”；应为 ${Object.keys(unitInYuan).join('、')} 之一，请改正后重新报送`,
    );
  return unitInYuan[unit as keyof typeof unitInYuan];
}

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
): Reading | null {
  const at = (aliases: readonly string[]) => hitsOf(headers, aliases)[0] ?? { index: 0, header: '' };
  const isNumeric = type === 'amount' || type === 'number' || type === 'integer';
  const style = isNumeric ? (column.numbers ?? layout.numbers) : undefined;
  const decimal = style?.decimal ?? '.';
  const dates = type === 'date' || type === 'month' ? (column.dates ?? layout.dates) : undefined;
  const reading: Reading = {
    joined: (column.join?.headers ?? []).map((aliases) => at(aliases).index),
    separator: column.join?.separator ?? '',
    values: Object.entries(column.values ?? {}).map(([from, to]) => [fold(from).toLowerCase(), to]),
    blank: column.blank ?? null,
    numbers: { decimal, thousands: style?.thousands ?? (decimal === ',' ? '.' : ',') },
    currency: type === 'amount' && layout.currency !== 'CNY' ? layout.currency : null,
    sign: signOf(column.sign, at),
    dates: dates === 'year-first' ? null : (dates ?? null),
    unitIndex: typeof column.unit === 'object' ? at(column.unit.headers).index : null,
  };
  return isDeepStrictEqual(reading, plainReading) ? null : reading;
}

/** Completes an attempt: constants, units and readings. */
function complete(
  found: Attempt,
  contract: Contract,
  sheet: Sheet,
  fileName: string,
): Recognised | NotRecognised {
  const { layout, headers, lowerIndex, matched } = found;
  const title = titleOf(sheet.head.slice(0, lowerIndex - layout.headerRows + 1));
  const unit = sheetUnit(layout, title, fileName);
  if (typeof unit === 'object') return unit;
  const { replaces } = layout;
  const period = replaces === undefined ? null : constantText(replaces, title, fileName);
  if (replaces !== undefined && period === null)
    return refusal(
      'missing_constant',
      `没有在${'file' in replaces ? '文件名' : '标题行'}里找到这份文件取代的是哪一期（布局 ${layout.id} 的 replaces）`,
    );
  const effective = effectiveContract(contract, layout, period);
  const origins = new Map<string, ColumnOrigin>();
  for (const { name, title: label, optional, type } of effective.columns) {
    const cell = matched.get(name);
    const column = Object.hasOwn(layout.columns, name) ? layout.columns[name] : undefined;
    const constant = Object.hasOwn(layout.constants, name) ? layout.constants[name] : undefined;
    if (cell && column) {
      const currency = type === 'amount' ? currencyOfHeader(cell.header) : null;
      if (currency !== null && currency !== layout.currency)
        return currencyConflict(layout, currency, `列“${cell.header}”`);
      const own = typeof column.unit === 'string' ? unitInYuan[column.unit] : unitOfHeader(cell.header);
      const reading = readingOf(layout, column, type, headers);
      origins.set(name, { kind: 'cell', ...cell, unit: own ?? unit, reading });
    } else if (constant !== undefined) {
      const text = constantText(constant, title, fileName);
      if (text === null && !optional)
        return refusal(
          'missing_constant',
          `没有在${typeof constant === 'object' && 'file' in constant ? '文件名' : '标题行'}里找到“${label}”；请按布局 ${layout.id} 的要求补上后重新报送`,
        );
      origins.set(name, text === null ? { kind: 'absent' } : { kind: 'constant', text });
    } else origins.set(name, { kind: 'absent' });
  }
  return {
    layout,
    contract: effective,
    firstRow: belowRow(sheet, layout, lowerIndex) + layout.skip.afterHeader,
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
  };
}

/** The row below the header; a cell of it over several lines makes it more than one further down in a text. */
function belowRow({ head }: Sheet, { format }: Layout, lowerIndex: number): number {
  const next = format === 'delimited' ? head[lowerIndex + 1]?.row : undefined;
  return next ?? (head[lowerIndex]?.row ?? 0) + 1;
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

function notKnown(attempts: readonly Attempt[], contracts: ReadonlyMap<string, Contract>): NotRecognised {
  const nearest = attempts.reduce<Attempt | null>(
    (best, next) => (next.matched.size > (best?.matched.size ?? 0) ? next : best),
    null,
  );
  if (!nearest)
    return {
      code: 'unknown_layout',
      resemblance: 0,
      message: '没有一种布局认识这张表：前 40 行里没有找到任何认识的列名；请确认报送的是台账，并保留表头',
    };
  const { layout, missing, ignored, matched } = nearest;
  const extra = ignored.length > 0 ? `；不认识的列：${ignored.slice(0, 8).join('、')}` : '';
  return {
    code: 'unknown_layout',
    resemblance: matched.size / (matched.size + missing.length),
    message:
      `没有一种布局认识这张表。最接近的是“${contracts.get(layout.contract)?.title ?? layout.contract}”` +
      `（布局 ${layout.id}），还缺列：${missing.join('、')}${extra}；请补齐列名，或为这种文件新建布局`,
  };
}

/** Finds the layout a sheet is written in, or says why none fits and which comes nearest. */
export function recognise(
  sheet: Sheet,
  format: Layout['format'],
  fileName: string,
  layouts: readonly Layout[],
  contracts: ReadonlyMap<string, Contract>,
): Recognised | NotRecognised {
  const attempts: Attempt[] = [];
  for (const layout of layouts) {
    const contract = contracts.get(layout.contract);
    const isSheet = layout.sheet === undefined || new RegExp(layout.sheet).test(sheet.name ?? '');
    const isFile = layout.file === undefined || new RegExp(layout.file).test(fileName.normalize('NFKC'));
    if (!contract || layout.format !== format || !isSheet || !isFile) continue;
    const effective = effectiveContract(contract, layout, null);
    const last = layout.headerRows === 0 ? 0 : sheet.head.length;
    for (let index = layout.headerRows - 1; index < last; index++)
      attempts.push(attempt(layout, effective, sheet, index));
  }
  const fitting = attempts
    .filter(({ missing, matched }) => missing.length === 0 && matched.size > 0)
    .sort((a, b) => b.matched.size - a.matched.size || a.lowerIndex - b.lowerIndex);
  const [best] = fitting;
  if (!best) return notKnown(attempts, contracts);
  const rival = fitting.find(
    ({ layout, matched }) => layout.contract !== best.layout.contract && matched.size === best.matched.size,
  );
  if (rival)
    return {
      code: 'ambiguous_layout',
      resemblance: 1,
      message: `这张表同时符合布局 ${best.layout.id} 和 ${rival.layout.id}，无法判断是哪一种；请保留更多的列`,
    };
  if (best.duplicates.length > 0)
    return {
      code: 'duplicate_header',
      resemblance: 1,
      message: `表头里有重复的列：${best.duplicates.join('、')}；请只保留一列后重新报送`,
    };
  const contract = contracts.get(best.layout.contract);
  return contract ? complete(best, contract, sheet, fileName) : notKnown(attempts, contracts);
}
