import { fold } from './cells/fold.ts';
import type { Contract } from './contract.ts';
import { unitInYuan, type Layout } from './layout.ts';
import type { Sheet, TextRow } from './readers/sheet.ts';

/** Where a contract's column comes from in this sheet. */
export type ColumnOrigin =
  | { readonly kind: 'cell'; readonly index: number; readonly header: string; readonly unit: number }
  | { readonly kind: 'constant'; readonly text: string }
  | { readonly kind: 'absent' };

/** A sheet understood: which layout, where the table begins, and where each column of the contract is. */
export interface Recognised {
  readonly layout: Layout;
  readonly contract: Contract;
  readonly firstRow: number;
  readonly width: number;
  readonly numeric: ReadonlySet<number>;
  readonly origins: ReadonlyMap<string, ColumnOrigin>;
  /** Headers of the file that no column of the contract takes. */
  readonly ignored: readonly string[];
}

export interface NotRecognised {
  readonly code: 'unknown_layout' | 'duplicate_header' | 'ambiguous_layout' | 'missing_constant';
  readonly message: string;
  /** Share of the nearest layout's required columns that were found, 0–1. */
  readonly resemblance: number;
}

const unitAtEnd = /\(?(?:单位[::])?((?:千|万|亿)?元)\)$/;

const comparables = new Map<string, string>();
const remembered = 20_000;

/**
 * A header as it is compared: folded, lower case, without a unit or remark in parentheses at its end. The same few
 * headers are compared over and over, so they are remembered.
 */
function comparable(header: string | null): string {
  if (header === null || header === '') return '';
  const known = comparables.get(header);
  if (known !== undefined) return known;
  const made = fold(header)
    .toLowerCase()
    .replace(/\([^()]*\)$/, '');
  if (comparables.size >= remembered) comparables.clear();
  comparables.set(header, made);
  return made;
}

/** The unit a header names at its end, `金额（万元）`, in yuan; null when it names none. */
function unitOfHeader(header: string): number | null {
  const name = unitAtEnd.exec(fold(header))?.[1];
  return name && name in unitInYuan ? unitInYuan[name as keyof typeof unitInYuan] : null;
}

/** The names a column goes by: with two header rows `上/下` and the lower one, else the one there is. */
function headerNames(
  upper: readonly (string | null)[] | null,
  lower: readonly (string | null)[],
  index: number,
) {
  const below = lower[index] ?? null;
  const above = upper?.[index] ?? null;
  const shown = comparable(below) === '' ? above : below;
  const names = [comparable(shown)];
  if (above !== null && below !== null && comparable(above) !== comparable(below))
    names.push(`${comparable(above)}/${comparable(below)}`);
  return { shown: shown ?? '', names: names.filter((name) => name !== '') };
}

/** Fills blank header cells from the left: a merged cell of a text file has lost its span. */
function fillRight(cells: readonly (string | null)[]): readonly (string | null)[] {
  let last: string | null = null;
  return cells.map((cell) => {
    if (comparable(cell) !== '') last = cell;
    return last;
  });
}

interface Attempt {
  readonly layout: Layout;
  readonly lowerIndex: number;
  readonly matched: ReadonlyMap<string, { index: number; header: string }>;
  readonly duplicates: readonly string[];
  readonly missing: readonly string[];
  readonly ignored: readonly string[];
  readonly width: number;
}

/** Holds one layout against the header that ends in one row of the head. */
function attempt(layout: Layout, contract: Contract, sheet: Sheet, lowerIndex: number): Attempt {
  const lower = sheet.head[lowerIndex]?.cells ?? [];
  const upperRow = layout.headerRows === 2 ? (sheet.head[lowerIndex - 1]?.cells ?? []) : null;
  const upper = upperRow && !sheet.filled ? fillRight(upperRow) : upperRow;
  const length = Math.max(lower.length, upperRow?.length ?? 0);
  const headers = Array.from({ length }, (_, index) => headerNames(upper, lower, index));
  let width = length;
  while (width > 0 && headers[width - 1]?.names.length === 0) width -= 1;
  const matched = new Map<string, { index: number; header: string }>();
  const duplicates: string[] = [];
  const taken = new Set<number>();
  for (const [column, { headers: aliases }] of Object.entries(layout.columns)) {
    const wanted = new Set(aliases.map(comparable));
    const hits = headers.flatMap(({ names, shown }, index) =>
      names.some((name) => wanted.has(name)) ? [{ index, header: shown }] : [],
    );
    const [first, second] = hits;
    if (!first) continue;
    matched.set(column, first);
    for (const { index } of hits) taken.add(index);
    if (second) duplicates.push(first.header);
  }
  const missing = contract.columns
    .filter(({ name, optional }) => !optional && name in layout.columns && !matched.has(name))
    .map(({ title }) => title);
  const ignored = headers.flatMap(({ shown, names }, index) =>
    names.length > 0 && !taken.has(index) ? [shown] : [],
  );
  return { layout, lowerIndex, matched, duplicates, missing, ignored, width };
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

/** Completes an attempt: constants and units. */
function complete(
  found: Attempt,
  contract: Contract,
  sheet: Sheet,
  fileName: string,
): Recognised | NotRecognised {
  const { layout } = found;
  const title = titleOf(sheet.head.slice(0, found.lowerIndex - layout.headerRows + 1));
  const sheetUnit =
    typeof layout.unit === 'string'
      ? layout.unit
      : constantText({ title: layout.unit.title }, title, fileName);
  if (sheetUnit === null || !(sheetUnit in unitInYuan))
    return {
      code: 'missing_constant',
      resemblance: 1,
      message: `标题行里没有找到金额单位（应写明“单位：万元”之类）；请补上后重新报送`,
    };
  const unit = unitInYuan[sheetUnit as keyof typeof unitInYuan];
  const origins = new Map<string, ColumnOrigin>();
  for (const { name, title: label, optional } of contract.columns) {
    const cell = found.matched.get(name);
    const constant = layout.constants[name];
    if (cell) {
      const own = layout.columns[name]?.unit;
      const cellUnit = own ? unitInYuan[own] : (unitOfHeader(cell.header) ?? unit);
      origins.set(name, { kind: 'cell', ...cell, unit: cellUnit });
    } else if (constant !== undefined) {
      const text = constantText(constant, title, fileName);
      if (text === null && !optional)
        return {
          code: 'missing_constant',
          resemblance: 1,
          message: `没有在${typeof constant === 'object' && 'file' in constant ? '文件名' : '标题行'}里找到“${label}”；请按布局 ${layout.id} 的要求补上后重新报送`,
        };
      origins.set(name, text === null ? { kind: 'absent' } : { kind: 'constant', text });
    } else origins.set(name, { kind: 'absent' });
  }
  return {
    layout,
    contract,
    firstRow: (sheet.head[found.lowerIndex]?.row ?? 0) + 1,
    width: found.width,
    numeric: new Set(
      contract.columns.flatMap(({ name, type }) => {
        const cell = found.matched.get(name);
        return cell && ['amount', 'number', 'integer'].includes(type) ? [cell.index] : [];
      }),
    ),
    origins,
    ignored: found.ignored,
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
    if (!contract || layout.format !== format || !isSheet) continue;
    for (let index = layout.headerRows - 1; index < sheet.head.length; index++)
      attempts.push(attempt(layout, contract, sheet, index));
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
