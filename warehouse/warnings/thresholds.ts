import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { outOfBounds, outOfOrder } from './threshold-bounds.ts';
import { faultsOf, inWords, parseJson } from './threshold-words.ts';

/** One number of a rule from one day on, and who set it, when, why and after which source. */
export const thresholdSchema = z.strictObject({
  rule: z.string().min(1),
  /** The parameter of the rule's SQL: `yellow`, `red`, `floor` … */
  name: z.string().regex(/^[a-z][a-z_]*$/, '应为小写字母，如 yellow'),
  value: z.number(),
  /** `share`: 0.1 is 10 % · `points`: 0.1 is ten points. */
  unit: z.enum(['points', 'share', 'yuan', 'days', 'month', 'months', 'count', 'multiple']),
  who: z.string().min(1),
  when: z.iso.date('应为日期，如 2026-11-24'),
  why: z.string().min(1),
  source: z.string().min(1),
  effective_from: z.iso.date('应为日期，如 2026-01-01'),
});
export type Threshold = z.infer<typeof thresholdSchema>;

/** Thresholds that cannot be used: everything that is wrong with them, each with its place. */
export class ThresholdsError extends Error {
  override readonly name = 'ThresholdsError';
}

/** Everything at once, a line each: who mends a file wants to mend it once. */
function thresholdsError(place: string, faults: readonly string[]): ThresholdsError {
  const [only = ''] = faults;
  if (faults.length === 1) return new ThresholdsError(`${place} 有误：${only}。请改正后重试`);
  const lines = faults.map((fault) => `\n  ${fault}`).join('');
  return new ThresholdsError(`${place} 有 ${faults.length} 处错误，请改正后重试：${lines}`);
}

/** @throws ThresholdsError naming every place and key that is wrong */
export function parseThresholds(text: string, place: string): readonly Threshold[] {
  const json = parseJson(text);
  if ('fault' in json) throw thresholdsError(place, [json.fault]);
  const parsed = z.array(thresholdSchema).safeParse(json.value, { error: inWords });
  if (parsed.success) return parsed.data;
  throw thresholdsError(place, parsed.error.issues.flatMap(faultsOf));
}

const shippedFile = join(import.meta.dirname, 'thresholds.json');

/** What comes with the house: its names are all there are, and an office's own file may only change their values. */
export const shippedThresholds: readonly Threshold[] = parseThresholds(
  readFileSync(shippedFile, 'utf8'),
  shippedFile,
);

const keyOf = ({ rule, name }: Pick<Threshold, 'rule' | 'name'>): string => `${rule}.${name}`;
const shippedByKey: ReadonlyMap<string, Threshold> = new Map(
  shippedThresholds.map((entry) => [keyOf(entry), entry]),
);

/** What is wrong with one entry of an office's own, beside what came before it. */
function ownFaults(entry: Threshold, before: readonly Threshold[]): string[] {
  const key = keyOf(entry);
  const shipped = shippedByKey.get(key);
  if (shipped === undefined) {
    const names = shippedThresholds.filter(({ rule }) => rule === entry.rule).map(({ name }) => name);
    return names.length === 0
      ? [`rule 有误：没有预警规则“${entry.rule}”`]
      : [`name 有误：没有阈值“${key}”；该规则可用的名称：${names.join('、')}`];
  }
  const faults: string[] = [];
  if (shipped.unit !== entry.unit)
    faults.push(`unit 有误：“${key}”以 ${shipped.unit} 计，不是 ${entry.unit}；请换算后填写`);
  const outside = shipped.unit === entry.unit ? outOfBounds(entry) : null;
  if (outside !== null) faults.push(`value 有误：“${key}”的值 ${outside}`);
  const twin = before.findIndex(
    (other) => keyOf(other) === key && other.effective_from === entry.effective_from,
  );
  if (twin !== -1)
    faults.push(
      `effective_from 有误：“${key}”自 ${entry.effective_from} 起已有一个值（第 ${twin + 1} 项）；请只留一个`,
    );
  return faults;
}

/** Values of a rule that are out of order from the day of one of the office's entries on. */
function orderFault(entry: Threshold, own: readonly Threshold[]): string | null {
  const all = [...shippedThresholds, ...own].filter(({ rule }) => rule === entry.rule);
  const shipped = inForce(
    shippedThresholds.filter(({ rule }) => rule === entry.rule),
    firstOfMonth(entry.effective_from),
  );
  const wrong = outOfOrder(inForce(all, firstOfMonth(entry.effective_from)), shipped);
  return wrong === null ? null : `value 有误：“${entry.rule}”自 ${entry.effective_from} 起 ${wrong}`;
}

