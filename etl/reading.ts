import { literal } from './literal.ts';
import type { Column } from './contract.ts';
import { unitInYuan, type DateStyle } from './layout.ts';

/** How the cells of a column are rewritten into the conventions of cells/*.sql before they are read. */
export interface Reading {
  /** Further columns whose texts follow, with the separator between. */
  readonly joined: readonly Headed[];
  readonly separator: string;
  /** None of these columns may be empty: what they make up tells the row from others. */
  readonly isWhole: boolean;
  /** The file's spellings, folded and in lower case, and what each stands for. */
  readonly values: readonly (readonly [string, string])[];
  readonly blank: string | null;
  readonly numbers: { readonly decimal: string; readonly thousands: string };
  /** ISO 4217 where it is not yuan. */
  readonly currency: string | null;
  readonly sign: SignReading | null;
  readonly dates: DateStyle | null;
  /** The column that names each row's unit; what may stand in it, in lower case, and what each is: 万元, 元. */
  readonly unit: (Headed & { readonly words: readonly (readonly [string, string])[] }) | null;
}

/** A column of the sheet and its header. */
export interface Headed {
  readonly index: number;
  readonly header: string;
}

/** Everything a unit is written as in a column of units: 万元, 万, 人民币万元; in a foreign ledger 万美元 too. */
export function unitWords(currency: string): readonly (readonly [string, string])[] {
  const foreign = currency === 'CNY' ? [] : [currency, nameOf(currency)];
  return Object.keys(unitInYuan).flatMap((unit) => {
    const scale = unit.slice(0, -1);
    const words = [
      unit,
      `${scale}圆`,
      `人民币${unit}`,
      `${unit}人民币`,
      ...foreign.map((name) => scale + name),
    ];
    return [...words, ...(scale === '' ? [] : [scale])].map((word) => [word.toLowerCase(), unit] as const);
  });
}

const nameOf = (currency: string) =>
  new Intl.DisplayNames(['zh'], { type: 'currency' }).of(currency) ?? currency;

export type SignReading =
  | { readonly kind: 'negated' | 'trailing-minus' }
  | { readonly kind: 'minus'; readonly index: number }
  | {
      readonly kind: 'column';
      readonly index: number;
      readonly header: string;
      readonly positive: readonly string[];
      readonly negative: readonly string[];
    };

/** Nothing to rewrite. */
export const plainReading: Reading = {
  joined: [],
  separator: '',
  isWhole: false,
  values: [],
  blank: null,
  numbers: { decimal: '.', thousands: ',' },
  currency: null,
  sign: null,
  dates: null,
  unit: null,
};

const numeric = new Set(['amount', 'number', 'integer']);

/** What a text becomes that is not written as the layout says: no macro reads it as a value. */
const unreadable = (sql: string) => `'?' || ${sql}`;

const list = (texts: readonly string[]) => `[${texts.map(literal).join(', ')}]`;

function escaped(character: string): string {
  return character === '' ? '' : `\\${character}`;
}

function symbolsOf(currency: string): readonly string[] {
  const symbol = (display: 'narrowSymbol' | 'symbol') =>
    new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: display })
      .formatToParts(1)
      .find(({ type }) => type === 'currency')?.value ?? currency;
  return [...new Set([currency, symbol('symbol'), symbol('narrowSymbol')])].sort(
    (a, b) => b.length - a.length,
  );
}

