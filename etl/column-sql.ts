import type { Column, ColumnType } from './contract.ts';
import type { DateStyle } from './layout.ts';
import { literal } from './literal.ts';
import { longestCell } from './readers/sheet.ts';
import { missingPartSql, unknownSignSql, unknownUnitSql } from './reading.ts';
import type { ColumnOrigin } from './recognise.ts';

/** What a type is stored as, in DuckDB. */
export const storedAs: Readonly<Record<ColumnType, string>> = {
  text: 'varchar',
  code: 'varchar',
  amount: 'decimal(18, 2)',
  number: 'decimal(20, 4)',
  integer: 'bigint',
  year: 'integer',
  month: 'date',
  date: 'date',
  flag: 'boolean',
};

const expected: Readonly<Record<ColumnType, string>> = {
  text: '文字',
  code: '编码',
  amount: '金额，如 1,234.56',
  number: '数字，如 12.5',
  integer: '整数，如 12',
  year: '年份，如 2026',
  month: '月份，如 2026-09 或 2026年9月',
  date: '日期，如 2026-09-30 或 2026年9月30日',
  flag: '“是”或“否”',
};

/** Whether the column's codes are looked up in a table of spellings (alias `spelling_<column>`). */
export function isLookedUp(column: Column): boolean {
  return column.codes !== undefined || column.reference !== undefined;
}

/** SQL for the text a column is read from: a cell (rewritten, see reading.ts), a constant, or nothing. */
function sourceText(column: Column, origin: ColumnOrigin): string {
  return origin.kind === 'cell' && origin.reading !== null
    ? `lines.read_${column.name}`
    : rawText(column, origin);
}

/** SQL for the text as delivered, to be shown: a cell, a constant (a variable of the connection), or nothing. */
function rawText(column: Column, origin: ColumnOrigin): string {
  if (origin.kind === 'constant') return `getvariable('constant_${column.name}')`;
  if (origin.kind === 'absent') return 'cast(null as varchar)';
  const cells = [origin.index, ...(origin.reading?.joined ?? []).map(({ index }) => index)].map(
    (index) => `lines.c${index}`,
  );
  return cells.length === 1 ? (cells[0] ?? '') : `concat_ws(' ', ${cells.join(', ')})`;
}

function unknownSignOf(origin: ColumnOrigin): string | null {
  return origin.kind === 'cell' && origin.reading !== null ? unknownSignSql(origin.reading) : null;
}

function unknownUnitOf({ name }: Column, origin: ColumnOrigin): string | null {
  return origin.kind === 'cell' && origin.reading !== null ? unknownUnitSql(name, origin.reading) : null;
}

function missingPartOf(origin: ColumnOrigin): string | null {
  return origin.kind === 'cell' && origin.reading !== null
    ? missingPartSql(origin.index, origin.reading)
    : null;
}

const numeric: ReadonlySet<ColumnType> = new Set(['amount', 'number', 'integer']);

/** A text a later step of the same statement needs more than once, stored as a column. */
export interface Step {
  readonly name: string;
  readonly sql: string;
}

/**
 * The steps from a line to what a value is read from, each built on the ones before: the folded text
 * (`folded_<column>`, from `folded_cells[place]`), and for numbers the plain number and its digits.
 */
export function stepsOf(column: Column, origin: ColumnOrigin, place: number): readonly (readonly Step[])[] {
  const folded = `folded_${column.name}`;
  const steps = [[{ name: folded, sql: foldedSql(column, origin, place) }]];
  if (numeric.has(column.type)) {
    steps.push([{ name: `plain_${column.name}`, sql: `cell_plain(${folded})` }]);
    steps.push([{ name: `digits_${column.name}`, sql: `cell_digits(plain_${column.name})` }]);
  }
  return steps;
}

function foldedSql(column: Column, origin: ColumnOrigin, place: number): string {
  const source = sourceText(column, origin);
  if (column.type === 'text') return `cell_text(${source})`;
  if (origin.kind !== 'cell') return `cell_code(${source})`;
  const cell = `folded_cells[${place}]`;
  if (column.type === 'date' || column.type === 'month') return `nullif(trim(${cell}), '')`;
  return numeric.has(column.type)
    ? `nullif(cell_closed(${cell}), '')`
    : `nullif(replace(${cell}, ' ', ''), '')`;
}

function read(column: Column, unit: number): string {
  const folded = `folded_${column.name}`;
  const digits = `digits_${column.name}`;
  switch (column.type) {
    case 'text':
      return folded;
    case 'code':
      return isLookedUp(column) ? `spelling_${column.name}.code` : folded;
    case 'amount':
      return `cell_amount_${unit}(${digits}, ${folded})`;
    case 'number':
    case 'integer':
      return `cell_${column.type}(${digits})`;
    default:
      return `cell_${column.type}(${folded})`;
  }
}