function checkOwn(own: readonly Threshold[], place: string): void {
  const each = own.map((entry, at) => ownFaults(entry, own.slice(0, at)));
  const isSound = each.every((faults) => faults.length === 0);
  const said = new Set<string>();
  const faults = own.flatMap((entry, at) => {
    // Orders are looked at when every value is one: a value that is none would be told of twice.
    const order = isSound ? orderFault(entry, own) : null;
    const found = [...(each[at] ?? []), ...(order === null || said.has(order) ? [] : [order])];
    if (order !== null) said.add(order);
    return found.map((fault) => `第 ${at + 1} 项的 ${fault}`);
  });
  if (faults.length > 0) throw thresholdsError(place, faults);
}

/**
 * The thresholds of a rule with values to be tried, which then hold for all months.
 * @throws ThresholdsError where a name is not the rule's, or a value would be refused in a file too
 */
export function triedThresholds(
  thresholds: readonly Threshold[],
  rule: string,
  trials: readonly { readonly name: string; readonly value: number }[],
): readonly Threshold[] {
  const shipped = shippedThresholds.filter((entry) => entry.rule === rule);
  const values = new Map(trials.map(({ name, value }) => [name, value]));
  const faults = [...values].flatMap(([name, value]) => {
    const unit = shippedByKey.get(keyOf({ rule, name }))?.unit;
    if (unit === undefined)
      return [`规则 ${rule} 没有阈值“${name}”；可用的名称：${shipped.map((entry) => entry.name).join('、')}`];
    const outside = outOfBounds({ rule, unit, value });
    return outside === null ? [] : [`${name} 的值 ${outside}`];
  });
  const trying = thresholds.map((entry) =>
    entry.rule === rule ? { ...entry, value: values.get(entry.name) ?? entry.value } : entry,
  );
  const days = new Set(trying.filter((entry) => entry.rule === rule).map((entry) => entry.effective_from));
  for (const day of values.size > 0 && faults.length === 0 ? days : []) {
    const own = trying.filter((entry) => entry.rule === rule);
    const wrong = outOfOrder(inForce(own, firstOfMonth(day)), inForce(shipped, firstOfMonth(day)));
    if (wrong !== null && !faults.includes(wrong)) faults.push(wrong);
  }
  if (faults.length > 0) throw thresholdsError('--set', faults);
  return trying;
}

/**
 * The thresholds that come with the house and the office's own, which hold from their day on.
 * @throws ThresholdsError naming everything that is wrong with the office's
 */
export async function loadThresholds(ownFile: string): Promise<readonly Threshold[]> {
  const text = await readFile(ownFile, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return shippedThresholds;
  const own = parseThresholds(text, ownFile);
  checkOwn(own, ownFile);
  return [...shippedThresholds, ...own];
}

/** Months of a rule in which all its thresholds stay as they are. Months as `2026-10-01`. */
export interface Segment {
  readonly from: string;
  readonly to: string;
  readonly values: Readonly<Record<string, number>>;
}

const firstOfMonth = (day: string): string => `${day.slice(0, 7)}-01`;

function monthBefore(month: string): string {
  const [year = 0, index = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, index - 2, 1)).toISOString().slice(0, 10);
}

/** The value in force in a month: of those whose day has come, the latest; of equal days the one said last. */
function inForce(entries: readonly Threshold[], month: string): Record<string, number> {
  const values: Record<string, number> = {};
  for (const entry of [...entries].sort((a, b) => (a.effective_from < b.effective_from ? -1 : 1)))
    if (firstOfMonth(entry.effective_from) <= month) values[entry.name] = entry.value;
  return values;
}

/** Cuts months into runs in which no threshold of the rule changes. */
export function segments(
  thresholds: readonly Threshold[],
  rule: string,
  from: string,
  to: string,
): readonly Segment[] {
  const own = thresholds.filter((entry) => entry.rule === rule);
  const starts = own.map(({ effective_from }) => firstOfMonth(effective_from));
  const cuts = [...new Set([from, ...starts.filter((month) => month > from && month <= to)])].sort();
  return cuts.map((start, at) => {
    const next = cuts[at + 1];
    return {
      from: start,
      to: next === undefined ? to : monthBefore(next),
      values: inForce(own, start),
    };
  });
}
