import type { BatchFiles } from '../../warehouse/batch-files.ts';
import type { Batch, Mends, Refusal } from '../../warehouse/deliveries.ts';
import type { Home } from '../../warehouse/home.ts';
import { fold } from '../cells/fold.ts';
import { archivedPackage } from '../fiscal-package/packaged.ts';
import type { Sheet } from '../readers/sheet.ts';
import type { KnownAs } from '../recognise-file.ts';
import type { Recognised } from '../recognise.ts';
import { findMarker } from './marker.ts';
import { originalSheet, returnedSheet, type Mending } from './resolve.ts';
import type { ReturnedSheet } from './returned-sheet.ts';

interface GoodSheet {
  readonly batch: Batch;
  readonly files: BatchFiles;
  readonly mended: Mends['rows'];
}

/** A file of returned rows that cannot be taken in at all. */
export function closedMending(delivery: string, refusal: Refusal) {
  return {
    delivery,
    onto: null,
    refusal,
    goodSheets: [],
    knownAs: () => null,
    sheetFor: () => refusal,
    refusalOf: () => refusal,
  };
}

const refusal = (code: string, sheet: string | null, message: string): Refusal => ({ code, sheet, message });
const percent = (share: number) => `${(share * 100).toFixed(1)}%`;

/** A file of returned rows, with all it is held against. */
export class OpenMending {
  readonly refusal = null;
  readonly #mending: Mending;
  readonly #good: { readonly outcomes: readonly GoodSheet[]; readonly rejected: number };
  readonly #rejected: readonly { readonly contract: string; readonly sheet: string | null }[];
  readonly #home: Home;

  /** @param good the earlier delivery's good rows, where it is taken up again */
  constructor(
    mending: Mending,
    good: { readonly outcomes: readonly GoodSheet[]; readonly rejected: number },
    rejected: readonly { readonly contract: string; readonly sheet: string | null }[],
    home: Home,
  ) {
    this.#mending = mending;
    this.#good = good;
    this.#rejected = rejected;
    this.#home = home;
  }

  get delivery(): string {
    return this.#mending.earlier.delivery;
  }
  get onto(): string | null {
    return this.#mending.onto;
  }
  /** The earlier file's name, from which a layout may read constants, and the package it came in. */
  async knownAs(): Promise<KnownAs> {
    const { earlier } = this.#mending;
    return { name: earlier.fileName, packaged: await archivedPackage(this.#home, earlier) };
  }
  get goodSheets(): readonly GoodSheet[] {
    return this.#good.outcomes;
  }

  sheetFor(sheet: Sheet, recognised: Recognised): ReturnedSheet | Refusal {
    const marker = findMarker(sheet);
    if (marker === null)
      return refusal('no_marker', sheet.name, '这张表没有“退回原因”列；退回文件里请不要添加别的表');
    const { row } = marker;
    if (row === null)
      return refusal('no_marker', sheet.name, '“原行号”列不见了；请保留退回文件的最后四列后重新报送');
    const sheets = this.#rejected
      .filter(({ contract }) => contract === recognised.contract.id)
      .map((entry) => entry.sheet);
    const original = originalSheet(sheet.name, sheets);
    if (original === undefined)
      return refusal(
        'no_marker',
        sheet.name,
        `第 ${this.delivery} 号交付没有名为“${sheet.name ?? ''}”的表有退回的行；请保留原来的表名`,
      );
    const rows = sheet.head.slice(
      Math.max(0, marker.headIndex - recognised.layout.headerRows + 1),
      marker.headIndex + 1,
    );
    const headless = Array.from({ length: marker.first }, (_, index) => index).filter((index) =>
      rows.every(({ cells }) => fold(cells[index] ?? null) === ''),
    );
    return returnedSheet(
      this.#mending,
      recognised.contract.id,
      original,
      { marker: { ...marker, row }, headless },
      this.#good.outcomes
        .filter(({ batch }) => batch.contract === recognised.contract.id)
        .map(({ files }) => files),
      this.#home,
    );
  }

  /** Why the file as a whole mends nothing; null when it does. */
  refusalOf(rows: Mends['rows'], maxRejectShare: number): Refusal | null {
    const done = rows.filter(({ became }) => became !== 'rejected').length;
    const number = this.delivery;
    if (done === 0)
      return refusal(
        'nothing_mended',
        null,
        rows.length > 0
          ? `第 ${number} 号交付退回的行仍不合格；请按逐行原因改正后重新报送`
          : `这份文件里没有第 ${number} 号交付尚待更正的行（已更正的不会重复计算）`,
      );
    if (this.#mending.onto !== null) return null;
    const good = this.#good.outcomes.reduce((sum, { batch }) => sum + batch.rows, 0);
    const left = this.#good.rejected - done;
    const all = good + this.#good.rejected;
    return left / all > maxRejectShare
      ? refusal(
          'too_many_rejects',
          null,
          `更正后，第 ${number} 号交付的 ${all} 行中仍有 ${left} 行不合格（${percent(left / all)}，上限 ${percent(maxRejectShare)}）；` +
            '请继续更正后一并重新报送',
        )
      : null;
  }
}
