import { liveBatches, type Batch, type Doubt, type Receipt } from '../../warehouse/deliveries.ts';
import { parsePeriod, periodInKey, periodText, yearBefore, type Period } from '../../warehouse/periods.ts';
import type { Band, Expectation, Expectations } from './expectations.ts';

/** Rows and totals of one partition, over all sheets that hold it. */
interface Held {
  readonly rows: number;
  /** By amount column, in fen. */
  readonly totals: ReadonlyMap<string, bigint>;
}

type Partitions = ReadonlyMap<string, Held>;

const shown = 5;

function fen(yuan: string): bigint {
  return BigInt(yuan.replace('.', ''));
}

function yuan(amount: bigint): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function partitionsOf(batches: readonly { batch: Batch; keys: readonly string[] }[]): Partitions {
  const partitions = new Map<string, { rows: number; totals: Map<string, bigint> }>();
  for (const { batch, keys } of batches) {
    const wanted = new Set(keys);
    for (const { key, rows, totals } of batch.partitions) {
      if (!wanted.has(key)) continue;
      const held = partitions.get(key) ?? { rows: 0, totals: new Map<string, bigint>() };
      held.rows += rows;
      for (const [column, total] of Object.entries(totals))
        held.totals.set(column, (held.totals.get(column) ?? 0n) + fen(total));
      partitions.set(key, held);
    }
  }
  return partitions;
}

const within = (share: number, [low, high]: Band) => share >= low && share <= high;
const percent = ([low, high]: Band) =>
  `${Number((low * 100).toPrecision(6))}%～${Number((high * 100).toPrecision(6))}%`;

interface Finding {
  readonly code: 'rows' | 'totals';
  readonly text: string;
}

/** What of a partition is out of band against one other. */
function compared(
  now: Held,
  before: Held,
  how: 'correction' | 'next',
  expectation: Expectation,
): readonly Finding[] {
  const few = now.rows < expectation.fewRows && before.rows < expectation.fewRows;
  const findings: Finding[] = [];
  const { rows } = expectation[how];
  if (!few && before.rows > 0 && !within(now.rows / before.rows, rows))
    findings.push({ code: 'rows', text: `行数 ${before.rows} 行 → ${now.rows} 行（应在 ${percent(rows)}）` });
  for (const [column, was] of before.totals) {
    const is = now.totals.get(column);
    const own = expectation.columns[column]?.[few ? 'few' : how];
    const band = own === undefined ? expectation[few ? 'few' : how].totals : own;
    if (band === null || is === undefined || was === 0n) continue;
    if (!within(Number(is) / Number(was), band))
      findings.push({
        code: 'totals',
        text: `${column} 合计 ${yuan(was)} 元 → ${yuan(is)} 元（应在 ${percent(band)}）`,
      });
  }
  return findings;
}

/** The nearest earlier period of the series that is there, and the same one of the year before. */
function peersOf(series: string, period: Period, known: Partitions): readonly { key: string; held: Held }[] {
  const keyOf = (text: string) => series.replace('…', text);
  let nearest: Period | null = null;
  for (const key of known.keys()) {
    const other = periodInKey(key);
    if (other?.series !== series || other.period.rhythm !== period.rhythm) continue;
    if (other.period.index < period.index && other.period.index > (nearest?.index ?? -1))
      nearest = other.period;
  }
  return [nearest, yearBefore(period)].flatMap((peer) => {
    const key = peer === null ? '' : keyOf(periodText(peer));
    const held = known.get(key);
    return held ? [{ key, held }] : [];
  });
}

