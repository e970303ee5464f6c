import { fold } from './cells/fold.ts';
import { unitInYuan } from './layout.ts';
import type { TextRow } from './readers/sheet.ts';

/**
 * Units and currencies that a file states itself: in its title rows, in the header of a column, in a row of their own.
 * What looks like such a statement and is not understood is told apart from what states nothing, so that nobody takes
 * 十亿元 for 元.
 */

export interface StatedUnit {
  /** `万元`, or null where only a currency is stated. */
  readonly unit: string | null;
  /** ISO 4217 */
  readonly currency: string;
}

export interface Statements {
  readonly stated: readonly StatedUnit[];
  /** As written, where a unit or a currency is meant that nobody here knows. */
  readonly unread: readonly string[];
}

const shortNames: Readonly<Record<string, string>> = {
  元: 'CNY',
  圆: 'CNY',
  本币: 'CNY',
  本位币: 'CNY',
  rmb: 'CNY',
  '¥': 'CNY',
  港币: 'HKD',
  澳元: 'AUD',
  加元: 'CAD',
  新元: 'SGD',
  $: 'USD',
  '€': 'EUR',
  '£': 'GBP',
};

/** Folded names, in lower case → ISO 4217: every code, its Chinese name, and what it is called for short. */
const currencyOf: ReadonlyMap<string, string> = new Map([
  ...Intl.supportedValuesOf('currency').flatMap((code) => {
    const name = new Intl.DisplayNames(['zh'], { type: 'currency' }).of(code) ?? code;
    return [name, code].map((key) => [fold(key).toLowerCase(), code] as const);
  }),
  ...Object.entries(shortNames),
]);

const foreignInHeader = /美元|欧元|英镑|港元|港币|日元|澳元|加元|新元|韩元|usd|eur|gbp|hkd|jpy|[$€£]/i;

const scaleThenName = /^(?:人民币|rmb|cny|¥)?([十百千万亿]*)(.*?)$/;
const inYuanBesides = /(?:人民币|rmb|cny)$/;
const label = /^(?:计量|金额|货币|计价)?(?:单位|币种):?/;

/** A unit or a currency is meant: 元/吨, W元, 十亿元, 法郎. */
const unitLike = /[元圆]|^[十百千万亿wk]+$|^(?:单位|币种)|(?:币|法郎|卢布|英镑|比索|先令)$/i;
/** 单元, 元月; 5万元以上 is a limit. */
const noUnit = /单元|公元|多元|元旦|元月|元素|\d|以[上下内外]/;

/** One folded word: what it states; `unread` where it means to and is not understood; null where it states nothing. */
function readWord(word: string): StatedUnit | 'unread' | null {
  const text = word.replace(label, '').toLowerCase();
  if (text === '') return null;
  const alone = currencyOf.get(text);
  if (alone !== undefined && alone !== 'CNY')
    return { unit: text.endsWith('元') ? '元' : null, currency: alone };
  const [, scale = '', rest = ''] = scaleThenName.exec(text) ?? [];
  const name = rest.replace(inYuanBesides, '');
  const currency = name === '' ? 'CNY' : currencyOf.get(name);
  if (currency !== undefined) {
    const isCurrencyOnly = scale === '' && !/[元圆]/.test(text);
    if (isCurrencyOnly) return { unit: null, currency };
    if (Object.hasOwn(unitInYuan, `${scale}元`)) return { unit: `${scale}元`, currency };
  }
  return unitLike.test(word) && !noUnit.test(word) ? 'unread' : null;
}

const nothing: Statements = { stated: [], unread: [] };

function together(all: readonly Statements[]): Statements {
  return {
    stated: all.flatMap(({ stated }) => stated),
    unread: [...new Set(all.flatMap(({ unread }) => unread))],
  };
}

/** The words of a text, 万元、含税 or 万元（人民币）, each on its own. */
function readText(text: string): Statements {
  const words = fold(text)
    .split(/[,;、|。()[\]【】〔〕]+/)
    .filter((word) => word !== '');
  const read = words.map((word) => [word, readWord(word)] as const);
  return {
    stated: read.flatMap(([, found]) => (found === null || found === 'unread' ? [] : [found])),
    unread: read.flatMap(([word, found]) => (found === 'unread' ? [word] : [])),
  };
}

const organisation =
  /(?:局|委|办|厅|院|校|所|会|部|社|司|处|站|馆|队|店|室|科|股|中心|政府|街道|镇|乡|村|区|县|市|省|大学|学院|银行|集团|企业|系统|本级|各)$/;