/** SQL for the stored value of a column; a dash in an optional column is none. */
export function valueSql(column: Column, origin: ColumnOrigin): string {
  if (origin.kind === 'absent') return `cast(null as ${storedAs[column.type]})`;
  const value = read(column, origin.kind === 'cell' ? origin.unit : 1);
  const orNone =
    column.optional && column.type !== 'text'
      ? `case when not cell_is_none(folded_${column.name}) then ${value} end`
      : value;
  return `cast(${orNone} as ${storedAs[column.type]})`;
}

/**
 * SQL that is true when nothing can be wrong with the cell: the cheap test every row takes. Where it is not true the
 * faults decide, so it may be too strict but never too lenient.
 */
export function isSoundSql(column: Column, origin: ColumnOrigin): string {
  if (origin.kind === 'absent') return 'true';
  const folded = `folded_${column.name}`;
  const isPlain = column.type === 'text' || (column.type === 'code' && !isLookedUp(column));
  const sound = isWithinSql(column, origin);
  if (!column.optional) return sound;
  return isPlain
    ? `(${folded} is null or (${sound}))`
    : `(${folded} is null or cell_is_none(${folded}) or (${sound}))`;
}

/** SQL that is true when there is a value and it keeps to what the contract says of its column. */
export function isWithinSql(column: Column, origin: ColumnOrigin): string {
  const parts = [
    `${column.name} is not null`,
    ...boundsOf(column).map((bound) => `not (${bound})`),
    ...(column.pattern === undefined
      ? []
      : [`regexp_full_match(${column.name}, ${literal(column.pattern)})`]),
    ...(column.checksum === undefined ? [] : [`cell_is_${column.checksum}(${column.name})`]),
  ];
  const strange = [unknownSignOf(origin), unknownUnitOf(column, origin), missingPartOf(origin)];
  return [...parts, ...strange.flatMap((sql) => (sql === null ? [] : [`not (${sql})`]))].join(' and ');
}

/** Years that a period or a day of a ledger lies in, unless its contract says otherwise: 1026 is 2026 mistyped. */
const usualYears = { min: 1990, max: 2099 };

const inYears: ReadonlySet<ColumnType> = new Set(['year', 'month', 'date']);

