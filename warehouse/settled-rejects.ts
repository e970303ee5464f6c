import type { Receipt } from './deliveries.ts';

/** Names one rejected row over all deliveries. */
export function rejectPlace(delivery: string, sheet: string | null, row: number): string {
  return `${delivery}\n${sheet ?? ''}\n${row}`;
}

/**
 * The rejected rows that are dealt with: they came again and were accepted or dropped, or were rejected again and
 * are told of there. The latest delivery that brings a row decides. Pure fold over the receipts, oldest first.
 */
export function settledRejects(receipts: readonly Receipt[]): ReadonlySet<string> {
  const settled = new Set<string>();
  const lastSeen = new Map<string, string>();
  for (const { delivery, verdict, mends } of receipts) {
    if (verdict !== 'accepted' || mends === null) continue;
    for (const { sheet, row, ownSheet, ownRow, became } of mends.rows) {
      const original = rejectPlace(mends.delivery, sheet, row);
      settled.add(original);
      const again = lastSeen.get(original);
      if (again !== undefined) settled.add(again);
      if (became === 'rejected') lastSeen.set(original, rejectPlace(delivery, ownSheet, ownRow));
    }
  }
  return settled;
}

/** Deliveries that were refused for too many rejects and came into force by a later one that mends them. */
export function revivedDeliveries(receipts: readonly Receipt[]): ReadonlySet<string> {
  return new Set(
    receipts.flatMap(({ verdict, mends }) =>
      verdict === 'accepted' && mends !== null && mends.onto === null ? [mends.delivery] : [],
    ),
  );
}
