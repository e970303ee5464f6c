import { onScopeDispose, shallowRef, watch } from 'vue';
import type { Ref } from 'vue';

export interface Size {
  /** CSS pixels; zero until measured. */
  readonly width: number;
  readonly height: number;
  /** Font size, CSS pixels; 16 for an element that is in no document. */
  readonly em: number;
}

/** Follows the size of an element. */
export function useSize(element: Readonly<Ref<HTMLElement | null>>): Readonly<Ref<Size>> {
  const size = shallowRef<Size>({ width: 0, height: 0, em: 16 });
  const measure = (box: HTMLElement): void => {
    const em = Number.parseFloat(getComputedStyle(box).fontSize) || 16;
    size.value = { width: box.clientWidth, height: box.clientHeight, em };
  };
  let observer: ResizeObserver | null = null;
  watch(
    element,
    (box) => {
      observer?.disconnect();
      if (box === null) return;
      observer = new ResizeObserver(() => measure(box));
      observer.observe(box);
      measure(box);
    },
    { flush: 'post' },
  );
  onScopeDispose(() => observer?.disconnect());
  return size;
}
