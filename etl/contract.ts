/**
 * A contract says what one dataset must look like once it is inside: its columns, their types and units, the
 * codes they may hold, the key of a row and the rules across columns. A layout (see layout.ts) says how one
 * real file is shaped; the contract says what has to come out of it.
 */

/**
 * How a cell is read and how it is stored.
 *
 * | type | stored as | read from |
 * |---|---|---|
 * | text | VARCHAR | trimmed text |
 * | code | VARCHAR | full-width folded, white space dropped |
 * | amount | DECIMAL(18,2) yuan | amount in the layout's unit |
 * | number | DECIMAL(20,4) | plain number |
 * | integer | BIGINT | whole number |
 * | year | INTEGER | 2024, 2024年 |
 * | month | DATE, first of month | 2024-03, 2024年3月, 202403 |
 * | date | DATE | 2024-03-05, 2024/3/5, 2024年3月5日, 20240305, Excel serial |
 * | flag | BOOLEAN | 是 / 否 |
 */
export type ColumnType =
  'text' | 'code' | 'amount' | 'number' | 'integer' | 'year' | 'month' | 'date' | 'flag';

/**
 * A seed of the warehouse (warehouse/seeds/<name>.csv) whose codes, names or aliases a column may hold. Of the seed
 * `area`, the reference `area` takes the leaves, `territory` the whole city and its counties.
 */
export type Reference =
  'area' | 'territory' | 'township' | 'function' | 'economic' | 'revenue_item' | 'tax_kind' | 'industry';

export interface Column {
  readonly name: string;
  /** What the departments call it; the first thing a layout's alias list is matched against. */
  readonly title: string;
  readonly type: ColumnType;
  /** An empty cell is accepted only in an optional column. */
  readonly optional?: true;
  /** The stored code for each accepted spelling: `{ approved: ['年初预算', '年初'] }`. */
  readonly codes?: Readonly<Record<string, readonly string[]>>;
  readonly reference?: Reference;
  /** The least value; of a `year`, `month` or `date` the first year, 1990 unless said. */
  readonly min?: number;
  /** The greatest value; of a `year`, `month` or `date` the last year, 2099 unless said. */
  readonly max?: number;
  /** A regular expression (RE2) that the whole cleaned text must match. */
  readonly pattern?: string;
  /** A code with a check character: 居民身份证号 (GB 11643) or 统一社会信用代码 (GB 32100). */
  readonly checksum?: 'resident_id' | 'credit_code';
  readonly description: string;
}

/** A condition across the columns of one row. */
export interface Rule {
  readonly id: string;
  /** The column a reader should look at first. */
  readonly column: string;
  /** What is wrong and what is expected, in Chinese. */
  readonly message: string;
  /** SQL over the contract's columns; a row fails when it is false (unknown passes). */
  readonly holds: string;
}

/** What one delivery replaces: a newer delivery that holds a partition takes it over as a whole. */
export interface Partition {
  readonly name: string;
  /** SQL over the contract's columns giving text, for instance `strftime(period, '%Y-%m')`. */
  readonly value: string;
}

export interface Contract {
  /** `finance.budget`, `stations.opinions` … */
  readonly id: string;
  readonly title: string;
  /** The department that owes it. */
  readonly owner: string;
  /** One row is one … */
  readonly grain: string;
  readonly columns: readonly Column[];
  /** Columns that together name a row once; a repeated key is a rejected row. */
  readonly key: readonly string[];
  /** Empty: every delivery replaces the whole dataset. */
  readonly partition: readonly Partition[];
  /** The month or date (SQL, DATE) that says up to when a row speaks: feeds 数据截至. Null: not dated. */
  readonly asOf: string | null;
  readonly rules: readonly Rule[];
}
