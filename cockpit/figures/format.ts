import type { Metric, MetricRow } from '../../api/contracts/metrics.ts';
import { texts } from '../locale/texts.ts';

/** A unit of money for people, and how many yuan one of it is. */
export interface MoneyScale {
  readonly unit: string;
  readonly yuan: number;
}

const scales: readonly MoneyScale[] = [
  { unit: texts.units.hundredMillion, yuan: 100_000_000 },
  { unit: texts.units.tenThousand, yuan: 10_000 },
];
const plain: MoneyScale = { unit: texts.units.yuan, yuan: 1 };

/** One scale for everything shown together, chosen by the largest amount, so that units are never mixed. */
export function scaleFor(amounts: readonly (number | null | undefined)[]): MoneyScale {
  const largest = Math.max(0, ...amounts.map((amount) => Math.abs(amount ?? 0)));
  return scales.find((scale) => largest >= scale.yuan) ?? plain;
}

const formatters = new Map<number, Intl.NumberFormat>();

const formatter = (decimals: number): Intl.NumberFormat => {
  const known = formatters.get(decimals);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat('zh-CN', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: 'negative',
  });
  formatters.set(decimals, made);
  return made;
};

/** Grouped by thousands, a true minus sign, and no minus before a zero. */
export const formatNumber = (value: number, decimals = 0): string =>
  formatter(decimals).format(value).replace('-', '−');

/** As {@link formatNumber}, with a plus sign before what is above zero. */
export function formatSigned(value: number, decimals: number): string {
  const text = formatNumber(value, decimals);
  return /[1-9]/.test(text) && value > 0 ? `+${text}` : text;
}

/** A figure as it is written: the digits, and the unit that follows them. */
export interface Reading {
  readonly text: string;
  readonly suffix: string;
}

const missing: Reading = { text: texts.figures.missing, suffix: '' };

export const readAmount = (yuan: number | null | undefined, scale?: MoneyScale): Reading => {
  if (yuan === null || yuan === undefined) return missing;
  const by = scale ?? scaleFor([yuan]);
  return { text: formatNumber(yuan / by.yuan, 2), suffix: by.unit };
};

/** A change of an amount: always with its sign. */
export const readAmountChange = (yuan: number | null | undefined, scale?: MoneyScale): Reading => {
  if (yuan === null || yuan === undefined) return missing;
  const by = scale ?? scaleFor([yuan]);
  return { text: formatSigned(yuan / by.yuan, 2), suffix: by.unit };
};

export const readRatio = (ratio: number | null | undefined): Reading =>
  ratio === null || ratio === undefined ? missing : { text: formatNumber(ratio * 100, 1), suffix: '%' };

/** A change: always with its sign. */
export const readGrowth = (ratio: number | null | undefined): Reading =>
  ratio === null || ratio === undefined ? missing : { text: formatSigned(ratio * 100, 1), suffix: '%' };

export const readPoints = (points: number | null | undefined): Reading =>
  points === null || points === undefined
    ? missing
    : { text: formatSigned(points * 100, 1), suffix: texts.units.points };

export const readCount = (count: number | null | undefined): Reading =>
  count === null || count === undefined
    ? missing
    : { text: formatNumber(count, Number.isInteger(count) ? 0 : 1), suffix: '' };

/** Beyond a hundred days a tenth of one says nothing. */
export const readDays = (days: number | null | undefined): Reading =>
  readCount(typeof days === 'number' && Math.abs(days) >= 100 ? Math.round(days) : days);

/** A score of 0–100: always one decimal, so that scores line up. */
export const readScore = (score: number | null | undefined): Reading =>
  score === null || score === undefined ? missing : { text: formatNumber(score, 1), suffix: '' };

const squareMetresIn10k = 10_000;

/** Land: 万平方米 from ten thousand square metres, else 平方米. */
export const readLand = (squareMetres: number | null | undefined): Reading => {
  if (squareMetres === null || squareMetres === undefined) return missing;
  return Math.abs(squareMetres) >= squareMetresIn10k
    ? { text: formatNumber(squareMetres / squareMetresIn10k, 1), suffix: texts.units.land10k }
    : { text: formatNumber(squareMetres, 0), suffix: texts.units.land };
};

/** Puts the word of what is counted after the digits, and none after a dash. */
export const withUnit = (reading: Reading, unit: string): Reading =>
  reading.text === missing.text ? reading : { text: reading.text, suffix: unit };

/** Without its sign, where the words before it say which way. */
export const unsigned = ({ text, suffix }: Reading): Reading => ({
  text: text.replace(/^[+−]/u, ''),
  suffix,
});

/** Reads a row by its metric's unit; a ratio without a denominator is said to be so. */
export function readRow(
  unit: Metric['unit'],
  row: Pick<MetricRow, 'value' | 'status'> | null | undefined,
  options: { readonly scale?: MoneyScale; readonly signed?: boolean } = {},
): Reading {
  if (row === null || row === undefined || row.status === 'no_data') return missing;
  if (row.status === 'undefined') return { text: texts.figures.undefinedRatio, suffix: '' };
  switch (unit) {
    case 'yuan':
      return options.signed === true
        ? readAmountChange(row.value, options.scale)
        : readAmount(row.value, options.scale);
    case 'ratio':
      return options.signed === true ? readGrowth(row.value) : readRatio(row.value);
    case 'points':
      return readPoints(row.value);
    case 'count':
      return readCount(row.value);
    case 'days':
      return withUnit(readDays(row.value), texts.units.days);
    case 'score':
      return withUnit(readScore(row.value), texts.units.score);
    case 'square_metre':
      return readLand(row.value);
  }
}
