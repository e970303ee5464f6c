import { placedFiles, type BatchFiles } from '../../warehouse/batch-files.ts';
import { liveBatches, type Receipt, type Refusal } from '../../warehouse/deliveries.ts';
import type { Home } from '../../warehouse/home.ts';
import type { Marker } from './marker.ts';
import type { ReturnedSheet } from './returned-sheet.ts';

/** The delivery whose rows come again, and what they are added to. */
export interface Mending {
  readonly earlier: Receipt;
  /** The delivery in force they are added to; null: `earlier` was refused for too many rejects and is taken up again. */
  readonly onto: string | null;
  /** The receipts at the time of the check, oldest first. */
  readonly receipts: readonly Receipt[];
}

const refusal = (code: string, message: string): Refusal => ({ code, sheet: null, message });

/** Refused for its rejects alone: with enough of them mended it is sound. */
function isForRejectsAlone({ refusals }: Receipt): boolean {
  return (
    refusals.some(({ code }) => code === 'too_many_rejects') &&
    refusals.every(({ code }) => code === 'too_many_rejects' || code === 'sheet_not_recognised')
  );
}

/** Finds the delivery a file of returned rows belongs to, or says why its rows cannot be taken in. */
export function resolveMending(marker: Marker, receipts: readonly Receipt[]): Mending | Refusal {
  const { delivery, sha256 } = marker;
  const earlier = receipts.find((entry) => entry.delivery === delivery && entry.sha256.startsWith(sha256));
  if (!earlier)
    return refusal(
      'unknown_returned',
      `这份文件写明更正第 ${delivery} 号交付，但这里没有那份交付；请确认是从本系统导出的退回文件，没有改动表头`,
    );
  const isAccepted = (number: string) =>
    receipts.some((entry) => entry.delivery === number && entry.verdict === 'accepted');
  if (earlier.verdict === 'accepted') {
    const onto = earlier.mends?.onto ?? earlier.delivery;
    if (isAccepted(onto)) return { earlier, onto, receipts };
  }
  const again = receipts.find(
    ({ verdict, mends }) => verdict === 'accepted' && mends?.delivery === delivery && mends.onto === null,
  );
  if (again) return { earlier, onto: again.delivery, receipts };
  if (earlier.verdict === 'refused' && isForRejectsAlone(earlier) && earlier.mends === null)
    return { earlier, onto: null, receipts };
  const why =
    earlier.verdict === 'held'
      ? '还在等待确认；请先接受或拒收它'
      : earlier.verdict === 'withdrawn'
        ? '已被撤回；请重新报送整份文件'
        : '整份没有接受，不只是因为退回的行；请按拒收原因改正后重新报送整份文件';
  return refusal('cannot_be_mended', `第 ${delivery} 号交付（${earlier.fileName}）${why}`);
}

/** The sheet of the earlier delivery that a sheet of returned rows belongs to; undefined when it cannot be told. */
export function originalSheet(
  name: string | null,
  rejected: readonly (string | null)[],
): string | null | undefined {
  if (rejected.includes(name)) return name;
  // A text file saved as a workbook, or the other way round: there is only one it can be.
  return rejected.length === 1 ? rejected[0] : undefined;
}

/** What a sheet of returned rows is held against. @param goodRows batches of an earlier delivery taken up again */
export function returnedSheet(
  { earlier, onto, receipts }: Mending,
  contract: string,
  sheet: string | null,
  { marker, headless }: Pick<ReturnedSheet, 'marker' | 'headless'>,
  goodRows: readonly BatchFiles[],
  home: Home,
): ReturnedSheet {
  const { delivery } = earlier;
  const own = liveBatches(receipts).filter(({ batch }) => batch.contract === contract);
  const mended = receipts.flatMap((receipt) =>
    receipt.verdict === 'accepted' && receipt.mends?.delivery === delivery
      ? receipt.mends.rows.filter((row) => row.sheet === sheet).map((row) => ({ receipt, ...row }))
      : [],
  );
  const belongs = (receipt: Receipt) => receipt.delivery === onto || receipt.mends?.onto === onto;
  return {
    marker,
    delivery,
    sheet,
    rejects: home.rejectsParquet(delivery),
    before: mended.flatMap(({ receipt, row, ownRow, ownSheet, became }) => {
      const batch = receipt.batches.find(
        (entry) => entry.contract === contract && entry.sheet === ownSheet && entry.from === undefined,
      );
      return became === 'accepted' && batch ? [{ files: placedFiles(home, batch), row, ownRow }] : [];
    }),
    dropped: mended.filter(({ became }) => became === 'dropped').map(({ row }) => row),
    headless,
    inForce:
      onto === null
        ? goodRows.map((files) => ({ files, keys: null }))
        : own.map(({ batch, livePartitions, whole }) => ({
            files: placedFiles(home, batch),
            keys: whole ? null : livePartitions,
          })),
    foreign:
      onto === null
        ? new Map()
        : new Map(
            own
              .filter(({ receipt }) => !belongs(receipt))
              .flatMap(({ receipt, livePartitions }) =>
                livePartitions.map((key) => [key, receipt.delivery] as const),
              ),
          ),
  };
}
