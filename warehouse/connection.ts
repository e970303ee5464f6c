import {
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBInstance,
  DuckDBListValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  LIST,
  VARCHAR,
  listValue,
  type DuckDBConnection,
  type DuckDBResultReader,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import {
  QueryError,
  type ColumnEngine,
  type QueryOptions,
  type SqlParameter,
  type SqlParameters,
  type SqlRow,
  type SqlValue,
} from './engine.ts';
import { ChunkReader } from './columns/chunk-reader.ts';
import type { ColumnStream } from './columns/column.ts';
import { PreparedStatements } from './prepared-statements.ts';

/** Milliseconds between two interrupts of a statement that has not heard the first. */
const interruptAgainMs = 20;
const dayInMs = 86_400_000;

/** A DECIMAL as the nearest number: exact to the fen for money up to 2^46 yuan. */
function decimalToNumber(value: DuckDBDecimalValue): number {
  return Number(value.toString());
}

/** @throws RangeError when the value cannot be represented (an integer beyond 2^53, an unknown type). */
export function toSqlValue(value: DuckDBValue): SqlValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'bigint') {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw new RangeError(`integer ${value} does not fit a number`);
    return number;
  }
  if (value instanceof DuckDBDecimalValue) return decimalToNumber(value);
  if (value instanceof DuckDBDateValue) return new Date(value.days * dayInMs).toISOString().slice(0, 10);
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue)
    return new Date(Number(value.micros / 1000n)).toISOString();
  if (value instanceof DuckDBListValue) return value.items.map(toSqlValue);
  if (value instanceof DuckDBStructValue)
    return Object.fromEntries(Object.entries(value.entries).map(([key, item]) => [key, toSqlValue(item)]));
  throw new RangeError(`a value of type ${value.constructor.name} has no place in a row; cast it in SQL`);
}

function bind(parameters: SqlParameters): Record<string, DuckDBValue> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, isList(value) ? listValue([...value]) : value]),
  );
}

/** An empty list does not tell its type. */
function typesOf(parameters: SqlParameters): Record<string, DuckDBType> {
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) => (isList(value) ? [[name, LIST(VARCHAR)]] : [])),
  );
}

function isList(value: SqlParameter): value is readonly string[] {
  return Array.isArray(value);
}

/** Lets a statement run on a connection with a limit that DuckDB itself lacks: `interrupt()`. */
async function limited<T>(
  connection: DuckDBConnection,
  sql: string,
  options: QueryOptions,
  work: () => Promise<T>,
): Promise<T> {
  const stopped: { why: 'timeout' | 'aborted' | null; again: NodeJS.Timeout | null } = {
    why: null,
    again: null,
  };
  const stop = (why: 'timeout' | 'aborted') => () => {
    stopped.why ??= why;
    connection.interrupt();
    // An interrupt that comes before the statement has begun is forgotten by DuckDB: repeat it until it ends.
    stopped.again ??= setInterval(() => connection.interrupt(), interruptAgainMs);
  };
  if (options.signal?.aborted) throw new QueryError('aborted', sql, options.signal.reason);
  const onAbort = stop('aborted');
  options.signal?.addEventListener('abort', onAbort, { once: true });
  const timer = options.timeoutMs === undefined ? null : setTimeout(stop('timeout'), options.timeoutMs);
  try {
    return await work();
  } catch (cause) {
    throw new QueryError(stopped.why ?? 'failed', sql, cause);
  } finally {
    if (timer !== null) clearTimeout(timer);
    if (stopped.again !== null) clearInterval(stopped.again);
    options.signal?.removeEventListener('abort', onAbort);
  }
}

function rowsOf(reader: DuckDBResultReader): readonly SqlRow[] {
  const names = reader.deduplicatedColumnNames();
  return reader
    .getRows()
    .map((row) => Object.fromEntries(names.map((name, index) => [name, toSqlValue(row[index] ?? null)])));
}

/** Runs one statement on one connection and gives its rows. */
export async function runOn(
  connection: DuckDBConnection,
  sql: string,
  parameters: SqlParameters = {},
  options: QueryOptions = {},
): Promise<readonly SqlRow[]> {
  return limited(connection, sql, options, async () =>
    rowsOf(await connection.runAndReadAll(sql, bind(parameters), typesOf(parameters))),
  );
}

