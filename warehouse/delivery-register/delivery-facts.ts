import {
  liveBatches,
  type Batch,
  type Decision,
  type Doubt,
  type Origin,
  type Receipt,
  type Refusal,
} from '../deliveries.ts';

/** What has become of a delivery by now; superseded: accepted, and nothing of it is in force any more. */
export const deliveryStates = ['accepted', 'held', 'refused', 'withdrawn', 'superseded'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** One delivery as a person looks at it. */
export interface DeliveryFacts {
  readonly delivery: string;
  readonly receivedAt: string;
  readonly fileName: string;
  readonly origin: Origin;
  readonly state: DeliveryState;
  readonly datasets: readonly {
    readonly contract: string;
    readonly title: string;
    readonly owner: string;
    readonly rows: number;
    /** The partitions that hold a period or other value, in order. */
    readonly partitions: readonly string[];
    /** Those of them in force. */
    readonly livePartitions: readonly string[];
  }[];
  /** Rows that passed the checks. */
  readonly rows: number;
  readonly rejected: number;
  /** Deliveries of which this one took over a partition when it was accepted. */
  readonly supersedes: readonly string[];
  /** What became of the totals rows, a sheet that has any each; a total that is wrong is among the refusals. */
  readonly totals: readonly {
    readonly contract: string;
    readonly sheet: string | null;
    readonly reconciled: number;
    readonly toDate: number;
    readonly blank: number;
    readonly unverified: NonNullable<Batch['totalsRows']>['unverified'];
    readonly rounded: NonNullable<Batch['totalsRows']>['rounded'];
  }[];
  readonly doubts: readonly Doubt[];
  readonly refusals: readonly Refusal[];
  /** What the file holds and was left alone. */
  readonly notices: readonly string[];
  readonly history: readonly Decision[];
  /** Who accepted it, and when; `by` null: the intake did, on arrival. Null when it is not accepted. */
  readonly accepted: { readonly by: string | null; readonly at: string } | null;
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);
const once = (texts: readonly string[]) => [...new Set(texts)].sort();

function acceptance({ verdict, history, receivedAt }: Receipt): DeliveryFacts['accepted'] {
  if (verdict !== 'accepted') return null;
  const last = history.findLast(({ action }) => action === 'accepted');
  return last ? { by: last.by, at: last.at } : { by: null, at: receivedAt };
}

/** All deliveries, newest first. Pure. @param receipts oldest first */
export function deliveryFacts(receipts: readonly Receipt[]): readonly DeliveryFacts[] {
  const live = new Map<string, Set<string>>();
  for (const { batch, receipt, livePartitions } of liveBatches(receipts)) {
    const place = `${receipt.delivery}\n${batch.contract}`;
    const keys = live.get(place) ?? new Set();
    for (const key of livePartitions) keys.add(key);
    live.set(place, keys);
  }
  const broughtBy = new Map(
    receipts.flatMap(({ delivery, batches }) => batches.map(({ batch }) => [batch, delivery] as const)),
  );
  return receipts
    .map((receipt): DeliveryFacts => {
      const contracts = once(receipt.batches.map(({ contract }) => contract));
      const datasets = contracts.map((contract) => {
        const own = receipt.batches.filter((batch) => batch.contract === contract);
        return {
          contract,
          title: own[0]?.title ?? contract,
          owner: own[0]?.owner ?? '',
          rows: sumOf(own.map(({ rows }) => rows)),
          partitions: once(own.flatMap(({ partitions }) => partitions.map(({ key }) => key))),
          livePartitions: [...(live.get(`${receipt.delivery}\n${contract}`) ?? [])].sort(),
        };
      });
      const isLive = datasets.some(({ livePartitions }) => livePartitions.length > 0);
      const superseded = receipt.verdict === 'accepted' && receipt.batches.length > 0 && !isLive;
      return {
        delivery: receipt.delivery,
        receivedAt: receipt.receivedAt,
        fileName: receipt.fileName,
        origin: receipt.origin,
        state: superseded ? 'superseded' : receipt.verdict,
        datasets,
        rows: sumOf(receipt.batches.map(({ rows }) => rows)),
        rejected: receipt.rejected,
        supersedes: once(
          receipt.batches.flatMap(({ supersedes }) =>
            supersedes.flatMap((name) => broughtBy.get(name) ?? []),
          ),
        ).filter((delivery) => delivery !== receipt.delivery),
        totals: receipt.batches.flatMap(({ contract, sheet, totalsRows }) =>
          totalsRows ? [{ contract, sheet, ...totalsRows }] : [],
        ),
        doubts: receipt.doubts,
        refusals: receipt.refusals,
        notices: receipt.notices,
        history: receipt.history,
        accepted: acceptance(receipt),
      };
    })
    .reverse();
}

export interface DeliveryFilter {
  readonly state?: DeliveryState | null;
  /** A contract, `finance.payments`, or a source, `finance`. */
  readonly source?: string | null;
  /** A calendar day in Asia/Shanghai, `2026-11-01`; that day included. */
  readonly since?: string | null;
}

const dayInShanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** The calendar day in China of an instant. */
export function shanghaiDay(instant: string | Date): string {
  return dayInShanghai.format(new Date(instant));
}

export function isWanted(facts: DeliveryFacts, { state, source, since }: DeliveryFilter): boolean {
  return (
    (!state || facts.state === state) &&
    (!source ||
      facts.datasets.some(({ contract }) => contract === source || contract.startsWith(`${source}.`))) &&
    (!since || shanghaiDay(facts.receivedAt) >= since)
  );
}
