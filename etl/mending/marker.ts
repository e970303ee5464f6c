import { fold } from '../cells/fold.ts';
import type { Sheet } from '../readers/sheet.ts';

/** The columns a file of returned rows has after the department's own. The first names the delivery. */
export const returnedColumns = {
  reason: (delivery: string, sha256: string) => `退回原因〔${delivery}-${sha256.slice(0, 8)}〕`,
  suggestion: '修改建议',
  handling: '处理（作废的行请填“删除”）',
  row: '原行号',
} as const;

/** What a department writes beside a row that should not have been sent at all. */
export const dropWord = '删除';

/** Where a sheet says that it brings rows of an earlier delivery again; columns counted from 0. */
export interface Marker {
  readonly delivery: string;
  /** First eight digits of the earlier file's SHA-256. */
  readonly sha256: string;
  /** Index into `head` of the row that holds it. */
  readonly headIndex: number;
  /** The reason's column: the department's own are before it. */
  readonly first: number;
  readonly handling: number | null;
  readonly row: number | null;
}

const pattern = /^退回原因[〔[(](\d{6})-([0-9a-f]{8})[〕\])]$/;

/** Finds the marker in the head of a sheet; null for a delivery of its own. */
export function findMarker({ head }: Pick<Sheet, 'head'>): Marker | null {
  for (const [headIndex, { cells }] of head.entries())
    for (const [first, cell] of cells.entries()) {
      const found = pattern.exec(fold(cell));
      if (!found) continue;
      const at = (name: string) => {
        const index = cells.findIndex((other, place) => place > first && fold(other).startsWith(name));
        return index === -1 ? null : index;
      };
      return {
        delivery: found[1] ?? '',
        sha256: found[2] ?? '',
        headIndex,
        first,
        handling: at('处理'),
        row: at(returnedColumns.row),
      };
    }
  return null;
}