export interface OpenOptions {
  readonly readOnly: boolean;
  /** Connections in the pool: as many queries run at once, the others wait. */
  readonly connections?: number;
  readonly threads?: number;
  readonly memoryLimit?: string;
  /**
   * Of a file that only this version of DuckDB has to read: its newest way of storing texts, which takes less time and
   * room than choosing among all of them.
   */
  readonly newestStorage?: boolean;
  /** Folder for what does not fit in the memory; beside the database when absent. */
  readonly spillTo?: string;
  /** What every connection needs before it is used: macros, temporary tables. */
  readonly prepare?: (connection: DuckDBConnection) => Promise<void>;
}

/** A DuckDB database as an engine: a pool of connections, since queries on one queue up behind each other. */
export class DuckDbEngine implements ColumnEngine {
  readonly #instance: DuckDBInstance;
  readonly #all: readonly DuckDBConnection[];
  readonly #idle: DuckDBConnection[];
  readonly #waiting: ((connection: DuckDBConnection) => void)[] = [];
  /** Rows that hold as long as the database is open, by their statement; null where it can change. */
  readonly #kept: Map<string, readonly SqlRow[]> | null;
  /** Statements that are ready to run, where no table can change under them. */
  readonly #prepared: ReadonlyMap<DuckDBConnection, PreparedStatements>;

  private constructor(instance: DuckDBInstance, connections: readonly DuckDBConnection[], readOnly: boolean) {
    this.#instance = instance;
    this.#all = connections;
    this.#idle = [...connections];
    this.#kept = readOnly ? new Map() : null;
    this.#prepared = new Map(
      readOnly ? connections.map((connection) => [connection, new PreparedStatements(connection)]) : [],
    );
  }

  static async open(file: string, options: OpenOptions): Promise<DuckDbEngine> {
    const instance = await DuckDBInstance.create(file, {
      access_mode: options.readOnly ? 'READ_ONLY' : 'READ_WRITE',
      ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
      ...(options.memoryLimit === undefined ? {} : { memory_limit: options.memoryLimit }),
      ...(options.spillTo === undefined ? {} : { temp_directory: options.spillTo }),
      ...(options.newestStorage
        ? { storage_compatibility_version: 'latest', disabled_compression_methods: 'fsst,zstd' }
        : {}),
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      // It takes a scratch file written anew under the same name for the one before. Off, it costs nothing: the system
      // keeps local files in memory all the same (0.90 s of the processor for a pass over a batch, 0.91 with it).
      enable_external_file_cache: 'false',
    });
    const connections: DuckDBConnection[] = [];
    for (let index = 0; index < (options.connections ?? 1); index++) {
      const connection = await instance.connect();
      await connection.run("set timezone = 'Asia/Shanghai'");
      await options.prepare?.(connection);
      connections.push(connection);
    }
    return new DuckDbEngine(instance, connections, options.readOnly);
  }

  async rows(
    sql: string,
    parameters: SqlParameters = {},
    options: QueryOptions = {},
  ): Promise<readonly SqlRow[]> {
    const key = options.kept === true ? `${sql}\n${JSON.stringify(parameters)}` : null;
    const known = key === null ? undefined : this.#kept?.get(key);
    if (known !== undefined) return known;
    const rows = await this.using(async (connection) => {
      const prepared = this.#prepared.get(connection);
      if (prepared === undefined) return runOn(connection, sql, parameters, options);
      return limited(connection, sql, options, async () => {
        const statement = await prepared.of(sql);
        statement.bind(bind(parameters), typesOf(parameters));
        return rowsOf(await statement.runAndReadAll());
      });
    });
    if (key !== null) this.#kept?.set(key, rows);
    return rows;
  }

  async columns<T>(
    sql: string,
    parameters: SqlParameters,
    options: QueryOptions,
    read: (stream: ColumnStream) => Promise<T>,
  ): Promise<T> {
    return this.using((connection) =>
      limited(connection, sql, options, async () => {
        const result = await connection.stream(sql, bind(parameters), typesOf(parameters));
        const reader = new ChunkReader(result);
        return read({ fields: reader.fields, batches: reader.batches() });
      }),
    );
  }

  /** Lends one connection for several statements that belong together (temporary tables, transactions). */
  async using<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection =
      this.#idle.pop() ?? (await new Promise<DuckDBConnection>((resolve) => this.#waiting.push(resolve)));
    try {
      return await work(connection);
    } finally {
      const next = this.#waiting.shift();
      if (next) next(connection);
      else this.#idle.push(connection);
    }
  }

  /** Connections first: closing the instance with one open leaves the file locked. */
  close(): void {
    for (const connection of this.#all) connection.closeSync();
    this.#instance.closeSync();
  }
}
