import { liveBatches, type Batch, type Origin, type Receipt } from '../deliveries.ts';
import {
  addDays,
  lastDayOf,
  parsePeriod,
  periodInKey,
  periodOf,
  periodText,
  type Period,
  type Rhythm,
} from '../periods.ts';
import { rejectPlace, settledRejects } from '../settled-rejects.ts';
import { shanghaiDay } from './delivery-facts.ts';
import type { Obligation } from './obligations.ts';

/**
 * received: the last period owed came in time · late: it came, after its day · missing: its day has passed · held:
 * it waits for a person · not_due: nothing owed yet has not come · on_change: owed whenever something changes, and
 * here · never: that, and nothing came yet.
 */
export type RegisterState = 'received' | 'late' | 'missing' | 'held' | 'not_due' | 'on_change' | 'never';

/** What one department owes of one dataset, and what has come. */
export interface RegisterEntry {
  readonly department: string;
  readonly contract: string;
  readonly title: string;
  readonly rhythm: Obligation['rhythm'];
  readonly state: RegisterState;
  /** The period the state speaks of: the last one whose day has passed or that came. */
  readonly period: string | null;
  readonly dueOn: string | null;
  /** Calendar day on which what is in force of that period came. */
  readonly receivedOn: string | null;
  /** Its delivery. */
  readonly delivery: string | null;
  /** Periods owed and not in force, oldest first, that one left out. */
  readonly missing: readonly string[];
  /** The next day something is due; null when nothing comes in periods. */
  readonly nextDueOn: string | null;
  readonly asOf: string | null;
  readonly origins: readonly Origin[];
  /** Rows in force. */
  readonly rows: number;
  /** Rows rejected and not mended yet, of accepted deliveries. */
  readonly rejected: number;
  /** Who accepted that delivery; null: the intake did. */
  readonly acceptedBy: string | null;
  readonly deliveries: number;
  readonly held: number;
  readonly superseded: number;
  readonly refused: number;
}

interface Named {
  readonly title: string;
  readonly owner: string;
}

/** The day a delivery came; the sample city's came on the day they speak of, and are never late by a real clock. */
function cameOn(receipt: Receipt, asOf: string | null): string {
  return receipt.origin === 'sample' && asOf !== null ? asOf : shanghaiDay(receipt.receivedAt);
}

/**
 * The day a dataset is judged on. The sample city has a calendar of its own: what is all sample is judged on the last
 * day that any of the sample speaks of.
 */
function dayOf(origins: readonly Origin[], today: string, sampleDay: string | null): string {
  return origins.length > 0 && origins.every((origin) => origin === 'sample') && sampleDay !== null
    ? sampleDay
    : today;
}

function latest(days: readonly (string | null)[]): string | null {
  return days.reduce((last, day) => (day !== null && (last === null || day > last) ? day : last), null);
}

function entryFor(
  obligation: Obligation,
  named: Named | undefined,
  receipts: readonly Receipt[],
  today: string,
): RegisterEntry {
  const { contract, rhythm } = obligation;
  const all = liveBatches(receipts);
  const live = all.filter(({ batch }) => batch.contract === contract);
  const own = receipts.filter(({ batches }) => batches.some((batch) => batch.contract === contract));
  const inForce = new Set(live.map(({ receipt }) => receipt.delivery));
  const origins = [...new Set(live.map(({ receipt }) => receipt.origin))].sort();
  const sampleDay = latest(
    all.filter(({ receipt }) => receipt.origin === 'sample').map(({ batch }) => batch.asOf),
  );
  const day = dayOf(origins, today, sampleDay);
  const settled = settledRejects(receipts);
  const deliveriesInForce = own.filter(({ delivery }) => inForce.has(delivery));
  const rejected = deliveriesInForce
    .flatMap(({ delivery, batches }) =>
      batches
        .filter((batch) => batch.contract === contract)
        .map((batch) => {
          const sheet = rejectPlace(batch.from ?? delivery, batch.sheet, 0).slice(0, -1);
          return batch.rejected - [...settled].filter((place) => place.startsWith(sheet)).length;
        }),
    )
    .reduce((sum, rows) => sum + Math.max(0, rows), 0);
  const base = {
    department: obligation.department,
    contract,
    title:
      named?.title ?? own.at(-1)?.batches.find((batch) => batch.contract === contract)?.title ?? contract,
    rhythm,
    asOf: latest(live.map(({ batch }) => batch.asOf)),
    origins,
    rows: live
      .flatMap(({ batch, livePartitions }) =>
        batch.partitions.filter(({ key }) => livePartitions.includes(key)).map(({ rows }) => rows),
      )
      .reduce((sum, rows) => sum + rows, 0),
    rejected,
    deliveries: own.length,
    held: own.filter(({ verdict }) => verdict === 'held').length,
    superseded: own.filter(({ delivery, verdict }) => verdict === 'accepted' && !inForce.has(delivery))
      .length,
    refused: own.filter(({ verdict }) => verdict === 'refused').length,
  };
  const of = (receipt: Receipt | undefined, asOf: string | null) => ({
    receivedOn: receipt ? cameOn(receipt, asOf) : null,
    delivery: receipt?.delivery ?? null,
    acceptedBy: receipt?.history.findLast(({ action, by }) => action === 'accepted' && by !== '')?.by ?? null,
  });
  if (rhythm === 'on-change') {
    const last = deliveriesInForce.at(-1);
    const state = base.held > 0 ? 'held' : last ? 'on_change' : 'never';
    return {
      ...base,
      ...of(last, sampleDay),
      state,
      period: null,
      dueOn: null,
      missing: [],
      nextDueOn: null,
    };
  }
  return { ...base, ...judged(obligation, rhythm, receipts, day, sampleDay, of) };
}