function outOfBand(
  arriving: Partitions,
  inForce: Partitions,
  expectation: Expectation,
  isAdded: boolean,
): readonly { key: string; against: string; finding: Finding }[] {
  // A file of several new months holds its later ones against its earlier ones.
  const known = new Map([...inForce, ...arriving]);
  return [...arriving].flatMap(([key, now]) => {
    const before = inForce.get(key);
    // Mended rows come on top of what is there.
    if (before && isAdded) return [];
    if (before)
      return compared(now, before, 'correction', expectation).map((finding) => ({
        key,
        against: key,
        finding,
      }));
    const found = periodInKey(key);
    const trials = (found ? peersOf(found.series, found.period, known) : []).map((peer) => ({
      against: peer.key,
      findings: compared(now, peer.held, 'next', expectation),
    }));
    // Like one of its peers is good enough: December is unlike November, and like last December.
    if (trials.some(({ findings }) => findings.length === 0)) return [];
    const [first] = trials;
    return (first?.findings ?? []).map((finding) => ({ key, against: first?.against ?? '', finding }));
  });
}

/** The periods missing before a period that arrives, where an earlier one is known. */
function gapsOf(arriving: Partitions, inForce: Partitions): readonly string[] {
  const bySeries = new Map<string, Set<number>>();
  const fresh: { series: string; period: Period }[] = [];
  for (const key of new Set([...inForce.keys(), ...arriving.keys()])) {
    const found = periodInKey(key);
    if (!found) continue;
    const name = `${found.series}\n${found.period.rhythm}`;
    bySeries.set(name, (bySeries.get(name) ?? new Set()).add(found.period.index));
    if (arriving.has(key) && !inForce.has(key)) fresh.push(found);
  }
  return fresh
    .sort((a, b) => a.period.index - b.period.index)
    .flatMap(({ series, period }) => {
      const indexes = bySeries.get(`${series}\n${period.rhythm}`) ?? new Set<number>();
      const before = Math.max(...[...indexes].filter((index) => index < period.index));
      if (!Number.isFinite(before) || before === period.index - 1) return [];
      const text = (index: number) => periodText({ rhythm: period.rhythm, index });
      const missing = [text(before + 1), ...(period.index - 1 > before + 1 ? [text(period.index - 1)] : [])];
      return [`${text(before)} 之后直接是 ${text(period.index)}，缺 ${missing.join(' 至 ')}`];
    });
}

function joined(lines: readonly string[]): string {
  return lines.slice(0, shown).join('；') + (lines.length > shown ? ` 等 ${lines.length} 处` : '');
}

function named(key: string): string {
  return key === '' ? '' : `${parsePeriod(key) ? '' : '“'}${key}${parsePeriod(key) ? '' : '”'} `;
}

/**
 * What of a delivery is unlike what is in force: rows and totals out of band, periods left out. Pure; cheap, since
 * the sidecars already hold the figures.
 * @param before the receipts so far, oldest first
 */
export function doubtsOf(
  receipt: Receipt,
  before: readonly Receipt[],
  expectations: Expectations,
): readonly Doubt[] {
  const live = liveBatches(before);
  const isAdded = receipt.mends !== null && receipt.mends.onto !== null;
  const names = [...new Set(receipt.batches.map(({ contract }) => contract))];
  return names.flatMap((contract) => {
    const own = receipt.batches.filter((batch) => batch.contract === contract);
    const title = own[0]?.title ?? contract;
    const arriving = partitionsOf(
      own.map((batch) => ({ batch, keys: batch.partitions.map(({ key }) => key) })),
    );
    const inForce = partitionsOf(
      live
        .filter(({ batch }) => batch.contract === contract)
        .map(({ batch, livePartitions }) => ({ batch, keys: livePartitions })),
    );
    const expectation = expectations(contract);
    const odd = outOfBand(arriving, inForce, expectation, isAdded);
    const gaps = expectation.gaps ? gapsOf(arriving, inForce) : [];
    const doubts: Doubt[] = [];
    for (const code of ['rows', 'totals'] as const) {
      const lines = odd
        .filter(({ finding }) => finding.code === code)
        .map(
          ({ key, against, finding }) =>
            `${named(key)}${against === key ? '与生效的相比' : `与 ${against} 相比`}，${finding.text}`,
        );
      if (lines.length > 0) doubts.push({ code, contract, message: `${title}：${joined(lines)}` });
    }
    if (gaps.length > 0) doubts.push({ code: 'gap', contract, message: `${title}：${joined(gaps)}` });
    return doubts;
  });
}
