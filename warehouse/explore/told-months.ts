import type { MonthRange } from '../metrics/period.ts';
import type { Comparison } from './comparison.ts';
import type { ExploredStep, SpokenMonths } from './explore.ts';
import { monthsText } from './months.ts';

/** What a comparison is called beside a value. */
export const comparisonNames: Readonly<Record<Comparison, string>> = {
  previous_year: '上年同期',
  previous_build: '上一构建',
  plan: '全年计划',
};

const rangeText = ({ from, to }: MonthRange): string => (from === to ? from : `${from}..${to}`);

/** The months of one side in words; null where it says nothing, or speaks of years. */
export function toldMonths({ months, period }: SpokenMonths): string | null {
  if (months.length > 1) return monthsText(months);
  return period === null ? (months[0] ?? null) : rangeText(period);
}

const absent = '无数据';

function toldStep(step: ExploredStep, name: string | null): string | null {
  const { time, compared, isWhole } = step;
  const own = toldMonths(step);
  const other = compared === null ? null : toldMonths(compared);
  if (own === null && other === null) return null;
  const isPlain = isWhole && (compared === null || compared.isLike || name === comparisonNames.plan);
  if (time !== null && isPlain) return null;
  const told = [
    time === null ? `本期 ${own ?? absent}` : `${time} 只有 ${own ?? absent}`,
    ...(name === null || compared === null ? [] : [`${name} ${other ?? absent}`]),
  ].join('，');
  const isUnlike = compared !== null && !compared.isLike && name !== comparisonNames.plan;
  return isUnlike ? `${told}，两侧月份不同` : told;
}

/**
 * What has to be known of a measure's months to read its values: those of both sides, and of steps of time only the
 * unfinished ones and those that are not met by like months. Null: nothing.
 */
export function monthsNote(steps: readonly ExploredStep[], compare: Comparison | null): string | null {
  const name = compare === null ? null : comparisonNames[compare];
  const told = steps.flatMap((step) => toldStep(step, name) ?? []);
  return told.length === 0 ? null : told.join('；');
}

/** The months all steps of a measure speak of, from the first to the last. */
export function wholePeriod(steps: readonly ExploredStep[]): MonthRange | null {
  const periods = steps.flatMap(({ period }) => period ?? []);
  const from = periods.map((period) => period.from).sort()[0];
  const to = periods
    .map((period) => period.to)
    .sort()
    .at(-1);
  return from === undefined || to === undefined ? null : { from, to };
}
