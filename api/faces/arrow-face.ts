import {
  AsyncByteQueue,
  Bool,
  Data,
  DateDay,
  Dictionary,
  Field,
  Float64,
  Int32,
  Int64,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  TimestampMicrosecond,
  Utf8,
  Vector,
  type DataType,
} from 'apache-arrow';
import {
  isThere,
  type ColumnBatch,
  type ColumnField,
  type ColumnPart,
  type ColumnStream,
} from '../../warehouse/columns/column.ts';
import { noWords, type Words } from '../../warehouse/columns/words.ts';
import { decimalText, shownColumns } from './cell-values.ts';
import type { FaceColumn, FaceTable } from './face.ts';

/** What the writer has written, until it is taken. */
class Written extends AsyncByteQueue {
  #parts: Uint8Array[] = [];

  override write(part: Uint8Array): void {
    if (part.length > 0) this.#parts.push(part);
  }

  take(): Uint8Array[] {
    const taken = this.#parts;
    this.#parts = [];
    return taken;
  }
}

function arrowType({ type }: ColumnField, isFen: boolean, id: number, perRow: boolean): DataType {
  switch (type.kind) {
    case 'text':
      return perRow ? new Utf8() : new Dictionary(new Utf8(), new Int32(), id, false);
    case 'boolean':
      return new Bool();
    case 'integer':
      return new Int32();
    case 'bigint':
      return new Int64();
    case 'double':
      return new Float64();
    case 'date':
      return new DateDay();
    case 'timestamp':
      return new TimestampMicrosecond('UTC');
    case 'decimal':
      return isFen && type.scale === fenPlaces ? new Int64() : new Float64();
  }
}

/** Decimal places of money, and of money times a share: `DECIMAL(18,2)` and the parts that are computed of it. */
const fenPlaces = 2;
const moneyPlaces: ReadonlySet<number> = new Set([fenPlaces, 6]);

/** Whether a column goes out in fen. @throws RangeError when what is said to be money is stored as something else */
function isFenColumn({ isMoney = false }: FaceColumn, { type }: ColumnField): boolean {
  if (isMoney === false || type.kind !== 'decimal') return false;
  if (moneyPlaces.has(type.scale)) return true;
  if (isMoney === 'as_stored') return false;
  throw new RangeError('money is a decimal of two places, or of six where it was multiplied by a share');
}

/** The decimal places between a decimal's integers and the doubles it goes out as; null: it does not. */
function doubleScale(type: DataType, { type: stored }: ColumnField, isFen: boolean): number | null {
  if (stored.kind !== 'decimal' || !(type instanceof Float64)) return null;
  return isFen ? stored.scale - fenPlaces : stored.scale;
}

const utf8 = ({ bytes, offsets, length }: Words): Data<Utf8> =>
  makeData({ type: new Utf8(), length, nullCount: 0, valueOffsets: offsets, data: bytes });

function bits(values: ColumnPart['values'], rows: number): Uint8Array {
  const packed = new Uint8Array((rows + 7) >> 3);
  for (let row = 0; row < rows; row++)
    if (Number(values[row]) === 1) packed[row >> 3] = (packed[row >> 3] ?? 0) | (1 << (row & 7));
  return packed;
}

const exactInteger = 2n ** 53n;

/** Unscaled decimals as the nearest numbers: up to 15 digits they print as the very decimals they were. */
function scaledNumbers(values: ColumnPart['values'], scale: number, rows: number): Float64Array {
  const numbers = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const value = BigInt(values[row] ?? 0);
    const isExact = -exactInteger < value && value < exactInteger;
    numbers[row] = isExact ? Number(value) / 10 ** scale : Number(decimalText(value, scale));
  }
  return numbers;
}

function nullsOf(valid: Uint8Array | null, rows: number): number {
  if (valid === null) return 0;
  let nulls = 0;
  for (let row = 0; row < rows; row++) if (!isThere(valid, row)) nulls += 1;
  return nulls;
}

/** @param scale the decimal places that a column of doubles is to have taken away; null: its values go as they lie */
function arrowData(type: DataType, part: ColumnPart, rows: number, scale: number | null): Data {
  const { valid, words, perRow } = part;
  const values = scale === null ? part.values : scaledNumbers(part.values, scale, rows);
  const common = {
    length: rows,
    nullCount: nullsOf(valid, rows),
    ...(valid === null ? {} : { nullBitmap: valid }),
  };
  if (perRow)
    return makeData({ type: new Utf8(), ...common, valueOffsets: words.offsets, data: words.bytes });
  if (type instanceof Dictionary)
    return makeData({ type, ...common, data: values, dictionary: new Vector([utf8(words)]) });
  if (type instanceof Bool) return makeData({ type, ...common, data: bits(values, rows) });
  return new Data<DataType>(
    type,
    0,
    rows,
    common.nullCount,
    valid === null ? { 1: values } : { 1: values, 2: valid },
  );
}

const emptyPart = (rows: number): ColumnPart => ({
  valid: null,
  values: new Int32Array(rows),
  words: noWords,
  perRow: false,
});

/**
 * An Arrow stream whose buffers are DuckDB's own: numbers as they lie in its vectors; text that repeats itself as
 * dictionaries, of which every batch brings its own, other text as it is. The first batch tells which is which.
 */
export async function* arrowFace(table: FaceTable, stream: ColumnStream): AsyncGenerator<Uint8Array> {
  const batches = stream.batches[Symbol.asyncIterator]();
  let next = await batches.next();
  const first = next.done === true ? null : next.value;
  const shown = shownColumns(table, stream).map((entry, id) => {
    const isFen = isFenColumn(entry.column, entry.field);
    const type = arrowType(entry.field, isFen, id, first?.parts[entry.index]?.perRow ?? false);
    const name = isFen ? `${entry.column.name}_fen` : entry.column.name;
    const arrow = new Field(name, type, true, new Map([['title', entry.column.title]]));
    return { ...entry, type, scale: doubleScale(type, entry.field, isFen), arrow };
  });
  const schema = new Schema(shown.map(({ arrow }) => arrow));
  const written = new Written();
  const writer = new RecordBatchStreamWriter({ autoDestroy: false });
  writer.reset(written, schema);
  const recordBatch = ({ rows, parts }: ColumnBatch): RecordBatch => {
    const children = shown.map(({ type, index, scale }) =>
      arrowData(type, parts[index] ?? emptyPart(rows), rows, scale),
    );
    const data = makeData({ type: new Struct(schema.fields), length: rows, nullCount: 0, children });
    return new RecordBatch(schema, data);
  };
  try {
    yield* written.take();
    for (; next.done !== true; next = await batches.next()) {
      writer.write(recordBatch(next.value));
      yield* written.take();
    }
  } finally {
    await batches.return?.();
  }
  writer.finish();
  yield* written.take();
}
