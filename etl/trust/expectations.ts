import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** The least and the most a figure may be of the figure it is held against; both may be reached. */
const band = z.tuple([z.number(), z.number()]).refine(([low, high]) => low <= high, {
  message: '下限不能大于上限',
});
export type Band = z.infer<typeof band>;

const bands = z.strictObject({ rows: band.optional(), totals: band.optional() });
/** Bands of one amount column; null: this column is not held against anything. */
const columnBands = z.strictObject({
  correction: band.nullable().optional(),
  next: band.nullable().optional(),
  few: band.nullable().optional(),
});

const given = z.strictObject({
  /** From this many rows on (before or after) shares mean something; below it only `few` applies. */
  fewRows: z.int().min(0).optional(),
  /** Against the rows in force of the same period, which the delivery would replace. */
  correction: bands.optional(),
  /** A period that was not there before, against the one before it or the same of last year. */
  next: bands.optional(),
  /** Totals of few rows: wide enough for a quiet month, too narrow for a mistaken unit. */
  few: z.strictObject({ totals: band.optional() }).optional(),
  columns: z.record(z.string(), columnBands).optional(),
  /** Periods follow one another without a gap. */
  gaps: z.boolean().optional(),
  /** A key that is in force in another period may not come again. */
  keys: z.boolean().optional(),
});

const fileSchema = z.strictObject({
  $schema: z.string().optional(),
  default: given.optional(),
  contracts: z.record(z.string(), given).optional(),
});
type Given = z.infer<typeof given>;

/** What a delivery of one contract is expected to be like. */
export interface Expectation {
  readonly fewRows: number;
  readonly correction: { readonly rows: Band; readonly totals: Band };
  readonly next: { readonly rows: Band; readonly totals: Band };
  readonly few: { readonly totals: Band };
  readonly columns: Readonly<Record<string, z.infer<typeof columnBands>>>;
  readonly gaps: boolean;
  readonly keys: boolean;
}

export type Expectations = (contract: string) => Expectation;

/** Expectations that cannot be used, with the file and the key at fault. */
export class ExpectationsError extends Error {
  override readonly name = 'ExpectationsError';
}

/** What holds where no file says anything: nothing that could not be told from a mistake is held back. */
const bare: Expectation = {
  fewRows: 20,
  correction: { rows: [0.5, 2], totals: [0.5, 2] },
  next: { rows: [0.4, 2.5], totals: [0.25, 4] },
  few: { totals: [0.005, 200] },
  columns: {},
  gaps: true,
  keys: false,
};

function over(base: Expectation, { correction, next, few, columns, ...flat }: Given): Expectation {
  return {
    fewRows: flat.fewRows ?? base.fewRows,
    gaps: flat.gaps ?? base.gaps,
    keys: flat.keys ?? base.keys,
    correction: {
      rows: correction?.rows ?? base.correction.rows,
      totals: correction?.totals ?? base.correction.totals,
    },
    next: { rows: next?.rows ?? base.next.rows, totals: next?.totals ?? base.next.totals },
    few: { totals: few?.totals ?? base.few.totals },
    columns: { ...base.columns, ...columns },
  };
}

/** @throws ExpectationsError naming the key */
export function parseExpectations(text: string, place: string): z.infer<typeof fileSchema> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ExpectationsError(`${place} 不是有效的 JSON：${error instanceof Error ? error.message : ''}`);
  }
  const parsed = fileSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const key = issue?.path.join('.') ?? '';
  throw new ExpectationsError(
    `${place} 的 ${key === '' ? '（顶层）' : key} 有误：${issue?.message ?? ''}；请改正后重试`,
  );
}

/**
 * The expectations that come with the sources, and the office's own over them: the defaults of both first, then
 * what each says of the contract.
 */
export async function loadExpectations(ownFile: string): Promise<Expectations> {
  const shipped = join(import.meta.dirname, 'expectations.json');
  const files = [parseExpectations(await readFile(shipped, 'utf8'), shipped)];
  const own = await readFile(ownFile, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  if (own !== null) files.push(parseExpectations(own, ownFile));
  return (contract) => {
    const layers = [
      ...files.map((file) => file.default),
      ...files.map((file) => file.contracts?.[contract]),
    ].filter((layer) => layer !== undefined);
    return layers.reduce(over, bare);
  };
}
