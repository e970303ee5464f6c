import type { CurrentBuild } from '../../api/contracts/builds.ts';
import type { MetricRow } from '../../api/contracts/metrics.ts';
import { formatNumber, readCount, readPoints } from '../figures/format.ts';
import { texts } from '../locale/texts.ts';
import type { MetricQuery } from '../wire/metric-query.ts';
import { rowQuery } from '../wire/metric-query.ts';
import type { Comparison } from './compared.ts';
import { comparedYear } from './overview-queries.ts';
import { largestFirst, nameOf, shortDepartment, worstFirst } from './rows.ts';
import { behind } from './thresholds.ts';
import type { Severity } from './thresholds.ts';
import { isLate } from './tile-state.ts';

/** One thing that needs a person, in words, and where to look. */
export interface AttentionItem {
  readonly id: string;
  readonly severity: Severity;
  readonly text: string;
  readonly target:
    | { readonly kind: 'metric'; readonly query: MetricQuery }
    | { readonly kind: 'rejects'; readonly contract: string }
    | null;
}

export interface AttentionInput {
  readonly build: CurrentBuild | null;
  readonly departments: { readonly query: MetricQuery; readonly rows: readonly MetricRow[] };
  readonly areas: { readonly query: MetricQuery; readonly rows: readonly MetricRow[] };
  readonly overdue: { readonly query: MetricQuery; readonly row: MetricRow | null };
  readonly overdueByDepartment: readonly MetricRow[];
  readonly comparisons: readonly Comparison[];
  readonly now: number;
}

const gapText = (row: MetricRow): string => {
  const reading = readPoints(row.value);
  return `${reading.text.replace(/^−/u, '')} ${reading.suffix}`;
};

const red = (row: MetricRow): boolean => row.value !== null && row.value < behind.red;
const yellow = (row: MetricRow): boolean =>
  row.value !== null && row.value < behind.yellow && row.value >= behind.red;

function departments({ departments: { query, rows } }: AttentionInput): AttentionItem[] {
  const reds = worstFirst(rows.filter(red));
  const yellows = worstFirst(rows.filter(yellow));
  const items: AttentionItem[] = [];
  const [worst] = reds;
  if (worst !== undefined)
    items.push({
      id: 'departments-red',
      severity: 'severe',
      text: texts.attention.departmentsRed(
        reds.length,
        shortDepartment(nameOf(worst, 'department')),
        gapText(worst),
      ),
      target: { kind: 'metric', query: rowQuery(query, worst) },
    });
  if (yellows.length > 0)
    items.push({
      id: 'departments-yellow',
      severity: 'notice',
      text: texts.attention.departmentsYellow(yellows.length),
      target: { kind: 'metric', query },
    });
  return items;
}

function areas({ areas: { query, rows } }: AttentionInput): AttentionItem[] {
  return (
    [
      ['areas-red', 'severe', rows.filter(red), texts.attention.areasRed],
      ['areas-yellow', 'notice', rows.filter(yellow), texts.attention.areasYellow],
    ] as const
  ).flatMap(([id, severity, found, say]) => {
    const [worst] = worstFirst(found);
    if (worst === undefined) return [];
    return {
      id,
      severity,
      text: say(found.length, nameOf(worst, 'area'), gapText(worst)),
      target: { kind: 'metric', query: rowQuery(query, worst) },
    };
  });
}

function audit({ overdue, overdueByDepartment }: AttentionInput): AttentionItem[] {
  const count = overdue.row?.value ?? 0;
  if (count <= 0) return [];
  const [most, next] = largestFirst(overdueByDepartment);
  const isAlone = most !== undefined && (most.value ?? 0) > (next?.value ?? 0);
  return [
    {
      id: 'audit-overdue',
      severity: 'severe',
      text: texts.attention.overdue(
        readCount(count).text,
        isAlone ? shortDepartment(nameOf(most, 'department')) : null,
      ),
      target: { kind: 'metric', query: overdue.query },
    },
  ];
}

/** Datasets with rejected rows, the most first. */
const largestRejects = (build: CurrentBuild): CurrentBuild['datasets'] =>
  build.datasets
    .filter((dataset) => dataset.rejected > 0)
    .sort((left, right) => right.rejected - left.rejected);

function data({ build, comparisons, now }: AttentionInput): AttentionItem[] {
  const items: AttentionItem[] = comparisons
    .filter((comparison) => !comparison.equal)
    .map((comparison) => ({
      id: `unequal-${comparison.side}`,
      severity: 'severe',
      text: texts.attention.unequal(texts.deliveries.compareItem(comparedYear, comparison.item)),
      target: { kind: 'metric', query: comparison.ownQuery },
    }));
  if (build === null) return items;
  if (build.lastAttempt.state === 'failed') {
    const [check] = build.lastAttempt.failedChecks;
    items.push({
      id: 'failed-build',
      severity: 'severe',
      text:
        check === undefined
          ? texts.attention.failedBuild
          : texts.attention.failedCheck(check.title, formatNumber(check.offending)),
      target: null,
    });
  }
  const late = build.datasets.filter((dataset) => isLate(dataset.asOf, dataset.origins, now));
  if (late.length > 0)
    items.push({
      id: 'late',
      severity: 'notice',
      text: texts.attention.late(late.map((dataset) => dataset.title).join('、')),
      target: null,
    });
  const rejecting = largestRejects(build);
  const [first] = rejecting;
  if (first !== undefined)
    items.push({
      id: 'rejected',
      severity: 'notice',
      text: texts.attention.rejected(
        formatNumber(rejecting.reduce((sum, dataset) => sum + dataset.rejected, 0)),
        first.title,
        rejecting.length,
      ),
      target: { kind: 'rejects', contract: rejecting.length === 1 ? first.contract : '' },
    });
  return items;
}

/** Everything past its threshold, the severe first, otherwise in a fixed order so that nothing jumps about. */
export function attentionItems(input: AttentionInput): AttentionItem[] {
  const items = [...departments(input), ...areas(input), ...audit(input), ...data(input)];
  return [
    ...items.filter((item) => item.severity === 'severe'),
    ...items.filter((item) => item.severity === 'notice'),
  ];
}