/** What a column's values lie between: numbers, or the years of a day, a month, a year. */
function limitsOf({ type, min, max }: Column): { readonly min?: number; readonly max?: number } {
  const usual = inYears.has(type) ? usualYears : {};
  return { ...usual, ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

function boundsOf(column: Column): readonly string[] {
  const { min, max } = limitsOf(column);
  const isDay = column.type === 'month' || column.type === 'date';
  return [
    ...(min === undefined ? [] : [`${column.name} < ${isDay ? `date '${min}-01-01'` : min}`]),
    ...(max === undefined ? [] : [`${column.name} > ${isDay ? `date '${max}-12-31'` : max}`]),
  ];
}

function rangeOf(column: Column): string {
  const { min, max } = limitsOf(column);
  return inYears.has(column.type)
    ? `在 ${min ?? '−∞'} 年至 ${max ?? '+∞'} 年之间（请核对年份）`
    : `在 ${min ?? '−∞'} 与 ${max ?? '+∞'} 之间`;
}

/** One way a cell can be wrong: SQL that is true then, and SQL for what to tell the department. */
export interface CellFault {
  readonly code: string;
  readonly when: string;
  readonly reason: string;
  /** The header of the column at fault, where it is not the contract's own. */
  readonly at?: string;
}

function writtenAs(style: DateStyle): string {
  if (typeof style === 'object') return `日期，按布局写作 ${style.format}`;
  return style === 'day-first' ? '日期，日在前，如 30/09/2026' : '日期，月在前，如 09/30/2026';
}

/** What a column's cells look like; a layout with signs or an order of its own says so. */
function expectation(column: Column, origin: ColumnOrigin): string {
  if (column.codes)
    return Object.values(column.codes)
      .map(([first]) => first)
      .join('、');
  if (column.reference) return `${column.title}的代码或名称`;
  const reading = origin.kind === 'cell' ? origin.reading : null;
  if (numeric.has(column.type) && reading?.numbers.decimal === ',')
    return `数字，小数点写作逗号，如 1${reading.numbers.thousands}234,56`;
  if (column.type === 'date' && reading?.dates) return writtenAs(reading.dates);
  return expected[column.type];
}

/** Faults of the columns beside: the unit of the row, the other parts of a code. */
function besideFaults(column: Column, origin: ColumnOrigin): readonly CellFault[] {
  const faults: CellFault[] = [];
  if (origin.kind !== 'cell' || origin.reading === null) return faults;
  const { unit, joined } = origin.reading;
  const strangeUnit = unknownUnitOf(column, origin);
  if (strangeUnit !== null && unit !== null) {
    const words = [...new Set(unit.words.map(([, word]) => word))].join('、');
    faults.push({
      code: 'unknown_unit',
      at: unit.header,
      when: strangeUnit,
      reason: `${literal(`“${unit.header}”应写明本行金额的单位（${words}），实际是`)} || coalesce('“' || left(lines.c${unit.index}, 60) || '”', '空的') || '；请改正后重新报送'`,
    });
  }
  const missing = missingPartOf(origin);
  if (missing !== null) {
    const parts = [{ index: origin.index, header: origin.header }, ...joined];
    const blank = parts.map(
      ({ index, header }) =>
        `case when cell_text(lines.c${index}) is null then ${literal(`“${header}”`)} end`,
    );
    faults.push({
      code: 'missing_part',
      when: missing,
      reason: `${literal(`“${column.title}”由${parts.map(({ header }) => `“${header}”`).join('')}合成，缺少`)} || concat_ws('、', ${blank.join(', ')}) || '；请补齐后重新报送'`,
    });
  }
  return faults;
}

/** Every way a column's cell can be wrong, most telling first. `value` is the stored column's name. */
export function faultsOf(column: Column, origin: ColumnOrigin): readonly CellFault[] {
  if (origin.kind === 'absent') return [];
  const source = rawText(column, origin);
  const value = column.name;
  const title = `“${column.title}”`;
  const folded = `folded_${column.name}`;
  const shown = `'“' || coalesce(left(${source}, 60), '') || '”'`;
  const isNone = column.optional && column.type !== 'text' ? ` and not cell_is_none(${folded})` : '';
  const faults: CellFault[] = [
    {
      code: 'cell_too_long',
      when: `length(${source}) > ${longestCell}`,
      reason: `${literal(`${title}有 `)} || length(${source}) || ${literal(` 个字，超过了单元格的上限 ${longestCell}；请检查引号是否配对，或缩短内容`)}`,
    },
    {
      code: 'control_character',
      when: `cell_has_control(${source})`,
      reason: literal(`${title}含有控制字符或改变书写方向的字符；请删除后重新填写`),
    },
    {
      code: 'spreadsheet_error',
      when: `cell_is_error(${folded})`,
      reason: `${literal(`${title}是表格的错误值或没有结果的公式`)} || ${shown} || '；请改为数值后重新报送'`,
    },
  ];
  const strangeSign = unknownSignOf(origin);
  if (strangeSign !== null && origin.kind === 'cell' && origin.reading?.sign?.kind === 'column') {
    const { header, index, positive, negative } = origin.reading.sign;
    faults.push({
      code: 'unknown_sign',
      when: strangeSign,
      reason: `${literal(`“${header}”应为 ${[...positive, ...negative].join('、')} 之一，实际是“`)} || coalesce(left(lines.c${index}, 60), '') || '”'`,
    });
  }
  faults.push(...besideFaults(column, origin));
  if (!column.optional)
    faults.push({
      code: 'required',
      when: `${folded} is null`,
      reason: literal(`${title}为空；此列必填，应为${expectation(column, origin)}`),
    });
  if (column.type === 'code')
    faults.push({
      code: 'rounded_identifier',
      when: `cell_is_scientific(${folded})`,
      reason: `${literal(`${title}被表格软件当作数字，超过 15 位的部分已经丢失，成了`)} || ${shown} || '；请把此列设为文本后重新填写'`,
    });
  if (column.type !== 'text' && (column.type !== 'code' || isLookedUp(column)))
    faults.push({
      code: isLookedUp(column) ? 'unknown_code' : 'invalid_value',
      when: `${folded} is not null${isNone} and ${value} is null`,
      reason: `${literal(`${title}应为${expectation(column, origin)}，实际是`)} || ${shown} || '；请改正后重新报送'`,
    });
  const bounds = boundsOf(column);
  if (bounds.length > 0)
    faults.push({
      code: 'out_of_range',
      when: bounds.join(' or '),
      reason: `${literal(`${title}应${rangeOf(column)}，实际是`)} || ${shown}`,
    });
  if (column.pattern !== undefined)
    faults.push({
      code: 'wrong_pattern',
      when: `not regexp_full_match(${value}, ${literal(column.pattern)})`,
      reason: `${literal(`${title}的写法不对（应符合 ${column.pattern}），实际是`)} || ${shown}`,
    });
  if (column.checksum !== undefined)
    faults.push({
      code: 'wrong_checksum',
      when: `not cell_is_${column.checksum}(${value})`,
      reason: `${literal(`${title}的校验码不对，至少有一位写错了，实际是`)} || ${shown}`,
    });
  return faults;
}
