import type { ColumnStream } from './columns/column.ts';

/**
 * The one door to SQL: text and named parameters in, rows or columns out. DuckDB is the embedded engine (connection.ts);
 * another engine has only to keep this contract.
 */

export type SqlParameter = string | number | boolean | null | readonly string[];
export type SqlParameters = Readonly<Record<string, SqlParameter>>;

/**
 * A value as the rest of the house sees it: DECIMAL and integers as exact numbers (an integer that a number
 * cannot hold is an error), DATE as `2024-03-05`, TIMESTAMP as ISO 8601 in UTC, lists and structs as JSON.
 */
export type SqlValue =
  string | number | boolean | null | readonly SqlValue[] | { readonly [key: string]: SqlValue };
export type SqlRow = Readonly<Record<string, SqlValue>>;

export interface QueryOptions {
  /** Interrupts the query after this many milliseconds. */
  readonly timeoutMs?: number;
  /** Interrupts the query when aborted. */
  readonly signal?: AbortSignal;
  /**
   * What is asked does not change while the engine is open, and is asked again and again: an engine that only reads
   * may keep the rows. For small results of a closed set of statements.
   */
  readonly kept?: boolean;
}

export interface Engine {
  /** Runs one statement; `$name` in the text is bound to `parameters.name`. */
  rows(sql: string, parameters?: SqlParameters, options?: QueryOptions): Promise<readonly SqlRow[]>;
}

/** An engine that also hands out results as it holds them: column by column, a batch at a time. */
export interface ColumnEngine extends Engine {
  /**
   * Runs one statement and lends what it gives to `read`, as it comes; what is read is only there until `read` ends.
   * @throws QueryError, also for what `read` throws
   */
  columns<T>(
    sql: string,
    parameters: SqlParameters,
    options: QueryOptions,
    read: (stream: ColumnStream) => Promise<T>,
  ): Promise<T>;
}

export type QueryErrorCode = 'timeout' | 'aborted' | 'failed';

/** Whether a statement asked for a table or a column that a build made by an earlier version does not have. */
export function isUnknownTable(error: unknown): boolean {
  return (
    error instanceof QueryError && error.code === 'failed' && /(Catalog|Binder) Error/.test(error.message)
  );
}

/** A query that did not end well, with the text that was run. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  readonly code: QueryErrorCode;
  readonly sql: string;

  constructor(code: QueryErrorCode, sql: string, cause: unknown) {
    super(`${code}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.code = code;
    this.sql = sql;
  }
}
