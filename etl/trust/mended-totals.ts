import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { placedFiles, rowsOf, type BatchFiles } from '../../warehouse/batch-files.ts';
import { runOn } from '../../warehouse/connection.ts';
import type { Batch, Doubt, Receipt } from '../../warehouse/deliveries.ts';
import type { Home } from '../../warehouse/home.ts';
import type { Contract } from '../contract.ts';
import { unitInYuan } from '../layout.ts';

/** Where a rejected row stands: as it was rejected first, or in a delivery that brought it again. */
interface Place {
  readonly delivery: string;
  readonly sheet: string | null;
  readonly row: number;
}

type Fate =
  | { readonly kind: 'open' | 'dropped' }
  | { readonly kind: 'accepted'; readonly by: Receipt; readonly sheet: string | null; readonly row: number };

/** What became of a rejected row in the end, over all deliveries that brought it again. */
export function fateOf(place: Place, receipts: readonly Receipt[]): Fate {
  let at = place;
  let fate: Fate = { kind: 'open' };
  for (const receipt of receipts) {
    if (receipt.verdict !== 'accepted' || receipt.mends === null) continue;
    const { mends, delivery } = receipt;
    const from = [place, at].find((known) => known.delivery === mends.delivery);
    const again = from && mends.rows.find(({ sheet, row }) => sheet === from.sheet && row === from.row);
    if (!again) continue;
    const { ownSheet, ownRow, became } = again;
    if (became === 'accepted') fate = { kind: 'accepted', by: receipt, sheet: ownSheet, row: ownRow };
    else if (became === 'dropped') fate = { kind: 'dropped' };
    else at = { delivery, sheet: ownSheet, row: ownRow };
  }
  return fate;
}

/** The sheets whose totals wait for rows that this delivery may have brought. */
function waiting(receipt: Receipt, before: readonly Receipt[]): readonly { first: string; batch: Batch }[] {
  const { mends } = receipt;
  if (mends === null) return [];
  // Of a delivery taken up again the sheets come with this one; else they are with the one that was accepted.
  const firsts = mends.onto === null ? [mends.delivery] : [mends.delivery, mends.onto];
  return [...before, receipt].flatMap(({ delivery, verdict, batches }) =>
    verdict !== 'accepted'
      ? []
      : batches.flatMap((batch) => {
          const first = batch.from ?? delivery;
          return firsts.includes(first) && (batch.totalsRows?.unverified.length ?? 0) > 0
            ? [{ first, batch }]
            : [];
        }),
  );
}

/** What one of a total's unit is in the amounts of its batch; null: unknown. */
function unitOf(name: string, currency: string): number | null {
  if (currency !== 'CNY') return name === currency ? 1 : null;
  return Object.entries(unitInYuan).find(([unit]) => unit === name)?.[1] ?? null;
}

const decimalsOf = (figure: string | null) => figure?.split('.')[1]?.length ?? 0;
const amountRow = z.array(z.object({ amount: z.string() }));

/**
 * Mended rows held against the totals that could not be verified without them: once every row of such a total has
 * come again, what was read of them must be what was missing.
 * @param files where the delivery's own batches are, by their names
 */
export async function mendedTotals(
  connection: DuckDBConnection,
  contracts: ReadonlyMap<string, Contract>,
  receipt: Receipt,
  before: readonly Receipt[],
  files: ReadonlyMap<string, BatchFiles>,
  home: Home,
): Promise<readonly Doubt[]> {
  const all = [...before.filter(({ delivery }) => delivery !== receipt.delivery), receipt];
  const amountOf = async (contract: Contract, column: string, fate: Fate): Promise<number> => {
    if (fate.kind !== 'accepted') return 0;
    const batch = fate.by.batches.find(
      (entry) => entry.contract === contract.id && entry.sheet === fate.sheet && entry.from === undefined,
    );
    if (!batch) return 0;
    const own = files.get(batch.batch) ?? placedFiles(home, batch);
    const rows = await runOn(
      connection,
      `select cast(coalesce(${column}, 0) as varchar) as amount from ${rowsOf(own)} where _row = $row`,
      { row: fate.row },
    );
    return Number(amountRow.parse(rows)[0]?.amount ?? 0);
  };
  const doubts: Doubt[] = [];
  for (const { first, batch } of waiting(receipt, before)) {
    const contract = contracts.get(batch.contract);
    for (const total of batch.totalsRows?.unverified ?? []) {
      const column = contract?.columns.find(({ title, type }) => title === total.column && type === 'amount');
      const unit = unitOf(total.unit, batch.currency);
      if (
        !contract ||
        !column ||
        unit === null ||
        total.difference === null ||
        total.unread > total.unreadRows.length
      )
        continue;
      const fates = total.unreadRows.map((row) => fateOf({ delivery: first, sheet: batch.sheet, row }, all));
      const isOwn = fates.some(
        (fate) => fate.kind === 'dropped' || (fate.kind === 'accepted' && fate.by === receipt),
      );
      if (!isOwn || fates.some(({ kind }) => kind === 'open')) continue;
      let brought = 0;
      for (const fate of fates) brought += await amountOf(contract, column.name, fate);
      const shown = Math.max(
        decimalsOf(total.stated),
        decimalsOf(total.summed),
        decimalsOf(total.difference),
      );
      const rounding = unit === 1 ? 0 : ((unit / 10 ** shown) * (batch.rows + total.unread)) / 2;
      if (Math.abs(brought - Number(total.difference) * unit) <= rounding + 0.006) continue;
      const figure = (brought / unit).toFixed(unit === 1 ? 2 : Math.round(Math.log10(unit)) + 2);
      doubts.push({
        code: 'mended_totals',
        contract: contract.id,
        message:
          `${contract.title}：第 ${first} 号交付${batch.sheet === null ? '' : `工作表“${batch.sheet}”`}第 ${total.row} 行的合计` +
          `（“${total.column}”${total.stated ?? ''} ${total.unit}）与更正后的明细不符：更正的 ${total.unread} 行应合 ` +
          `${total.difference} ${total.unit}，现合 ${figure} ${total.unit}`,
      });
    }
  }
  return doubts;
}
