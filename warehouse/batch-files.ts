import { join } from 'node:path';
import type { Batch } from './deliveries.ts';
import type { Home } from './home.ts';

/**
 * Where the rows of a batch are. Nearly always one Parquet file of them. Of a large text file two (`lines`): one of all
 * its lines as they were read, and one of what is true instead of some of them. Both are columns of the contract,
 * `_batch`, `_row` (the line or row of the file) and `_partition`, once they are read by `rowsOf`.
 */
export interface BatchFiles {
  readonly batch: string;
  readonly parquet: string;
  readonly lines: (NonNullable<Batch['lines']> & { readonly beside: string }) | null;
}

/** The files of a batch in a folder. */
export function batchFiles(folder: string, { batch, lines }: Pick<Batch, 'batch' | 'lines'>): BatchFiles {
  return lines === undefined
    ? { batch, parquet: join(folder, `${batch}.parquet`), lines: null }
    : { batch, parquet: linesPath(folder, batch), lines: { ...lines, beside: besidePath(folder, batch) } };
}

export const linesPath = (folder: string, batch: string) => join(folder, `${batch}.lines.parquet`);
export const besidePath = (folder: string, batch: string) => join(folder, `${batch}.beside.parquet`);

/** The files of a batch that was put in its place. */
export function placedFiles(home: Home, batch: Pick<Batch, 'batch' | 'contract' | 'lines'>): BatchFiles {
  return batchFiles(home.batchFolder(batch.contract), batch);
}

export function pathsOf({ parquet, lines }: BatchFiles): readonly string[] {
  return lines === null ? [parquet] : [parquet, lines.beside];
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** SQL for the number of the line at `place` (from 0) in the file of lines. */
export function rowAtSql(place: string, { firstRow, gaps }: NonNullable<Batch['lines']>): string {
  const arms = gaps.toReversed().map(({ after, leftOut }) => `when ${place} >= ${after} then ${leftOut}`);
  return `${place} + ${firstRow}${arms.length > 0 ? ` + case ${arms.join(' ')} else 0 end` : ''}`;
}

/** SQL for the table of a batch's rows. A row of `beside` with a `_line` stands for that line, if it is `_good`. */
export function rowsOf({ batch, parquet, lines }: BatchFiles): string {
  if (lines === null) return `read_parquet(${quoted(parquet)})`;
  return `(
    select
        lines.* exclude (_plain, _blank, file_row_number),
        ${quoted(batch)} as _batch,
        ${rowAtSql('lines.file_row_number', lines)} as _row
    from read_parquet(${quoted(parquet)}, file_row_number = true) as lines
    anti join read_parquet(${quoted(lines.beside)}) as beside on lines.file_row_number = beside._line
    where not lines._blank
    union all by name
    select * exclude (_line, _good), ${quoted(batch)} as _batch
    from read_parquet(${quoted(lines.beside)})
    where _good
)`;
}

/** SQL for some columns of all rows of batches of one contract. */
export function selectRows(batches: readonly BatchFiles[], columns: readonly string[]): string {
  const select = `select ${columns.join(', ')} from`;
  const single = batches.filter(({ lines }) => lines === null).map(({ parquet }) => quoted(parquet));
  return [
    ...(single.length > 0 ? [`${select} read_parquet([${single.join(', ')}])`] : []),
    ...batches.filter(({ lines }) => lines !== null).map((batch) => `${select} ${rowsOf(batch)}`),
  ].join('\nunion all\n');
}
