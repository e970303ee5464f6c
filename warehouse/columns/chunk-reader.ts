import duckdb from '@duckdb/node-bindings';
import { DuckDBTypeId, type DuckDBDataChunk, type DuckDBResult } from '@duckdb/node-api';
import {
  batchRows,
  isThere,
  type ColumnBatch,
  type ColumnField,
  type ColumnPart,
  type ColumnType,
  type ColumnValues,
} from './column.ts';
import { TextReader } from './text-reader.ts';
import { noWords } from './words.ts';

const largest = (1n << 63n) - 1n;

const kinds: ReadonlyMap<DuckDBTypeId, ColumnType['kind']> = new Map<DuckDBTypeId, ColumnType['kind']>([
  [DuckDBTypeId.VARCHAR, 'text'],
  [DuckDBTypeId.BOOLEAN, 'boolean'],
  [DuckDBTypeId.TINYINT, 'integer'],
  [DuckDBTypeId.SMALLINT, 'integer'],
  [DuckDBTypeId.INTEGER, 'integer'],
  [DuckDBTypeId.BIGINT, 'bigint'],
  [DuckDBTypeId.HUGEINT, 'bigint'],
  [DuckDBTypeId.FLOAT, 'double'],
  [DuckDBTypeId.DOUBLE, 'double'],
  [DuckDBTypeId.DATE, 'date'],
  [DuckDBTypeId.TIMESTAMP, 'timestamp'],
  [DuckDBTypeId.TIMESTAMP_TZ, 'timestamp'],
]);

/** How many bytes a value of a column takes in DuckDB's vector, and how it is read. */
interface Layout {
  readonly type: ColumnType;
  readonly bytes: number;
  readonly float: boolean;
}

function layoutOf(result: DuckDBResult, index: number): Layout {
  const id = result.columnTypeId(index);
  if (id === DuckDBTypeId.DECIMAL) {
    const { logical_type: logical } = result.columnLogicalType(index);
    const width = duckdb.decimal_width(logical);
    const bytes = width <= 4 ? 2 : width <= 9 ? 4 : width <= 18 ? 8 : 16;
    return { type: { kind: 'decimal', width, scale: duckdb.decimal_scale(logical) }, bytes, float: false };
  }
  const kind = kinds.get(id);
  if (kind === undefined || kind === 'decimal')
    throw new RangeError(`column ${result.columnName(index)} is ${DuckDBTypeId[id]}; cast it in SQL`);
  const bytes =
    { TINYINT: 1, BOOLEAN: 1, SMALLINT: 2, INTEGER: 4, DATE: 4, FLOAT: 4, VARCHAR: 16, HUGEINT: 16 }[
      DuckDBTypeId[id]
    ] ?? 8;
  return { type: { kind }, bytes, float: kind === 'double' };
}

/** 128-bit integers that fit 64 bits. @throws RangeError when one does not. */
function narrowed(raw: Uint8Array, valid: Uint8Array | null, rows: number): BigInt64Array {
  const wide = new BigInt64Array(raw.buffer, raw.byteOffset, rows * 2);
  const values = new BigInt64Array(rows);
  for (let row = 0; row < rows; row++) {
    if (!isThere(valid, row)) continue;
    const low = wide[row * 2] ?? 0n;
    if ((wide[row * 2 + 1] ?? 0n) !== (low < 0n ? -1n : 0n))
      throw new RangeError(`an integer does not fit 64 bits (more than ${largest})`);
    values[row] = low;
  }
  return values;
}

/** The vector's own bytes, copied: integers widened where the house knows fewer widths than DuckDB. */
function valuesOf(
  vector: duckdb.Vector,
  { type, bytes, float }: Layout,
  valid: Uint8Array | null,
  rows: number,
): ColumnValues {
  const raw = new Uint8Array(duckdb.vector_get_data(vector, rows * bytes));
  if (type.kind === 'boolean') return raw;
  if (float)
    return bytes === 4 ? Float64Array.from(new Float32Array(raw.buffer)) : new Float64Array(raw.buffer);
  const wide = type.kind === 'bigint' || type.kind === 'decimal' || type.kind === 'timestamp';
  if (bytes === 16) return narrowed(raw, valid, rows);
  if (bytes === 8) return new BigInt64Array(raw.buffer);
  const narrow =
    bytes === 1
      ? new Int8Array(raw.buffer)
      : bytes === 2
        ? new Int16Array(raw.buffer)
        : new Int32Array(raw.buffer);
  if (wide) return BigInt64Array.from(narrow, BigInt);
  return bytes === 4 && narrow instanceof Int32Array ? narrow : Int32Array.from(narrow);
}

