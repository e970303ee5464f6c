import type { Receipt } from '../warehouse/deliveries.ts';
import { roundingText, unverifiedText } from './reconcile.ts';

/** What became of the totals rows of a delivery, in words, a line a sheet that has any, and one a total not verified. */
export function totalsLines({ batches }: Pick<Receipt, 'batches'>): readonly string[] {
  return batches.flatMap(({ sheet, totalsRows }) => {
    if (!totalsRows) return [];
    const { reconciled, unverified, rounded, blank, toDate } = totalsRows;
    const place = sheet === null ? '' : `工作表“${sheet}”：`;
    const parts = [
      ...(reconciled > 0 ? [`合计行 ${reconciled} 行与明细相符`] : []),
      ...(blank > 0 ? [`合计行 ${blank} 行没有填金额，无从核对`] : []),
      ...(toDate > 0 ? [`累计行 ${toDate} 行含本表以外各期，未核对`] : []),
    ];
    return [
      ...(parts.length > 0 ? [parts.join('，')] : []),
      ...rounded.map(roundingText),
      ...unverified.map(unverifiedText),
    ].map((line) => `${place}${line}`);
  });
}
