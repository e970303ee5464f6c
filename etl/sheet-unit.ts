import { fold } from './cells/fold.ts';
import type { Attempt } from './layout-fit.ts';
import { unitInYuan, type Layout } from './layout.ts';
import type { Sheet, TextRow } from './readers/sheet.ts';
import { isUnitAlone, unitsInHeader, unitsInTitle, type Statements } from './stated-unit.ts';

/** The units of a sheet's amounts, by what the file states and the layout says; and where they contradict each other. */

export interface UnitFault {
  readonly code: 'unit_conflict' | 'unknown_unit' | 'currency_conflict' | 'missing_constant';
  readonly message: string;
}

const known = Object.keys(unitInYuan).join('、');

const yuanOf = (unit: string) =>
  Object.hasOwn(unitInYuan, unit) ? unitInYuan[unit as keyof typeof unitInYuan] : null;

function unknownUnit(texts: readonly string[], where: string, remedy: string): UnitFault {
  return {
    code: 'unknown_unit',
    message:
      `${where}写的单位或币种“${texts.join('”“')}”不认识，不能当作元；` +
      `认识的单位：${known}（外币写作美元、万欧元等），请改正后重新报送${remedy}`,
  };
}

function currencyConflict({ id, currency }: Layout, found: string, where: string): UnitFault {
  return {
    code: 'currency_conflict',
    message: `${where}写的币种是 ${found}，布局 ${id} 规定的是 ${currency}；外币不能当作人民币，请换用相应币种的布局（currency）`,
  };
}

const strangerIn = ({ stated }: Statements, { currency }: Layout) =>
  stated.find((one) => one.currency !== currency && one.currency !== 'CNY');

const distinct = (cells: TextRow['cells']) => [...new Set(cells.filter((cell) => fold(cell) !== ''))];

/**
 * The rows above the header. Where a header of one row stands under a title, a layout of two header rows has taken the
 * title for its upper one; it is a title all the same.
 */
export function titleRows({ head }: Sheet, { layout, lowerIndex, standsAlone }: Attempt): readonly TextRow[] {
  const lower = head[lowerIndex]?.cells ?? [];
  const isTitle = ({ cells }: TextRow) => {
    const texts = distinct(cells);
    return (
      fold(cells[0] ?? null) !== '' &&
      !cells.some((cell, index) => fold(cell) !== '' && fold(cell) === fold(lower[index] ?? null)) &&
      (texts.length === 1 || texts.some((text) => /^\(?\p{Script=Han}{0,2}(?:单位|币种):/u.test(fold(text))))
    );
  };
  const above = Math.max(0, lowerIndex - layout.headerRows + 1);
  return [
    ...head.slice(0, above),
    ...(standsAlone && layout.headerRows > 1 ? head.slice(above, lowerIndex).filter(isTitle) : []),
  ];
}

export function titleOf(rows: readonly TextRow[]): string {
  return rows.map(({ cells }) => distinct(cells).join(' ')).join('\n');
}

/** The row that is all units, 万元 under each amount, below the header and what is skipped there; null: none. */
export function unitRow({ head }: Sheet, { layout, lowerIndex }: Attempt): TextRow | null {
  const row = head[lowerIndex + 1 + layout.skip.afterHeader];
  const texts = row ? distinct(row.cells) : [];
  return row && texts.length > 0 && texts.every((text) => isUnitAlone(text ?? '')) ? row : null;
}

/** What the header of a column states, with the units that stand in rows below it which are no data. */
function headerStatements(sheet: Sheet, found: Attempt, index: number): Statements {
  const { headers, lowerIndex, layout } = found;
  const skipped = sheet.head.slice(lowerIndex + 1, lowerIndex + 1 + layout.skip.afterHeader);
  const below = [...skipped, unitRow(sheet, found)].flatMap((row) => {
    const cell = row?.cells[index] ?? '';
    return isUnitAlone(cell) ? [cell] : [];
  });
  return unitsInHeader([...(headers[index]?.levels ?? []), ...below]);
}

/** The units of the amount columns of one sheet, each what one of it is in yuan. */
export class SheetUnits {
  readonly #sheet: Sheet;
  readonly #found: Attempt;
  readonly #title: Statements;
  readonly #asked: string | null;

  /** @param asked what the layout looks for in the title (`unit.title`); null when it is not there */
  constructor(sheet: Sheet, found: Attempt, asked: string | null) {
    this.#sheet = sheet;
    this.#found = found;
    this.#asked = asked;
    this.#title = unitsInTitle(titleRows(sheet, found));
  }

  /** What is wrong whatever the columns are. */
  fault(): UnitFault | null {
    const { layout } = this.#found;
    const stranger = strangerIn(this.#title, layout);
    if (stranger) return currencyConflict(layout, stranger.currency, '标题行');
    if (this.#asked !== null && yuanOf(this.#asked) === null)
      return unknownUnit([this.#asked], '标题行', `，或在布局 ${layout.id} 的 unit 里写明它是哪种单位`);
    return null;
  }

  /** The unit of the whole sheet: what the title rows state, or else what the layout says. */
  #ofSheet(): number | UnitFault {
    const { layout } = this.#found;
    if (this.#asked !== null) return yuanOf(this.#asked) ?? 1;
    const stated = [...new Set(this.#title.stated.flatMap(({ unit }) => (unit === null ? [] : [unit])))];
    if (this.#title.unread.length > 0)
      return unknownUnit(
        this.#title.unread,
        '标题行',
        `，或在布局的 unit 里写明（{"title": {"match": …, "value": "万元"}}）；如果写的是报送单位，请写作“填报单位：”`,
      );
    if (stated.length > 1)
      return {
        code: 'unit_conflict',
        message: `标题行里写了不止一种金额单位：${stated.join('、')}；请只保留一种，或把单位写在各列的列名里`,
      };
    const unit = stated[0] ?? (typeof layout.unit === 'string' ? layout.unit : null);
    if (unit !== null) return yuanOf(unit) ?? 1;
    return {
      code: 'missing_constant',
      message: '标题行里没有找到金额单位（应写明“单位：万元”之类）；请补上后重新报送',
    };
  }

  /** The unit of the amounts in one column of the file, which the contract's column `name` is read from. */
  of(name: string, index: number, header: string): number | UnitFault {
    const { layout } = this.#found;
    const column = Object.hasOwn(layout.columns, name) ? layout.columns[name] : undefined;
    const read = headerStatements(this.#sheet, this.#found, index);
    const where = `列“${header}”`;
    const stranger = strangerIn(read, layout);
    if (stranger) return currencyConflict(layout, stranger.currency, where);
    const said = typeof column?.unit === 'string' ? column.unit : null;
    const stated = [...new Set(read.stated.flatMap(({ unit }) => (unit === null ? [] : [unit])))];
    const all = said === null ? stated : [...new Set([...stated, said])];
    if (read.unread.length > 0 && said === null)
      return unknownUnit(read.unread, where, '，或在布局里写明这一列的 unit');
    if (all.length > 1)
      return {
        code: 'unit_conflict',
        message:
          said === null
            ? `${where}写了不止一种金额单位：${all.join('、')}；请只保留一种`
            : `${where}写的金额单位是 ${stated.join('、')}，布局 ${layout.id} 规定这一列是 ${said}；请改正文件或布局`,
      };
    // Each row names its own; what the sheet says of the others does not matter.
    if (typeof column?.unit === 'object') return 1;
    return all[0] === undefined ? this.#ofSheet() : (yuanOf(all[0]) ?? 1);
  }
}