interface Came {
  readonly receipt: Receipt;
  readonly on: string;
}

/** First calendar day of the period's last month. */
const lastMonthOf = (period: Period): string => `${lastDayOf(period).slice(0, 7)}-01`;

/**
 * Whether what came speaks for the whole of a period: its rows reach the last month, or it came when the period was
 * over. What an office has counted up to October is not yet its year.
 */
function isWhole(period: Period, asOf: string | null, seenOn: string): boolean {
  return asOf === null || asOf >= lastMonthOf(period) || seenOn > lastDayOf(period);
}

/**
 * The periods of a rhythm that partitions speak for. Their own count as they come, unless the obligation says that a
 * period counts once it is over (`whole`): votes are complete in February, a ledger of the year is not. Where partitions
 * are shorter or longer, each period from theirs on that their rows speak to (a year's ledger sent every quarter covers
 * the quarters up to there); where they name none, the one the rows speak to.
 */
function coveredBy(
  keys: readonly string[],
  { rhythm, whole }: { readonly rhythm: Rhythm; readonly whole: boolean },
  asOf: string | null,
  seenOn: string,
): Set<number> {
  const until = periodOf(asOf ?? seenOn, rhythm).index;
  const isOver = (index: number) => isWhole({ rhythm, index }, asOf, seenOn);
  const named = keys.flatMap((key) => periodInKey(key)?.period ?? []);
  if (named.length === 0) return new Set([isOver(until) ? until : until - 1]);
  return new Set(
    named.flatMap((period) => {
      if (period.rhythm === rhythm) return !whole || isOver(period.index) ? [period.index] : [];
      const from = periodOf(addDays(lastDayOf({ ...period, index: period.index - 1 }), 1), rhythm).index;
      const own = periodOf(lastDayOf(period), rhythm).index;
      // A ledger of a longer period goes on being told of: findings of 2025 are rectified in 2026.
      const to = own > from ? until : Math.min(own, until);
      return Array.from({ length: Math.max(0, to - from + 1) }, (_, step) => from + step).filter(isOver);
    }),
  );
}

/** The periods that are in force (or held), and when each first came: a correction does not make late what came in time. */
function arrivals(
  { contract, whole = false }: Obligation,
  rhythm: Rhythm,
  receipts: readonly Receipt[],
  verdict: 'accepted' | 'held',
  sampleDay: string | null,
): ReadonlyMap<number, Came> {
  const came = new Map<number, Came>();
  const covered = (batch: Batch, receipt: Receipt, keys: readonly string[]) => {
    const on = cameOn(receipt, batch.asOf);
    const seenOn = receipt.origin === 'sample' && sampleDay !== null ? sampleDay : on;
    return { on, indexes: coveredBy(keys, { rhythm, whole }, batch.asOf, seenOn) };
  };
  const inForce =
    verdict === 'accepted'
      ? liveBatches(receipts).map(({ batch, receipt, livePartitions: keys }) => ({ batch, receipt, keys }))
      : receipts.filter((receipt) => receipt.verdict === 'held').flatMap(wholeBatches);
  for (const { batch, receipt, keys } of inForce) {
    if (batch.contract !== contract) continue;
    const { on, indexes } = covered(batch, receipt, keys);
    for (const index of indexes) {
      const before = came.get(index);
      if (!before || on < before.on) came.set(index, { receipt, on });
    }
  }
  // What was replaced since came all the same, and it may have come in time.
  for (const { batch, receipt, keys } of receipts
    .filter((one) => one.verdict === verdict)
    .flatMap(wholeBatches)) {
    if (batch.contract !== contract) continue;
    const { on, indexes } = covered(batch, receipt, keys);
    for (const index of indexes) {
      const before = came.get(index);
      if (before && on < before.on) came.set(index, { ...before, on });
    }
  }
  return came;
}