const plainLabel = /^(?:计量|金额|货币|计价)?$/;
const statement = /(\p{Script=Han}{0,4}?)(单\s*位|币\s*种)\s*(:|(?=\()|\s)\s*/gu;
/** More words than these are no unit: 万 元. */
const longestUnit = 3;

/**
 * What follows 单位：. Written apart (万 元), it is one word all the same.
 * @param isCertain whether a unit is meant whatever follows, unless it is somebody's name
 */
function afterLabel(rest: string, isCertain: boolean): Statements {
  const words = rest.trim().split(/\s+/).slice(0, longestUnit);
  for (let count = words.length; count > 0; count--) {
    const read = readText(words.slice(0, count).join(''));
    if (read.stated.length > 0 && read.unread.length === 0) return read;
  }
  const [first = ''] = words;
  const [name = ''] = fold(first).split(/[,;、|。()]/);
  const read = readText(first);
  if (read.unread.length > 0) return read;
  return isCertain && name !== '' && !organisation.test(name) ? { stated: [], unread: [name] } : nothing;
}

/** 单位：英镑 is the unit too; 币种：美元 is none. */
function underLabel(word: string, { stated, unread }: Statements): Statements {
  const isUnit = word.includes('单');
  const unitOf = ({ unit, currency }: StatedUnit) => {
    if (isUnit) return unit ?? (currency === 'CNY' ? null : '元');
    return unit === '元' ? null : unit;
  };
  return { unread, stated: stated.map((one) => ({ ...one, unit: unitOf(one) })) };
}

const labelAlone = /^(?:计量|金额|货币|计价)?(?:单位|币种):?$/;

function inCell(cell: string): Statements {
  const text = cell.normalize('NFKC');
  const labelled = [...text.matchAll(statement)].map((found) => {
    const [whole, prefix = '', word = '', mark] = found;
    const isCertain = plainLabel.test(prefix) && mark === ':';
    return underLabel(word, afterLabel(text.slice(found.index + whole.length), isCertain));
  });
  if (labelled.length > 0) return together(labelled);
  const bare = readText(text);
  const isBare = /[元圆]|\p{Sc}/u.test(text) && bare.unread.length === 0 && isUnitAlone(text);
  return isBare
    ? bare
    : together(
        [...text.matchAll(/[(【[]([^()【】[\]]*)[)】\]]/g)].map(([, inside = '']) => readText(inside)),
      );
}

/** Whether a cell is a unit and nothing else: 万元, （万元）, 单位：万元; 含税 beside it does no harm. */
export function isUnitAlone(text: string): boolean {
  const [first = '', ...more] = fold(text)
    .split(/[,;、|。()[\]【】]+/)
    .filter((word) => word !== '');
  const read = readWord(first);
  if (read === null || read === 'unread' || read.unit === null) return false;
  return more.every((word) => readWord(word) !== null || word.endsWith('税'));
}

/** Every unit the title rows state: `单位：万元`, `币种：美元`, `支付明细（万元）`, 单位 and 万元 in two cells. */
export function unitsInTitle(rows: readonly TextRow[]): Statements {
  return together(
    rows.flatMap(({ cells }) => {
      // The text of a merged cell stands in every cell of it.
      const texts = cells.flatMap((cell, index) =>
        cell !== null && fold(cell) !== '' && cell !== cells[index - 1] ? [cell] : [],
      );
      return texts.flatMap((text, index) => {
        if (labelAlone.test(fold(text))) return [underLabel(text, afterLabel(texts[index + 1] ?? '', true))];
        return labelAlone.test(fold(texts[index - 1] ?? '')) ? [] : [inCell(text)];
      });
    }),
  );
}

/** What one level of a header states: `支付金额（万元）`, `支付金额/万元`, `万元`. */
function inHeader(text: string): Statements {
  const folded = fold(text);
  const groups = [...folded.matchAll(/[(【[]([^()【】[\]]*)[)】\]]/g)].map(([, inside = '']) =>
    readText(inside),
  );
  const rest = folded.replace(/[(【[][^()【】[\]]*[)】\]]/g, '');
  const tail = /(?:^|[/:_-])((?:人民币)?[十百千万亿]*元)$|((?:人民币)?[十百千万亿]+元)$/.exec(rest);
  const plain = tail ? readText(tail[1] ?? tail[2] ?? '') : nothing;
  const name = foreignInHeader.exec(rest)?.[0].toLowerCase();
  const currency = name === undefined ? undefined : currencyOf.get(name);
  const abroad = currency === undefined ? nothing : { stated: [{ unit: null, currency }], unread: [] };
  return together([...groups, plain, abroad]);
}

/**
 * What the header of a column states, all its levels looked at: the lowest that names a unit counts; a foreign
 * currency counts at any level.
 * @param levels from the top down
 */
export function unitsInHeader(levels: readonly string[]): Statements {
  const read = levels.map(inHeader);
  const lowest = read.findLast(
    ({ stated, unread }) => unread.length > 0 || stated.some(({ unit }) => unit !== null),
  );
  const currencies = read.flatMap(({ stated }) => stated.filter(({ currency }) => currency !== 'CNY'));
  const abroad = currencies.map(({ currency }) => ({ unit: null, currency }));
  return lowest
    ? { stated: [...lowest.stated, ...abroad], unread: lowest.unread }
    : { stated: abroad, unread: [] };
}
