import type { Face } from '../faces/face.ts';
import { ProblemError } from '../problem.ts';

/** Rows of a page of JSON where no limit is asked for. */
const usualRows = 100;
/** Rows of a list as a file: it is put together in memory. */
const mostListed = 20_000;

/** Which part of a list is asked for; `limit` null: a page of the usual length, or all of a file. */
export interface ListPage {
  readonly limit: number | null;
  readonly offset: number;
}

/** How many rows to read: a page for JSON, the whole list for a file. */
export const rowsToRead = ({ limit }: ListPage, face: Face | 'auto'): number =>
  limit ?? (face === 'json' || face === 'auto' ? usualRows : mostListed);

/** @throws ProblemError when a file would leave out rows that nobody asked to leave out */
export function checkWhole({ limit, offset }: ListPage, total: number): void {
  if (limit !== null || total - offset <= mostListed) return;
  throw new ProblemError(
    'too_many_rows',
    `共 ${total} 行，超过一份文件的上限 ${mostListed} 行。请增加筛选条件，或用 limit、offset 分次读取`,
  );
}
