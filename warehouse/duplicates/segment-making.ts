import type { WithTombstones } from './merge-segments.ts';
import type { Segment } from './segment.ts';
import type { SuggestionText } from './suggestion.ts';

/** Merges off the main thread; see `segment-worker.ts`. */
export interface SegmentMaker {
  build(documents: readonly SuggestionText[], mean: { title: number; body: number }): Promise<Segment>;
  merge(parts: readonly WithTombstones[]): Promise<Segment>;
}
