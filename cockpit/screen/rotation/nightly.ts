/** The wall reloads itself in this hour of the night, Asia/Shanghai, when nobody looks. */
export const nightlyHour = 4;
/** A page younger than this is fresh enough, milliseconds. */
const young = 6 * 3_600_000;
/** A server that is not well is asked again after this long, milliseconds. */
export const askAgainAfter = 600_000;

const day = 86_400_000;
const shanghai = 8 * 3_600_000;

/**
 * The moment of the next nightly reload, milliseconds.
 * @param spread in [0, 1): where in the hour, so that a house full of walls does not reload at once
 */
export function nextNightly(now: number, startedAt: number, spread: number): number {
  const earliest = Math.max(now, startedAt + young);
  const midnight = Math.floor((earliest + shanghai) / day) * day - shanghai;
  const at = midnight + (nightlyHour + spread) * 3_600_000;
  return at >= earliest ? at : at + day;
}
