import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

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

/** Thresholds that cannot be used, with the file and the key at fault. */
export class ThresholdsError extends Error {
  override readonly name = 'ThresholdsError';
}

/** @throws ThresholdsError naming the place and the key */
export function parseThresholds(text: string, place: string): readonly Threshold[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ThresholdsError(`${place} 不是有效的 JSON：${error instanceof Error ? error.message : ''}`);
  }
  const parsed = z.array(thresholdSchema).safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ThresholdsError(
    `${place} 的 ${issue?.path.join('.') ?? ''} 有误：${issue?.message ?? ''}；请改正后重试`,
  );
}

const shippedFile = join(import.meta.dirname, 'thresholds.json');

/** What comes with the house: its names are all there are, and an office's own file may only change their values. */
export const shippedThresholds: readonly Threshold[] = parseThresholds(
  readFileSync(shippedFile, 'utf8'),
  shippedFile,
);

const keyOf = ({ rule, name }: Threshold): string => `${rule}.${name}`;

function checkOwn(own: readonly Threshold[], place: string): void {
  const known = new Map(shippedThresholds.map((entry) => [keyOf(entry), entry]));
  for (const [at, entry] of own.entries()) {
    const shipped = known.get(keyOf(entry));
    if (!shipped)
      throw new ThresholdsError(
        `${place} 的 ${at}.name 有误：没有阈值“${keyOf(entry)}”；该规则可用的名称：${
          shippedThresholds
            .filter(({ rule }) => rule === entry.rule)
            .map(({ name }) => name)
            .join('、') || '（没有这条规则）'
        }`,
      );
    if (shipped.unit !== entry.unit)
      throw new ThresholdsError(
        `${place} 的 ${at}.unit 有误：“${keyOf(entry)}”以 ${shipped.unit} 计，不是 ${entry.unit}；请换算后填写`,
      );
    const twin = own.findIndex(
      (other) => keyOf(other) === keyOf(entry) && other.effective_from === entry.effective_from,
    );
    if (twin < at)
      throw new ThresholdsError(
        `${place} 的 ${at}.effective_from 有误：“${keyOf(entry)}”自 ${entry.effective_from} 起已有一个值（第 ${twin} 项）；请只留一个`,
      );
  }
}

/**
 * The thresholds that come with the house and the office's own, which hold from their day on.
 * @throws ThresholdsError naming the key
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
