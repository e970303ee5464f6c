import { distance } from 'fastest-levenshtein';
import { fold } from '../cells/fold.ts';

/**
 * What a department might write instead of a cell that cannot be read: proposals only where one reading is left,
 * never a guess. Pure; null where there is none.
 */

const chineseDigits = '〇一二三四五六七八九';

/** 二〇二六, 十二, 三十一 as digits. */
function chineseToDigits(text: string): string {
  return text
    .replaceAll('零', '〇')
    .replaceAll('○', '〇')
    .replace(/([一二三])?十([一二三四五六七八九])?/g, (_, tens?: string, ones?: string) =>
      String(
        (tens === undefined ? 1 : chineseDigits.indexOf(tens)) * 10 +
          (ones === undefined ? 0 : chineseDigits.indexOf(ones)),
      ),
    )
    .replace(/[〇一二三四五六七八九]/g, (digit) => String(chineseDigits.indexOf(digit)));
}

function calendarDay(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists && year >= 1950 && year < 2100 ? date.toISOString().slice(0, 10) : null;
}

export function suggestDate(cell: string): string | null {
  const text = chineseToDigits(cell.normalize('NFKC')).replace(/\s+/g, ' ').trim();
  const parts = text
    .replace(/(上午|下午|\d{1,2}[:时]).*$/, '')
    .split(/[^\d]+/)
    .filter((part) => part !== '')
    .map(Number);
  const joined = /^(\d{4})(\d{2})(\d{2})(\.0+)?$/.exec(text);
  if (joined) return calendarDay(Number(joined[1]), Number(joined[2]), Number(joined[3]));
  if (parts.length !== 3) return null;
  const [a = 0, b = 0, c = 0] = parts;
  const readings = new Set(
    [
      a >= 1950 ? calendarDay(a, b, c) : null,
      a >= 10 && a < 100 && b <= 12 && c <= 31 && c < 1950 && a > 31 ? calendarDay(1900 + a, b, c) : null,
      a >= 20 && a <= 31 && text.includes('年') ? calendarDay(2000 + a, b, c) : null,
      c >= 1950 ? calendarDay(c, a, b) : null,
      c >= 1950 ? calendarDay(c, b, a) : null,
    ].filter((day) => day !== null),
  );
  // 2026-02-03 written in a strange way is the third of February: year, month, day is the order of the country.
  const usual = a >= 1950 ? calendarDay(a, b, c) : null;
  if (usual !== null) return usual;
  const [only] = readings;
  return readings.size === 1 && only !== undefined ? only : null;
}

export function suggestMonth(cell: string): string | null {
  const text = chineseToDigits(cell.normalize('NFKC')).replace(/\s/g, '');
  const found =
    /^(\d{4})[^\d季]{1,2}(\d{1,2})[^\d季]{0,2}$/.exec(text) ?? /^(\d{4})(\d{2})(?:\.0+)?$/.exec(text);
  const month = Number(found?.[2]);
  if (found && month >= 1 && month <= 12) return `${found[1] ?? ''}-${String(month).padStart(2, '0')}`;
  return suggestDate(cell)?.slice(0, 7) ?? null;
}

export function suggestYear(cell: string): string | null {
  const text = chineseToDigits(cell.normalize('NFKC')).replace(/\s/g, '');
  const found = /^\D*(19[5-9]\d|20\d{2})(\.0+)?\D*$/.exec(text);
  return found?.[1] ?? (/^\d{2}年(度)?$/.test(text) ? `20${text.slice(0, 2)}` : null);
}

const numberAlike: Readonly<Record<string, string>> = {
  O: '0',
  o: '0',
  l: '1',
  I: '1',
  '。': '.',
  '，': ',',
};

/** Digits without separators; separators that do not stand in groups of three may part other numbers, or be points. */
const inGroups = /^(\d+|\d{1,3}([,' ])\d{3}(\2\d{3})*)(\.\d+)?$/;

/** An amount with what does not belong in it taken out; its unit stays. */
export function suggestAmount(cell: string): string | null {
  const folded = Array.from(cell, (letter) => numberAlike[letter] ?? letter)
    .join('')
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .replace(/(?<!\d) | (?!\d)/g, '');
  const found =
    /^(?:[约计共人民币￥¥$:]|RMB|CNY)*([-+(]?)(\d[\d,' ]*(?:\.\d+)?)(\)?)(万元|亿元|千元|元|万|亿)?(?:[整正左右余]|\/.*)*$/i.exec(
      folded,
    );
  if (!found) return null;
  const [, sign, digits = '', , unit = ''] = found;
  if (!inGroups.test(digits)) return null;
  const plain = digits.replace(/[,' ]/g, '');
  const negative = sign === '-' || sign === '(';
  const unitName = unit === '万' || unit === '亿' ? `${unit}元` : unit;
  const text = `${negative ? '-' : ''}${plain}${unitName}`;
  return text === cell ? null : text;
}

export function suggestInteger(cell: string): string | null {
  const text = suggestAmount(cell.replace(/[人个件次名份处座条项]$/, ''));
  return text !== null && /^-?\d+$/.test(text)
    ? text
    : (/^\d+(?=[人个件次名份处座条项]$)/.exec(cell.trim())?.[0] ?? null);
}

/** The text without what no eye sees. */
export function suggestText(cell: string): string | null {
  const clean = cell.replace(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, '').trim();
  return clean === '' || clean === cell ? null : clean;
}

/**
 * The nearest spelling of a list, by edit distance: at most a third of the letters may differ, and all of the
 * nearest must mean one code.
 */
export function nearestSpelling(
  cell: string,
  spellings: readonly { readonly spelling: string; readonly code: string }[],
): string | null {
  const text = fold(cell).toLowerCase();
  const most = Math.min(Math.max(1, Math.floor(text.length / 3)), text.length - 1);
  let least = most + 1;
  let nearest: { readonly spelling: string; readonly code: string }[] = [];
  for (const entry of spellings) {
    if (Math.abs(entry.spelling.length - text.length) > most) continue;
    const apart = distance(text, entry.spelling);
    if (apart > least || apart > most) continue;
    nearest = apart < least ? [entry] : [...nearest, entry];
    least = apart;
  }
  const [first] = nearest;
  return first && nearest.every(({ code }) => code === first.code) ? first.spelling : null;
}
