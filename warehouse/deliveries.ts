import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readJson, type Home } from './home.ts';

export const originSchema = z.enum(['sample', 'published', 'delivered']);
export type Origin = z.infer<typeof originSchema>;

/** What a batch holds of one partition. */
const partitionSchema = z.object({
  /** The partition's values in the contract's order, joined by `/`; empty for an unpartitioned contract. */
  key: z.string(),
  rows: z.int().nonnegative(),
  /** Sum of each amount column, yuan, as a decimal text; empty in receipts of before they were kept. */
  totals: z.record(z.string(), z.string()).default({}),
});

/** A totals row that does not simply agree with its rows. */
const totalsFindingSchema = z.object({
  row: z.int(),
  column: z.string(),
  /** Of the figures, decimal texts: 元, 万元 … or a currency. */
  unit: z.string(),
  stated: z.string().nullable(),
  /** Of the rows that can be read. */
  summed: z.string(),
  /** Stated less summed: what the rejected rows should come to. */
  difference: z.string().nullable(),
  /** How many of its rows were rejected with amounts that cannot be read. */
  unread: z.int().nonnegative(),
  /** The first of these rows. */
  unreadRows: z.array(z.int()).readonly(),
});

/** The sidecar of a batch: what was accepted of one sheet of one file, and from where. */
export const batchSchema = z.object({
  /** `<contract>-<sha256, 12 digits>-<sheet number>`: the same file gives the same batch. */
  batch: z.string(),
  contract: z.string(),
  title: z.string(),
  owner: z.string(),
  layout: z.string(),
  sheet: z.string().nullable(),
  /** The workbook hides the sheet. */
  hidden: z.literal(true).optional(),
  partitions: z.array(partitionSchema),
  rows: z.int().nonnegative(),
  rejected: z.int().nonnegative(),
  /** The last day the rows speak of; null when undated. */
  asOf: z.iso.date().nullable(),
  /** Of the amounts; another one than yuan stays out of the city's figures. */
  currency: z.string().default('CNY'),
  /** Sum of each amount column, in that currency, as a decimal text. */
  totals: z.record(z.string(), z.string()),
  /** Totals rows of the sheet, which are no data; absent where it has none. */
  totalsRows: z
    .object({
      reconciled: z.int().nonnegative(),
      /** Rows of them were rejected with amounts that cannot be read. */
      unverified: z.array(totalsFindingSchema),
      /** Totals that differ from their rows by no more than rounding; they count as reconciled. */
      rounded: z.array(totalsFindingSchema).default([]),
      /** Totals rows that state no amount: nothing was compared. */
      blank: z.int().nonnegative().default(0),
      /** Totals to date (本年累计), which the rows of the sheet cannot prove: skipped. */
      toDate: z.int().nonnegative(),
    })
    .optional(),
  /**
   * Of a large text file, whose batch is its lines as they were read and, beside them, what is true instead of some:
   * the line of the first, and where lines were left out that are blank (`leftOut` of them so far, once `after` rows
   * have been read).
   */
  lines: z
    .object({
      firstRow: z.int().positive(),
      gaps: z.array(z.object({ after: z.int(), leftOut: z.int() })).readonly(),
    })
    .optional(),
  /** Batches of which this one took over every or some partitions when it was accepted. */
  supersedes: z.array(z.string()),
  /** The delivery whose file holds the rows, where it is an earlier one that came into force by mended rows. */
  from: z.string().optional(),
});
export type Batch = z.infer<typeof batchSchema>;

/** Why a delivery, or one of its sheets, was refused. */
export const refusalSchema = z.object({
  code: z.string(),
  sheet: z.string().nullable(),
  message: z.string(),
});
export type Refusal = z.infer<typeof refusalSchema>;

/** Something of a delivery that a person has to look at before it may be in force. */
export const doubtSchema = z.object({
  code: z.enum([
    'rows',
    'totals',
    'mended_totals',
    'gap',
    'reused_key',
    'repeated_key',
    'keys_unchecked',
    'withdrawn_before',
    'hidden_sheet',
  ]),
  contract: z.string(),
  /** What is unusual, with both figures, in Chinese. */
  message: z.string(),
});
export type Doubt = z.infer<typeof doubtSchema>;

/** Rows that were rejected in an earlier delivery and come again, mended. */
export const mendsSchema = z.object({
  /** The delivery that rejected them. */
  delivery: z.string(),
  /**
   * The delivery whose partitions they are added to, and without which they are not in force. Null: the earlier
   * delivery was refused for too many rejects; its good rows come into force with this one, which takes partitions
   * over as any other does.
   */
  onto: z.string().nullable(),
  rows: z.array(
    z.object({
      /** Where it was: sheet and row of the earlier delivery. */
      sheet: z.string().nullable(),
      row: z.int(),
      /** Its place in this delivery. */
      ownSheet: z.string().nullable(),
      ownRow: z.int(),
      /** dropped: the department has withdrawn the row. */
      became: z.enum(['accepted', 'rejected', 'dropped']),
    }),
  ),
});
export type Mends = z.infer<typeof mendsSchema>;

/** What a person, or the intake itself, decided on a delivery. */
export const decisionSchema = z.object({
  at: z.iso.datetime(),
  /** The user of the operating system, or the name given; empty: the intake. */
  by: z.string(),
  action: z.enum(['held', 'accepted', 'refused', 'withdrawn']),
  reason: z.string(),
});
export type Decision = z.infer<typeof decisionSchema>;

