import { computed } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import { useGeometry } from './use-geometry.ts';
import { useSize } from './use-size.ts';

/** Rows shown before anything was measured, and on a page that scrolls, where a list is as long as it likes. */
const unmeasured = 8;

/** How many rows fit: whole ones only, one at the least. Pure. */
export const rowsThatFit = (height: number, rowHeight: number): number =>
  height <= 0 || rowHeight <= 0 ? unmeasured : Math.max(1, Math.floor((height + 0.5) / rowHeight));

/**
 * Follows how many rows fit into an element, so that a list shows whole rows at every size of screen and type.
 * @param rowEm height that a row needs, in the element's own em
 */
export function useRoom(element: Readonly<Ref<HTMLElement | null>>, rowEm: number): ComputedRef<number> {
  const size = useSize(element);
  const geometry = useGeometry();
  return computed(() =>
    geometry.value.layout === 'stack' ? unmeasured : rowsThatFit(size.value.height, rowEm * size.value.em),
  );
}
