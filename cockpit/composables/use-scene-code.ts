import { computed, shallowReactive, watch } from 'vue';
import type { Component, ComputedRef } from 'vue';
import { scenes } from '../screen/scenes/scene-list.ts';
import type { Scene } from '../screen/scenes/scene-list.ts';

/** The code of the scene that is shown; null until it has come. The next one's is fetched ahead of its turn. */
export function useSceneCode(scene: ComputedRef<Scene>): ComputedRef<Component | null> {
  const loaded = shallowReactive(new Map<string, Component>());
  const load = async (wanted: Scene): Promise<void> => {
    if (loaded.has(wanted.id)) return;
    const module = await wanted.load();
    loaded.set(wanted.id, module.default);
  };
  watch(
    scene,
    async (shown) => {
      await load(shown);
      await load(scenes[(scenes.indexOf(shown) + 1) % scenes.length] ?? shown);
    },
    { immediate: true },
  );
  return computed(() => loaded.get(scene.value.id) ?? null);
}
