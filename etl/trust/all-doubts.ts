import type { BatchFiles } from '../../warehouse/batch-files.ts';
import type { DuckDbEngine } from '../../warehouse/connection.ts';
import type { Doubt, Receipt } from '../../warehouse/deliveries.ts';
import type { Home } from '../../warehouse/home.ts';
import type { Contract } from '../contract.ts';
import { doubtsOf } from './doubts.ts';
import type { Expectations } from './expectations.ts';
import { mendedTotals } from './mended-totals.ts';
import { reusedKeys } from './reused-keys.ts';

interface Known {
  readonly engine: DuckDbEngine;
  readonly home: Home;
  readonly contracts: ReadonlyMap<string, Contract>;
  readonly expectations: Expectations;
  /** Oldest first. */
  readonly receipts: readonly Receipt[];
}

/** A draft that somebody hid counts beside the sheet that shows; only a person knows whether it is meant. */
function hiddenSheets({ batches }: Receipt): readonly Doubt[] {
  return batches
    .filter(({ hidden }) => hidden === true)
    .map(({ contract, sheet, rows }) => ({
      code: 'hidden_sheet',
      contract,
      message: `工作表“${sheet ?? ''}”在工作簿里是隐藏的，却有 ${rows} 行数据，会与其他工作表一并计入；请核对是否应当计入，不应计入的请删除该表后重新报送`,
    }));
}

/**
 * What of a delivery that passed the checks a person has to look at first. What the house brings itself (sample,
 * published figures) is nobody's word. A sample city is no predecessor of what a department sends, but a key that
 * counts already is counted twice whoever brought it.
 * @param files where the delivery's batches are, by their names
 * @param earlier the same file, as it came before
 */
export async function allDoubts(
  receipt: Receipt,
  files: ReadonlyMap<string, BatchFiles>,
  { engine, home, contracts, expectations, receipts }: Known,
  earlier?: Receipt,
): Promise<readonly Doubt[]> {
  if (receipt.verdict !== 'accepted' || receipt.origin !== 'delivered') return [];
  const before = receipts.filter(({ origin }) => origin !== 'sample');
  const doubts = [...doubtsOf(receipt, before, expectations), ...hiddenSheets(receipt)];
  for (const name of new Set(receipt.batches.map(({ contract }) => contract))) {
    const contract = contracts.get(name);
    if (contract && expectations(name).keys && !receipt.mends?.onto)
      doubts.push(
        ...(await engine.using((connection) =>
          reusedKeys(connection, contract, receipt, receipts, files, home),
        )),
      );
  }
  if (receipt.mends !== null)
    doubts.push(
      ...(await engine.using((connection) =>
        mendedTotals(connection, contracts, receipt, before, files, home),
      )),
    );
  const last = earlier?.history.at(-1);
  if (last?.action === 'withdrawn')
    doubts.push({
      code: 'withdrawn_before',
      contract: receipt.batches[0]?.contract ?? '',
      message: `这份文件曾被撤回（第 ${earlier?.delivery ?? ''} 号交付，理由：${last.reason}）`,
    });
  return doubts;
}