/** Takes the currency's sign or code away from both ends. */
function withoutCurrency(sql: string, currency: string): string {
  const any = symbolsOf(currency)
    .map((symbol) => symbol.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|');
  return `regexp_replace(regexp_replace(${sql}, ${literal(`^([-+(]?) *(?:${any}) *`)}, '\\1'), ${literal(` *(?:${any})([)-]?)$`)}, '\\1')`;
}

/** Two steps: the number alone; then, in the layout's own signs, with a point and no separators. */
function numberSteps(name: string, { numbers, currency, sign }: Reading): readonly string[] {
  const { decimal, thousands } = numbers;
  const whole = thousands === '' ? '\\d+' : `(?:\\d{1,3}(?:${escaped(thousands)}\\d{3})+|\\d+)`;
  const number = `(?:${whole}(?:${escaped(decimal)}\\d*)?|${escaped(decimal)}\\d+)`;
  const suffix = currency === null ? '(?:(?:千|[十百千]?万|亿)?元)?' : '';
  const trailing = sign?.kind === 'trailing-minus' ? `|${number}-` : '';
  const pattern = `(?:[+-]?${number}|\\(${number}\\)${trailing})${suffix}`;
  const spaced = `trim(cell_fold(translate(replace(${name}, '’', ''''), chr(8239) || chr(8201), '  ')))`;
  const text = thousands === ' ' ? spaced : `cell_closed(${spaced})`;
  const bare = currency === null ? text : withoutCurrency(text, currency);
  const merged = thousands === '' ? name : `replace(${name}, ${literal(thousands)}, '')`;
  const pointed = decimal === '.' ? merged : `replace(${merged}, ',', '.')`;
  return [
    `nullif(${bare}, '')`,
    `case
        when cell_is_none(${name}) then ${name}
        when not regexp_full_match(${name}, ${literal(pattern)}) then ${unreadable(name)}
        when ${name}[-1] = '-' then '-' || (${pointed})[:-2]
        else ${pointed}
    end`,
  ];
}

/** A rewritten number with its sign turned. */
const negated = (sql: string) => `case
        when ${sql}[1] = '-' and ${sql} <> '-' and ${sql} <> '--' then ${sql}[2:]
        when ${sql}[1] = '(' then rtrim(${sql}[2:], ')')
        when ${sql}[1] = '+' then '-' || ${sql}[2:]
        when cell_is_none(${sql}) then ${sql}
        else '-' || ${sql}
    end`;

const dayOrMonthFirst: Readonly<Record<'day-first' | 'month-first', readonly string[]>> = {
  'day-first': ['%d/%m/%Y', '%d %b %Y', '%d %B %Y'],
  'month-first': ['%m/%d/%Y', '%b %d %Y', '%B %d %Y'],
};

/** Two steps on a copy of the text: the day alone with one separator; then what it is with the year first, or null. */
function dateSteps(name: string, style: 'day-first' | 'month-first'): readonly string[] {
  return [
    `regexp_replace(
        regexp_replace(trim(cell_fold(${name})), '[ T]\\d{1,2}:\\d{2}(:\\d{2})?$', ''),
        '^(\\w+)[-./, ]+(\\w+)[-./, ]+(\\d+)$',
        case when regexp_matches(${name}, '[A-Za-z]{3}') then '\\1 \\2 \\3' else '\\1/\\2/\\3' end
    )`,
    `case
        when regexp_full_match(${name}, '(\\d{1,2}|[A-Za-z]+)[/ ](\\d{1,2}|[A-Za-z]+)[/ ]\\d{4}')
            then cast(cast(try_strptime(${name}, ${list(dayOrMonthFirst[style])}) as date) as varchar)
        when regexp_full_match(${name}, '\\d{1,2}[-./]\\d{4}')
            then regexp_replace(${name}, '(\\d{1,2})[-./](\\d{4})', '\\2-\\1')
    end`,
  ];
}

/** A step of rewriting: columns that are added, or replaced by what they become. */
export interface ReadingSteps {
  /** `name` and SQL over the cells. */
  readonly first: readonly (readonly [string, string])[];
  /** SQL over the names of `first`, in order; each replaces one. */
  readonly then: readonly (readonly [string, string])[];
}

/** The steps that leave a column's rewritten text in `read_<column>`. */
export function readingSteps(column: Column, index: number, reading: Reading): ReadingSteps {
  const name = `read_${column.name}`;
  const other = `other_${column.name}`;
  const cells = [index, ...reading.joined.map((part) => part.index)].map((cell) => `cell_text(c${cell})`);
  const joined =
    cells.length === 1
      ? (cells[0] ?? '')
      : `nullif(concat_ws(${literal(reading.separator)}, ${cells.join(', ')}), '')`;
  const filled = reading.blank === null ? joined : `coalesce(${joined}, ${literal(reading.blank)})`;
  const first: [string, string][] = [[name, filled]];
  const then: [string, string][] = [];
  if (reading.values.length > 0) {
    const arms = reading.values.map(([from, to]) => `when ${literal(from)} then ${literal(to)}`);
    then.push([name, `case lower(cell_code(${name})) ${arms.join(' ')} else ${name} end`]);
  }
  const { dates, sign } = reading;
  if (typeof dates === 'object' && dates !== null)
    then.push([
      name,
      `coalesce(cast(cast(try_strptime(trim(cell_fold(${name})), ${literal(dates.format)}) as date) as varchar), ${name})`,
    ]);
  if (dates === 'day-first' || dates === 'month-first') {
    first.push([other, filled]);
    for (const sql of dateSteps(other, dates)) then.push([other, sql]);
    then.push([name, `coalesce(${other}, ${name})`]);
  }
  if (!numeric.has(column.type)) return { first, then };
  for (const sql of numberSteps(name, reading)) then.push([name, sql]);
  if (sign?.kind === 'negated') then.push([name, negated(name)]);
  if (sign?.kind === 'minus') {
    first.push([other, `cell_text(c${sign.index})`]);
    for (const sql of numberSteps(other, reading)) then.push([other, sql]);
    then.push([name, differenceSql(name, other)]);
  }
  if (sign?.kind === 'column')
    then.push([
      name,
      `case when list_contains(${list(sign.negative)}, lower(cell_code(c${sign.index}))) then ${negated(name)} else ${name} end`,
    ]);
  if (reading.unit !== null)
    then.push([
      name,
      `case when not cell_is_none(${name}) then ${name} || coalesce(case ${unitCellSql(`c${reading.unit.index}`)} ${reading.unit.words
        .map(([word, unit]) => `when ${literal(word)} then ${literal(unit)}`)
        .join(' ')} end, '') else ${name} end`,
    ]);
  return { first, then };
}

/** Debit less credit; where one of them is blank or a dash, the other alone. */
function differenceSql(debit: string, credit: string): string {
  const isNone = (sql: string) => `(${sql} is null or cell_is_none(${sql}))`;
  return `case
        when ${isNone(credit)} then ${debit}
        when ${isNone(debit)} then ${negated(credit)}
        else coalesce(
            cast(try_cast(cell_digits(${debit}) as decimal(28, 10)) - try_cast(cell_digits(${credit}) as decimal(28, 10)) as varchar),
            ${unreadable(debit)})
    end`;
}

const unitCellSql = (cell: string) => `lower(cell_code(${cell}))`;

/**
 * SQL that is true where the column of units holds none, or one that nobody knows, beside an amount; null when there is
 * no such column.
 */
export function unknownUnitSql(name: string, { unit }: Reading): string | null {
  if (unit === null) return null;
  const known = list(unit.words.map(([word]) => word));
  return `coalesce(not cell_is_none(folded_${name}), false) and not coalesce(list_contains(${known}, ${unitCellSql(`lines.c${unit.index}`)}), false)`;
}

/** SQL that is true where some of the columns that make up a value are filled and others are not; null where they may be. */
export function missingPartSql(index: number, { joined, isWhole }: Reading): string | null {
  if (joined.length === 0 || !isWhole) return null;
  const blank = [index, ...joined.map((part) => part.index)].map(
    (cell) => `cell_text(lines.c${cell}) is null`,
  );
  return `(${blank.join(' or ')}) and not (${blank.join(' and ')})`;
}

/** SQL that is true where the column that gives the sign holds none of its words; null when there is no such column. */
export function unknownSignSql({ sign }: Reading): string | null {
  if (sign?.kind !== 'column') return null;
  return `not coalesce(list_contains(${list([...sign.positive, ...sign.negative])}, lower(cell_code(lines.c${sign.index}))), false)`;
}
