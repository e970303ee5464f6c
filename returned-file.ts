import { loadLayouts } from './etl/layouts.ts';
import { exportReturned, NothingReturned, type ReturnedFile } from './etl/mending/export-returned.ts';
import { contracts } from './etl/sources/registry.ts';
import { readReceipts } from './warehouse/deliveries.ts';
import type { Home } from './warehouse/home.ts';

/** Makes the file of a delivery's returned rows, or says why there is none: for the command line and the API. */
export function returnedFileOf(home: Home) {
  return async (delivery: string): Promise<ReturnedFile | { readonly why: string }> => {
    try {
      return await exportReturned(delivery, {
        home,
        receipts: await readReceipts(home),
        contracts,
        layouts: (await loadLayouts(contracts, home.layouts)).layouts,
      });
    } catch (error) {
      if (error instanceof NothingReturned) return { why: error.message };
      throw error;
    }
  };
}