const wholeBatches = (receipt: Receipt) =>
  receipt.batches.map((batch) => ({ batch, receipt, keys: batch.partitions.map(({ key }) => key) }));

function judged(
  obligation: Obligation,
  rhythm: Rhythm,
  receipts: readonly Receipt[],
  day: string,
  sampleDay: string | null,
  of: (
    receipt: Receipt | undefined,
    asOf: string | null,
  ) => Pick<RegisterEntry, 'receivedOn' | 'delivery' | 'acceptedBy'>,
) {
  const { dueDays = 0, since, months } = obligation;
  const came = arrivals(obligation, rhythm, receipts, 'accepted', sampleDay);
  const waiting = arrivals(obligation, rhythm, receipts, 'held', sampleDay);
  const dueOf = (index: number) => addDays(lastDayOf({ rhythm, index }), dueDays);
  const text = (index: number) => periodText({ rhythm, index });
  // The last period whose day has passed, or a later one that has come already.
  let last = periodOf(day, rhythm).index;
  const isOwed = (index: number) =>
    months === undefined || months.includes(Number(lastDayOf({ rhythm, index }).slice(5, 7)));
  while (dueOf(last) >= day || !isOwed(last)) last -= 1;
  const newest = Math.max(last, ...[...came.keys(), ...waiting.keys()]);
  const given = since === undefined ? null : parsePeriod(since);
  const first = given?.rhythm === rhythm ? given.index : came.size > 0 ? Math.min(...came.keys()) : newest;
  const missing: string[] = [];
  for (let index = first; index <= last; index++)
    if (isOwed(index) && !came.has(index)) missing.push(text(index));
  let next = Math.max(last, newest) + 1;
  while (!isOwed(next)) next += 1;
  const index = newest;
  const arrived = came.get(index);
  const state: RegisterState = arrived
    ? arrived.on > dueOf(index) && arrived.receipt.origin !== 'sample'
      ? 'late'
      : 'received'
    : waiting.has(index)
      ? 'held'
      : index < first || dueOf(index) >= day
        ? 'not_due'
        : 'missing';
  return {
    state,
    period: text(index),
    dueOn: dueOf(index),
    missing: missing.filter((period) => period !== text(index)),
    nextDueOn: dueOf(next),
    ...of(arrived?.receipt ?? waiting.get(index)?.receipt, sampleDay),
    ...(arrived && { receivedOn: arrived.on }),
  };
}

/**
 * Which department owes what, and what has come: a pure function of the receipts, the obligations and the day.
 * Ordered as the obligations are; datasets nobody owes in periods follow.
 * @param names titles and owners of the datasets known, by contract
 * @param today calendar day in Asia/Shanghai
 */
export function deliveryRegister(
  receipts: readonly Receipt[],
  obligations: readonly Obligation[],
  names: ReadonlyMap<string, Named>,
  today: string,
): readonly RegisterEntry[] {
  const owed = new Set(obligations.map(({ contract }) => contract));
  const delivered = new Map<string, Named>(
    receipts
      .filter(({ origin }) => origin !== 'published')
      .flatMap(({ batches }) => batches.map((batch) => [batch.contract, batch] as const)),
  );
  const others = [...delivered]
    .filter(([contract]) => !owed.has(contract))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([contract, { owner }]): Obligation => ({ contract, department: owner, rhythm: 'on-change' }));
  return [...obligations, ...others].map((obligation) =>
    entryFor(
      obligation,
      names.get(obligation.contract) ?? delivered.get(obligation.contract),
      receipts,
      today,
    ),
  );
}
