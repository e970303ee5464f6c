import type { CurrentBuild } from '../../../api/contracts/builds.ts';
import type { WarningList } from '../../../api/contracts/warnings.ts';

/** Something that calls for a person, and the scene that shows it. */
export interface RedAlert {
  /** The same for as long as it is the same matter. */
  readonly id: string;
  readonly scene: string;
}

/** The rules of warnings by the scene that shows their matter; the overview shows the others. */
const rulesOfScenes: Readonly<Record<string, readonly string[]>> = {
  budget: [
    'department_behind',
    'project_behind',
    'project_idle',
    'project_overspent',
    'project_change',
    'year_end_rush',
    'carry_over',
    'final_against_budget',
    'reserve_share',
    'three_publics_over',
    'transfer_late',
    'debt_near_limit',
  ],
  tax: ['tax_share_low'],
  audit: ['finding_overdue', 'finding_repeated'],
  assets: ['land_revenue_behind', 'key_project_behind', 'key_project_stalled'],
  stations: ['station_silent', 'opinion_burst'],
  suggestions: ['suggestion_overdue', 'suggestion_again_late', 'suggestion_promise_late', 'co_opinion_late'],
  decisions: ['draft_open_too_short', 'vote_void', 'livelihood_behind'],
};
const sceneOfRule = new Map(
  Object.entries(rulesOfScenes).flatMap(([scene, rules]) => rules.map((rule) => [rule, scene] as const)),
);

/** A build that failed its checks: the figures on the wall are no longer the latest. */
export function buildAlerts(build: CurrentBuild | null): readonly RedAlert[] {
  const attempt = build?.lastAttempt;
  return attempt?.state === 'failed' ? [{ id: `build ${attempt.at}`, scene: 'overview' }] : [];
}

/** Red warnings: one that goes on from month to month stays the same matter. */
export const warningAlerts = (list: Pick<WarningList, 'warnings'> | null): readonly RedAlert[] =>
  (list?.warnings ?? []).map(({ rule, subjectName, area, since }) => ({
    id: ['warning', rule, subjectName ?? '', area ?? '', since].join(' '),
    scene: sceneOfRule.get(rule) ?? 'overview',
  }));

/** Those that were not there before. What was there when the wall was switched on is nothing new. */
export const newAlerts = (
  before: ReadonlySet<string> | null,
  now: readonly RedAlert[],
): readonly RedAlert[] => (before === null ? [] : now.filter(({ id }) => !before.has(id)));
