import { fold } from './cells/fold.ts';
import { unitInYuan } from './layout.ts';

/** Units and currencies that a file states itself, in its title rows or in the header of a column. */

const currencyOf: Readonly<Record<string, string>> = {
  元: 'CNY',
  美元: 'USD',
  欧元: 'EUR',
  英镑: 'GBP',
  港元: 'HKD',
  港币: 'HKD',
  日元: 'JPY',
  澳元: 'AUD',
  加元: 'CAD',
  新元: 'SGD',
  韩元: 'KRW',
  $: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  usd: 'USD',
  eur: 'EUR',
  gbp: 'GBP',
  hkd: 'HKD',
  jpy: 'JPY',
};

const foreign = '美元|欧元|英镑|港元|港币|日元|澳元|加元|新元|韩元|usd|eur|gbp|hkd|jpy';
const stated = new RegExp(
  `(?:单位|币种)\\s*[:：]\\s*(?:人民币)?\\s*([十百千万亿]{0,2})(${foreign}|元|人民币)(?=$|[\\s,，;；)）、|])`,
  'gi',
);
const inHeader = new RegExp(`${foreign}|[$€£]`, 'i');
const unitAtEnd = /\(?(?:单位[::])?((?:千|百万|万|亿)?元)\)$/;

export interface StatedUnit {
  /** `万元`, or null where only a currency is stated. */
  readonly unit: string | null;
  readonly currency: string;
}

/** Every unit the title rows state: `单位：万元`, `币种：美元`. */
export function unitsInTitle(title: string): readonly StatedUnit[] {
  return [...title.normalize('NFKC').matchAll(stated)].map(([text, scale = '', name = '']) => ({
    unit: text.includes('币种') ? null : `${scale}元`,
    currency: currencyOf[name.toLowerCase()] ?? 'CNY',
  }));
}

/** The unit a header names at its end, `金额（万元）`, in yuan; null when it names none. */
export function unitOfHeader(header: string): number | null {
  const name = unitAtEnd.exec(fold(header))?.[1];
  return name && name in unitInYuan ? unitInYuan[name as keyof typeof unitInYuan] : null;
}

/** The foreign currency a header names, `合同额（万美元）`, `Net amount (£)`; null when it names none. */
export function currencyOfHeader(header: string): string | null {
  const name = inHeader.exec(fold(header))?.[0];
  return name === undefined ? null : (currencyOf[name.toLowerCase()] ?? null);
}