/** What became of one delivered file: the commit point of its ingest. */
export const receiptSchema = z.object({
  /** Six digits, in order of arrival. */
  delivery: z.string().regex(/^\d{6}$/),
  receivedAt: z.iso.datetime(),
  fileName: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().nonnegative(),
  origin: originSchema,
  /**
   * held: good as it stands, but unlike what came before; not in force until a person accepts it ·
   * refused: by the intake (`refusals` says why), or by a person (`history` does, and its batches are kept) ·
   * withdrawn: accepted once, and taken out of force by a person.
   */
  verdict: z.enum(['accepted', 'refused', 'held', 'withdrawn']),
  refusals: z.array(refusalSchema),
  /** What the file holds and was not loaded, or is hidden: columns, rows, links to other files, macros; in words. */
  notices: z.array(z.string()).default([]),
  doubts: z.array(doubtSchema).default([]),
  /** Decisions, oldest first; empty for a delivery that was simply accepted or refused. */
  history: z.array(decisionSchema).default([]),
  /** Set when a Fiscal Data Package's datapackage.json came with the file. */
  packaged: z
    .object({
      /** SHA-256 of the descriptor, which is in the archive too. */
      descriptor: z.string().regex(/^[0-9a-f]{64}$/),
      /** The file's path within the package. */
      member: z.string(),
    })
    .optional(),
  /** Null: a delivery of its own. */
  mends: mendsSchema.nullable().default(null),
  /** Rows rejected over all sheets, of refused deliveries too. */
  rejected: z.int().nonnegative(),
  batches: z.array(batchSchema),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** All receipts, oldest first. */
export async function readReceipts(home: Home): Promise<readonly Receipt[]> {
  let names: string[];
  try {
    names = await readdir(home.receipts);
  } catch {
    return [];
  }
  const receipts: Receipt[] = [];
  for (const name of names.filter((entry) => /^\d{6}\.json$/.test(entry)).sort())
    receipts.push(receiptSchema.parse(await readJson(join(home.receipts, name))));
  return receipts;
}

/** Refused by a person, not by the intake: its rows are good, and it may still be accepted. */
export function isRefusedByPerson({ verdict, history }: Receipt): boolean {
  return verdict === 'refused' && history.at(-1)?.action === 'refused';
}

/** Held since a period before it had not come, and for nothing else. */
export function isHeldForGap({ verdict, doubts }: Receipt): boolean {
  return verdict === 'held' && doubts.length > 0 && doubts.every(({ code }) => code === 'gap');
}

/** A batch some of whose partitions are in force, with the delivery that brought it. */
export interface LiveBatch {
  readonly batch: Batch;
  readonly receipt: Receipt;
  /** Keys of the partitions in force; the others were taken over by later deliveries. */
  readonly livePartitions: readonly string[];
  /** Every partition of the batch is in force. */
  readonly whole: boolean;
}

/** A partition's deliveries: the one that took it over, and those that added mended rows to it. */
function holders(accepted: readonly Receipt[]): ReadonlyMap<string, ReadonlySet<string>> {
  const numbers = new Set(accepted.map(({ delivery }) => delivery));
  const held = new Map<string, Set<string>>();
  for (const { delivery, batches, mends } of accepted)
    for (const batch of batches)
      for (const { key } of batch.partitions) {
        const place = `${batch.contract}\n${key}`;
        const onto = mends?.onto ?? null;
        const current = held.get(place);
        if (onto === null) held.set(place, new Set([delivery]));
        else if (current?.has(onto)) current.add(delivery);
        else if (current === undefined && numbers.has(onto)) held.set(place, new Set([onto, delivery]));
      }
  return held;
}

/**
 * Which batches are in force: every partition of every contract belongs to the latest delivery that holds it
 * (to all its sheets, where several hold it) and to the deliveries that mend that one's rejected rows. Pure fold
 * over the receipts, oldest first.
 */
export function liveBatches(receipts: readonly Receipt[]): readonly LiveBatch[] {
  const accepted = receipts.filter((entry) => entry.verdict === 'accepted');
  const held = holders(accepted);
  const latest = new Map<string, { batch: Batch; receipt: Receipt }>();
  for (const receipt of accepted)
    for (const batch of receipt.batches) latest.set(batch.batch, { batch, receipt });
  const live: LiveBatch[] = [];
  for (const { batch, receipt } of latest.values()) {
    const livePartitions = batch.partitions
      .map((partition) => partition.key)
      .filter((key) => held.get(`${batch.contract}\n${key}`)?.has(receipt.delivery));
    if (livePartitions.length > 0)
      live.push({ batch, receipt, livePartitions, whole: livePartitions.length === batch.partitions.length });
  }
  return live;
}

/** The batches in force of which this one takes over a partition. */
export function supersededBy(batch: Batch, before: readonly Receipt[]): string[] {
  const keys = new Set(batch.partitions.map(({ key }) => key));
  return liveBatches(before)
    .filter((live) => live.batch.contract === batch.contract && live.batch.batch !== batch.batch)
    .filter((live) => live.livePartitions.some((key) => keys.has(key)))
    .map((live) => live.batch.batch);
}