/** Where there is no value DuckDB's memory holds anything at all: it must not go out. */
function blanked(values: ColumnValues, valid: Uint8Array | null, rows: number): ColumnValues {
  if (valid === null) return values;
  for (let row = 0; row < rows; row++) {
    if (isThere(valid, row)) continue;
    if (values instanceof BigInt64Array) values[row] = 0n;
    else values[row] = 0;
  }
  return values;
}

function validityOf(vector: duckdb.Vector, rows: number): Uint8Array | null {
  // The binding's types do not say so: a vector without NULLs has none.
  const bits = duckdb.vector_get_validity(vector, ((rows + 63) >> 6) * 8) as Uint8Array | null;
  if (bits === null) return null;
  const valid = new Uint8Array(bits.subarray(0, (rows + 7) >> 3));
  // The last byte has bits of no row.
  if ((rows & 7) !== 0) valid[valid.length - 1] = (valid.at(-1) ?? 0) | (0xff << (rows & 7));
  return valid.every((byte) => byte === 0xff) ? null : valid;
}

interface Read {
  readonly rows: number;
  readonly valid: Uint8Array | null;
  readonly values: ColumnValues;
}

function joinedValues(reads: readonly Read[], rows: number): ColumnValues {
  const [first] = reads;
  if (first === undefined) return new Int32Array(0);
  if (reads.length === 1) return first.values;
  const joined =
    first.values instanceof BigInt64Array
      ? new BigInt64Array(rows)
      : first.values instanceof Float64Array
        ? new Float64Array(rows)
        : first.values instanceof Int32Array
          ? new Int32Array(rows)
          : new Uint8Array(rows);
  let at = 0;
  for (const { values, rows: own } of reads) {
    if (joined instanceof BigInt64Array && values instanceof BigInt64Array) joined.set(values, at);
    else if (!(joined instanceof BigInt64Array) && !(values instanceof BigInt64Array)) joined.set(values, at);
    at += own;
  }
  return joined;
}

function joinedValidity(reads: readonly Read[], rows: number): Uint8Array | null {
  if (reads.every(({ valid }) => valid === null)) return null;
  const joined = new Uint8Array((rows + 7) >> 3).fill(255);
  let at = 0;
  for (const { valid, rows: own } of reads) {
    if (valid !== null && (at & 7) === 0) joined.set(valid, at >> 3);
    else if (valid !== null)
      for (let row = 0; row < own; row++)
        if ((((valid[row >> 3] ?? 0) >> (row & 7)) & 1) === 0)
          joined[(at + row) >> 3] = (joined[(at + row) >> 3] ?? 0) & ~(1 << ((at + row) & 7));
    at += own;
  }
  return joined;
}

/** The columns of a result, chunk by chunk, as DuckDB holds them. */
export class ChunkReader {
  readonly fields: readonly ColumnField[];
  readonly #result: DuckDBResult;
  readonly #layouts: readonly Layout[];
  readonly #texts: readonly (TextReader | null)[];

  constructor(result: DuckDBResult) {
    this.#result = result;
    const names = result.deduplicatedColumnNames();
    this.#layouts = names.map((_, index) => layoutOf(result, index));
    this.fields = names.map((name, index) => ({
      name,
      type: this.#layouts[index]?.type ?? { kind: 'text' },
    }));
    this.#texts = this.#layouts.map(({ type }) => (type.kind === 'text' ? new TextReader() : null));
  }

  async *batches(rowsOfBatch = batchRows): AsyncGenerator<ColumnBatch> {
    let reads = this.#layouts.map((): Read[] => []);
    let rows = 0;
    for (let chunk = await this.#next(); chunk !== null; chunk = await this.#next()) {
      this.#read(chunk, reads);
      rows += chunk.rowCount;
      if (rows < rowsOfBatch) continue;
      yield this.#batch(reads, rows);
      reads = this.#layouts.map(() => []);
      rows = 0;
    }
    if (rows > 0) yield this.#batch(reads, rows);
  }

  async #next(): Promise<DuckDBDataChunk | null> {
    const chunk = await this.#result.fetchChunk();
    return chunk === null || chunk.rowCount === 0 ? null : chunk;
  }

  #read({ chunk, rowCount: rows }: DuckDBDataChunk, reads: Read[][]): void {
    for (const [index, layout] of this.#layouts.entries()) {
      const vector = duckdb.data_chunk_get_vector(chunk, index);
      const valid = validityOf(vector, rows);
      const values =
        this.#texts[index]?.read(vector, valid, rows) ??
        blanked(valuesOf(vector, layout, valid, rows), valid, rows);
      reads[index]?.push({ rows, valid, values });
    }
  }

  #batch(reads: readonly Read[][], rows: number): ColumnBatch {
    const parts = reads.map((own, index): ColumnPart => ({
      valid: joinedValidity(own, rows),
      values: joinedValues(own, rows),
      ...(this.#texts[index]?.take() ?? { words: noWords, perRow: false }),
    }));
    return { rows, parts };
  }
}
