import { inject, onScopeDispose, provide, shallowRef, watch } from 'vue';
import type { InjectionKey, ShallowRef } from 'vue';
import { geometryOf, pageGeometry } from '../theme/geometry.ts';
import type { Geometry, Viewing } from '../theme/geometry.ts';

const key: InjectionKey<Readonly<ShallowRef<Geometry>>> = Symbol('geometry');

/**
 * Follows the window, and writes the unit and the layout where the style sheets read them.
 * @param kind what is shown: a wall fills the window, a page scrolls
 * @param viewing what the wall's display profile says; null for none
 */
export function provideGeometry(
  kind: () => 'wall' | 'page',
  viewing: () => Viewing | null = () => null,
): Readonly<ShallowRef<Geometry>> {
  const measure = (): Geometry =>
    kind() === 'page' ? pageGeometry : geometryOf(window.innerWidth, window.innerHeight, viewing());
  const geometry = shallowRef(measure());
  const apply = (): void => {
    const root = document.documentElement;
    root.dataset.layout = geometry.value.layout;
    root.style.setProperty('--u', `${geometry.value.u}px`);
    root.style.setProperty('--type', String(geometry.value.type));
  };
  const follow = (): void => {
    geometry.value = measure();
    apply();
  };
  apply();
  watch([kind, viewing], follow);
  window.addEventListener('resize', follow);
  onScopeDispose(() => window.removeEventListener('resize', follow));
  provide(key, geometry);
  return geometry;
}

export const useGeometry = (): Readonly<ShallowRef<Geometry>> =>
  inject(key, () => shallowRef<Geometry>({ layout: 'wall', u: 1, type: 1 }), true);
