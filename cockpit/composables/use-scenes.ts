import { computed, inject, provide, shallowReactive, watch } from 'vue';
import type { Component, ComputedRef, InjectionKey } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { sceneOf, scenes } from '../screen/scenes/scene-list.ts';
import type { Scene } from '../screen/scenes/scene-list.ts';
import { wallAddressOf } from '../screen/wall-address.ts';

export interface Scenes {
  readonly current: ComputedRef<Scene>;
  /** The scene's component; null until its code has come. */
  readonly component: ComputedRef<Component | null>;
  readonly go: (id: string) => void;
}

const key: InjectionKey<Scenes> = Symbol('scenes');

/** Which scene the wall shows: the address says so, and a reload shows it again. */
export function provideScenes(): Scenes {
  const route = useRoute();
  const router = useRouter();
  const loaded = shallowReactive(new Map<string, Component>());
  const current = computed(() => sceneOf(wallAddressOf(route.query).scene));
  const load = async (scene: Scene): Promise<void> => {
    if (!loaded.has(scene.id)) loaded.set(scene.id, (await scene.load()).default);
  };
  watch(current, (scene) => void load(scene), { immediate: true });
  const result: Scenes = {
    current,
    component: computed(() => loaded.get(current.value.id) ?? null),
    go: (id) => {
      const query = { ...route.query };
      if (id === scenes[0].id) delete query.scene;
      else query.scene = id;
      void router.replace({ query });
    },
  };
  provide(key, result);
  return result;
}

export function useScenes(): Scenes {
  const found = inject(key);
  if (found === undefined) throw new Error('provideScenes() must run in a component above this one');
  return found;
}
