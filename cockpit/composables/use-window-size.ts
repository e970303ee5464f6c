import { onScopeDispose, shallowRef } from 'vue';
import type { ShallowRef } from 'vue';

/** The window's size in CSS pixels, followed. */
export function useWindowSize(): Readonly<ShallowRef<{ readonly width: number; readonly height: number }>> {
  const measure = () => ({ width: window.innerWidth, height: window.innerHeight });
  const size = shallowRef(measure());
  const follow = (): void => {
    size.value = measure();
  };
  window.addEventListener('resize', follow);
  onScopeDispose(() => window.removeEventListener('resize', follow));
  return size;
}
