import type { CurrentBuild } from '../../../api/contracts/builds.ts';

/** Something that calls for a person, and the scene that shows it. */
export interface RedAlert {
  /** The same for as long as it is the same matter. */
  readonly id: string;
  readonly scene: string;
}

/** A build that failed its checks: the figures on the wall are no longer the latest. */
export function buildAlerts(build: CurrentBuild | null): readonly RedAlert[] {
  const attempt = build?.lastAttempt;
  return attempt?.state === 'failed' ? [{ id: `build ${attempt.at}`, scene: 'overview' }] : [];
}

/** Those that were not there before. What was there when the wall was switched on is nothing new. */
export const newAlerts = (
  before: ReadonlySet<string> | null,
  now: readonly RedAlert[],
): readonly RedAlert[] => (before === null ? [] : now.filter(({ id }) => !before.has(id)));
