import type { CurrentBuild } from '../../api/contracts/builds.ts';
import type { MetricRow } from '../../api/contracts/metrics.ts';
import { formatNumber } from '../figures/format.ts';
import { inBuild, inOrder } from '../figures/source.ts';
import type { Source } from '../figures/source.ts';
import { texts } from '../locale/texts.ts';
import type { MetricQuery } from '../wire/metric-query.ts';
import { rowQuery } from '../wire/metric-query.ts';
import type { Comparison } from './compared.ts';
import { comparedYear } from './overview-queries.ts';
import { largestFirst, nameOf } from './rows.ts';
import type { Severity } from './thresholds.ts';
import { isLate } from './tile-state.ts';

/** One thing that needs a person, in words, and where to look. */
export interface AttentionItem {
  readonly id: string;
  readonly severity: Severity;
  readonly text: string;
  /** How many of it there are, where they are counted. */
  readonly count: string | null;
  /** Where the numbers of the text are from. */
  readonly from?: Source;
  readonly target:
    | { readonly kind: 'metric'; readonly query: MetricQuery }
    | { readonly kind: 'rejects'; readonly contract: string }
    | null;
}

export interface AttentionInput {
  readonly build: CurrentBuild | null;
  /** Warnings that stand, by rule and severity. */
  readonly warnings: { readonly query: MetricQuery; readonly rows: readonly MetricRow[] };
  readonly comparisons: readonly Comparison[];
  readonly now: number;
}

/** How loudly a warning's own severity speaks here; what is only listed for a look does not. */
const loudness: Readonly<Partial<Record<string, Severity>>> = { red: 'severe', yellow: 'notice' };

/** One item a rule and severity, the most warnings first: the rule names the matter, the panel its warnings. */
export function warningItems({ query, rows }: AttentionInput['warnings']): AttentionItem[] {
  return largestFirst(rows).flatMap((row) => {
    const severity = loudness[row.key.severity ?? ''];
    if (severity === undefined || row.value === null || row.value <= 0) return [];
    return {
      id: `${row.key.warning_rule ?? ''}-${severity}`,
      severity,
      text: nameOf(row, 'warning_rule'),
      count: formatNumber(row.value),
      target: { kind: 'metric', query: rowQuery(query, row) },
    };
  });
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
      count: null,
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
      from: inBuild('lastAttempt/failedChecks/0/offending'),
      count: null,
      target: null,
    });
  }
  const late = build.datasets.filter((dataset) => isLate(dataset.asOf, dataset.origins, now));
  if (late.length > 0)
    items.push({
      id: 'late',
      severity: 'notice',
      text: texts.attention.late(late.map((dataset) => dataset.title).join('、')),
      count: null,
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
      from: inOrder(inBuild('datasets/*/rejected'), inBuild('datasets/?rejected>0')),
      count: null,
      target: { kind: 'rejects', contract: rejecting.length === 1 ? first.contract : '' },
    });
  return items;
}

/** What of the data is doubtful, then every rule with warnings; the severe first, so that nothing jumps about. */
export function attentionItems(input: AttentionInput): AttentionItem[] {
  const items = [...data(input), ...warningItems(input.warnings)];
  return [
    ...items.filter((item) => item.severity === 'severe'),
    ...items.filter((item) => item.severity === 'notice'),
  ];
}
