import { sizeOf, type Segment } from './segment.ts';

/** A segment of an index, and which of its documents are gone. */
export interface Part {
  readonly segment: Segment;
  /** 1 where a document has been removed. */
  readonly dead: Uint8Array;
  removed: number;
}

/** Segments of a size (a power of eight) are merged when so many have come together. */
const fanIn = 8;
/** Segments of one size that may be merged without growing beyond a limit. */
export function mergeable(all: readonly Part[], limit: number): Part[] | null {
  const tiers = new Map<number, Part[]>();
  for (const part of all) {
    const living = Math.max(1, sizeOf(part.segment) - part.removed);
    const tier = Math.floor(Math.log(living) / Math.log(fanIn));
    tiers.set(tier, [...(tiers.get(tier) ?? []), part]);
  }
  // Half gone: made anew without what is gone, whatever its size.
  const hollow = all.find(
    ({ segment, removed }) => sizeOf(segment) <= limit && removed > 64 && 2 * removed > sizeOf(segment),
  );
  if (hollow !== undefined) return [hollow];
  for (const parts of tiers.values()) {
    const group = fitting(parts, limit);
    if (group.length >= fanIn) return group;
  }
  return null;
}

/** As many of the parts, in their order, as fit into one segment of so many documents. */
function fitting(parts: readonly Part[], limit: number): Part[] {
  let size = 0;
  return parts.filter(({ segment, removed }) => {
    const living = sizeOf(segment) - removed;
    if (size + living > limit) return false;
    size += living;
    return true;
  });
}
